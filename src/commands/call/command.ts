import { defineCommand } from '../../cli/command.ts'

export const callCommand = defineCommand({
  name: 'call',
  group: 'call',
  summary: { en: 'call one operation of a platform', zh: '调用平台的一个接口' },
  description: {
    en: `Call one operation: the request is checked, signed, sent, and its answer verified and explained.

In the environment "local" (the default) the embedded sandbox answers: no account, no network.

Items:
  name=value      a text          name:=json    a number, list or object
  name=@file      from a file     name==value   into the query string
  a.b=1, list[]=x nested values   Header:value  a request header`,
    zh: `调用一个接口：先校验并签名，再发送，最后对应答验签并解释。

默认环境“local”由内置沙箱应答，无需账号与网络。

参数项：
  name=value      文本            name:=json    数字、列表或对象
  name=@file      取自文件        name==value   放入查询串
  a.b=1, list[]=x 嵌套取值        Header:value  请求头`,
  },
  args: [
    {
      name: 'operation',
      required: true,
      summary: {
        en: 'operation id, connector:id, or a METHOD followed by a /path',
        zh: '接口 id、连接器:id，或 METHOD 加 /path',
      },
    },
    { name: 'items', variadic: true, summary: { en: 'values of the call, see above', zh: '调用参数，写法见上' } },
  ],
  options: [
    {
      flags: '-v, --verbose',
      summary: { en: 'show the signing input, the verification and the time', zh: '显示待签名内容、验签结果与耗时' },
    },
    { flags: '--dry-run', summary: { en: 'sign, show and do not send', zh: '只签名并展示，不发送' } },
    {
      flags: '--curl',
      summary: {
        en: 'print the signed request as a curl command; do not send',
        zh: '以 curl 命令输出已签名的请求，不发送',
      },
    },
    {
      flags: '--body <json>',
      summary: {
        en: 'the whole body, JSON unless the operation takes another type; @file reads it, - is stdin',
        zh: '整个请求体，除非接口要求其他类型，否则为 JSON；@文件 表示读文件，- 表示标准输入',
      },
    },
    {
      flags: '--connector <id>',
      summary: { en: 'the connector, where several know the operation', zh: '多个连接器都有该接口时指定其一' },
    },
    {
      flags: '--protocol <id>',
      summary: {
        en: 'another protocol of the platform than the usual one, such as v3 of alipay',
        zh: '不用默认协议，改用平台的另一种协议，如 alipay 的 v3',
      },
    },
    {
      flags: '--for <merchant>',
      summary: {
        en: 'act for a merchant who authorised (integ authorize)',
        zh: '代已授权的商户调用（integ authorize）',
      },
    },
    {
      flags: '--encrypt',
      summary: {
        en: 'encrypt the contents below the signature, where the platform can',
        zh: '对请求内容加密后再签名（平台支持时）',
      },
    },
    { flags: '--no-validate', summary: { en: 'send without checking the values', zh: '不校验取值，直接发送' } },
    {
      flags: '--timeout <seconds>',
      summary: { en: 'limit of the whole exchange (30)', zh: '整个请求的时限（30 秒）' },
    },
    { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } },
  ],
  examples: [
    {
      command: 'integ call alipay.trade.precreate out_trade_no=T1 total_amount=88 subject=Tea',
      summary: { en: 'create an order in the sandbox', zh: '在沙箱中创建订单' },
    },
    {
      command: 'integ call alipay.trade.query out_trade_no=T1 -v',
      summary: { en: 'see what was signed, part by part', zh: '逐项查看签名内容' },
    },
    {
      command: 'integ call alipay.trade.query out_trade_no=T1 --json | jq .answer',
      summary: { en: 'use it in a script', zh: '在脚本中使用' },
    },
  ],
  load: () => import('./run.ts'),
})
