import { defineCommand } from '../../cli/command.ts'

export const triggerCommand = defineCommand({
  name: 'trigger',
  group: 'events',
  summary: { en: 'make the platform send an event', zh: '让平台发送一个事件' },
  description: {
    en: `Play the scenario of an event on the embedded sandbox: signed calls, and what a person does on the platform. The event is then delivered, signed, to the address of your integration. Without a name, lists the events.

Where it is delivered: --url; else "url" and "events" of integration.json; and whoever listens (integ listen).
Ends with 1 when a delivery was not acknowledged.`,
    zh: `在内置沙箱中执行事件的场景：先发起已签名的调用，再由“人”在平台上完成操作；随后事件会带着签名投递到你的集成。不写事件名时列出全部事件。

投递地址：--url；其次是 integration.json 中的 “url” 与 “events”；正在监听的 integ listen 也会收到。
有投递未被确认时，退出码为 1。`,
  },
  args: [
    { name: 'event', summary: { en: 'event id, such as alipay.trade.paid', zh: '事件标识，如 alipay.trade.paid' } },
  ],
  options: [
    {
      flags: '--set <path=value>',
      repeatable: true,
      summary: {
        en: 'another value for a step (param=… or step.param=…; := for JSON)',
        zh: '覆盖步骤的取值（param=… 或 step.param=…；:= 表示 JSON）',
      },
    },
    { flags: '--url <url>', summary: { en: 'deliver to this address', zh: '投递到该地址' } },
    {
      flags: '--connector <id>',
      summary: { en: 'the connector, where several have the event', zh: '多个连接器都有该事件时指定其一' },
    },
    { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } },
  ],
  examples: [
    {
      command: 'integ trigger alipay.trade.paid --url http://127.0.0.1:3000/alipay/notify',
      summary: {
        en: 'an order is placed and paid; your receiver gets the signed notification',
        zh: '下单并付款，你的接收端会收到已签名的通知',
      },
    },
    {
      command: 'integ trigger alipay.trade.paid --set total_amount=0.01',
      summary: { en: 'the same with another amount', zh: '同上，换一个金额' },
    },
    { command: 'integ trigger', summary: { en: 'see all events', zh: '查看全部事件' } },
  ],
  load: () => import('./run.ts'),
})
