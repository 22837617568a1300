import { defineCommand } from '../../../cli/command.ts'

const state = {
  flags: '--state <dir>',
  summary: {
    en: 'folder of the state; default: .integ/sandbox of the project',
    zh: '状态目录；默认为项目的 .integ/sandbox',
  },
}

export const faultCommand = defineCommand({
  name: 'fault',
  summary: { en: 'make the platform fail on purpose', zh: '让平台按设定出故障' },
  description: {
    en: `Failures for testing what your integration does with them: slow or lost answers, error codes, broken signatures; events that come twice, late, out of order, or not at all. They stay set until they are removed, over restarts too.

A call can ask for faults itself with the header "integ-fault: latency=2000, error=ACQ.SYSTEM_ERROR", or "integ-fault: timeout;when=after".`,
    zh: `用于检验集成如何应对故障：应答变慢或丢失、错误码、签名错误；事件重复、迟到、乱序或丢失。设置后一直有效，重启后也保留，直到移除。

单次调用也可以自带请求头指定故障：“integ-fault: latency=2000, error=ACQ.SYSTEM_ERROR”，或“integ-fault: timeout;when=after”。`,
  },
  subcommands: [
    {
      name: 'add',
      summary: { en: 'set a fault', zh: '设置一个故障' },
      description: {
        en: 'A fault strikes calls that are in order: known operation, valid signature, valid values. Without conditions it strikes each of them. All conditions have to hold. Times are those of the sandbox’s clock.',
        zh: '故障作用于本身合格的调用：接口存在、签名与参数都正确。不带条件时每次都生效；多个条件需同时满足。时间以沙箱时钟为准。',
      },
      args: [
        {
          name: 'fault',
          required: true,
          summary: {
            en: 'kind, or kind=value; see: integ sandbox fault kinds',
            zh: '种类，或 种类=取值；见 integ sandbox fault kinds',
          },
        },
      ],
      options: [
        { flags: '--connector <id>', summary: { en: 'only this platform', zh: '只针对该平台' } },
        {
          flags: '--operation <pattern>',
          summary: { en: 'only these operations, such as alipay.trade.*', zh: '只针对这些接口，如 alipay.trade.*' },
        },
        {
          flags: '--event <pattern>',
          summary: { en: 'only these events, such as *.paid', zh: '只针对这些事件，如 *.paid' },
        },
        {
          flags: '--when <moment>',
          choices: ['before', 'after'],
          summary: {
            en: 'before: nothing has happened; after: the work is done and only the answer is lost (before)',
            zh: 'before：什么都没发生；after：业务已完成，只是应答丢失（默认 before）',
          },
        },
        { flags: '--probability <p>', summary: { en: 'chance from 0 to 1', zh: '概率，0 到 1' } },
        { flags: '--count <n>', summary: { en: 'so often, then never again', zh: '生效若干次后失效' } },
        { flags: '--after <n>', summary: { en: 'let so many pass first', zh: '先放过若干次' } },
        {
          flags: '--from <time>',
          summary: { en: 'begins then: a time, or 10m from now', zh: '从何时开始：时间，或 10m 之后' },
        },
        { flags: '--until <time>', summary: { en: 'ends then', zh: '到何时结束' } },
        { flags: '--for <duration>', summary: { en: 'ends after so long, such as 10m', zh: '持续多久，如 10m' } },
        state,
      ],
      examples: [
        {
          command: 'integ sandbox fault add error=ACQ.SYSTEM_ERROR --operation alipay.trade.pay --count 2',
          summary: { en: 'the first two payments fail with a system error', zh: '前两次付款返回系统错误' },
        },
        {
          command: 'integ sandbox fault add timeout --when after --count 1',
          summary: { en: 'the call works, its answer never arrives', zh: '调用已成功，但应答永远不来' },
        },
        {
          command: 'integ sandbox fault add latency=500-3000 --probability 0.3',
          summary: { en: 'some answers are slow', zh: '部分应答变慢' },
        },
        {
          command: "integ sandbox fault add duplicate=3 --event '*.paid'",
          summary: { en: 'payments are announced three times at once', zh: '付款通知同时投递三次' },
        },
      ],
      load: () => import('./add.ts'),
    },
    {
      name: 'list',
      summary: { en: 'faults that are set, and how often they struck', zh: '列出已设置的故障及生效次数' },
      options: [state],
      examples: [{ command: 'integ sandbox fault list', summary: { en: 'what is set', zh: '查看已设置的故障' } }],
      load: () => import('./list.ts'),
    },
    {
      name: 'remove',
      summary: { en: 'remove a fault', zh: '移除一个故障' },
      args: [{ name: 'id', required: true, summary: { en: 'its id, or the start of it', zh: '故障标识或其前缀' } }],
      options: [state],
      examples: [{ command: 'integ sandbox fault remove flt_4f', summary: { en: 'this one', zh: '移除这一个' } }],
      load: () => import('./remove.ts'),
    },
    {
      name: 'clear',
      summary: { en: 'remove all faults', zh: '移除全部故障' },
      options: [state],
      examples: [{ command: 'integ sandbox fault clear', summary: { en: 'all is well again', zh: '恢复正常' } }],
      load: () => import('./clear.ts'),
    },
    {
      name: 'kinds',
      summary: { en: 'every kind of fault, with an example', zh: '全部故障种类及示例' },
      examples: [
        { command: 'integ sandbox fault kinds', summary: { en: 'what can be made to fail', zh: '查看可以模拟的故障' } },
      ],
      load: () => import('./kinds.ts'),
    },
  ],
})
