import { defineCommand } from '../../cli/command.ts'

export const authorizeCommand = defineCommand({
  name: 'authorize',
  group: 'credentials',
  summary: { en: 'let a merchant authorise your app', zh: '取得商户对应用的授权' },
  description: {
    en: 'For service providers: a merchant agrees on a page of the platform, and the token is saved under a name in your profile.\nCalls with --for then act for this merchant. Local without a terminal, or with --yes, the sandbox’s merchant agrees at once.',
    zh: '供服务商使用：商户在平台页面上同意后，令牌以一个名称保存在凭证档案中，\n之后的调用用 --for 代该商户执行。在 local 环境中，非终端运行或加 --yes 时，沙箱中的商户会直接同意。',
  },
  args: [
    { name: 'connector', required: true, summary: { en: 'the platform, such as alipay', zh: '平台，例如 alipay' } },
  ],
  options: [
    { flags: '--for <merchant>', summary: { en: 'name under which the merchant is saved', zh: '保存商户所用的名称' } },
    {
      flags: '--port <number>',
      summary: { en: 'local port that the browser comes back to', zh: '浏览器跳转回的本机端口' },
    },
    {
      flags: '--redirect <url>',
      summary: {
        en: 'address registered at the platform that leads to this port',
        zh: '在平台登记、并转发到该端口的回调地址',
      },
    },
    {
      flags: '--timeout <seconds>',
      summary: { en: 'how long to wait for the merchant (600)', zh: '等待商户操作的时限（600 秒）' },
    },
    { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } },
  ],
  examples: [
    {
      command: 'integ authorize alipay --for shop1',
      summary: { en: 'in the sandbox, or by the page', zh: '在沙箱中，或通过授权页面' },
    },
    {
      command: 'integ call alipay.trade.query --for shop1 out_trade_no=T1',
      summary: { en: 'then call for this merchant', zh: '之后代该商户调用' },
    },
    {
      command:
        'integ authorize alipay --for shop1 --env production --port 8787 --redirect https://dev.example.com/callback',
      summary: { en: 'with an address that the console knows', zh: '使用控制台中登记的地址' },
    },
  ],
  load: () => import('./run.ts'),
})
