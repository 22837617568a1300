import { defineCommand } from '../../cli/command.ts'

export const listenCommand = defineCommand({
  name: 'listen',
  group: 'events',
  summary: { en: "receive the sandbox's events, verify and forward them", zh: '接收沙箱事件，验签并转发' },
  description: {
    en: `Receive the events of the sandbox, check their signatures, and hand them, byte for byte, to your integration. Starts a sandbox when none is running. Ends with Ctrl-C.

Without --forward-to: to "routes" of integration.json (event pattern → address, the most specific one wins), else to "url" and "events"; outside of a project events are acknowledged right away.`,
    zh: `接收沙箱发出的事件，核对签名，并原样转发给你的集成。没有沙箱在运行时会自动启动一个。按 Ctrl-C 结束。

未指定 --forward-to 时，按 integration.json 的 “routes”（事件模式 → 地址，最具体的优先）转发，其次是 “url” 与 “events”；不在项目中时直接确认。`,
  },
  options: [
    {
      flags: '--forward-to <url>',
      summary: {
        en: 'hand events to this address (a port number is enough)',
        zh: '将事件转发到该地址（可只写端口号）',
      },
    },
    {
      flags: '--connector <id>',
      repeatable: true,
      summary: { en: "only this connector's events", zh: '只接收该连接器的事件' },
    },
    {
      flags: '--events <pattern>',
      repeatable: true,
      summary: { en: 'only these events, such as alipay.trade.*', zh: '只接收这些事件，如 alipay.trade.*' },
    },
    {
      flags: '--port <number>',
      summary: { en: 'port of the receiver (a free one)', zh: '接收端口（默认任选空闲端口）' },
    },
    {
      flags: '--since <time>',
      summary: {
        en: 'first deliver what nobody acknowledged since then: 2h, or a time',
        zh: '先补发此后无人确认的事件：2h，或一个时间',
      },
    },
    // Not --env-file: node 20 takes that one for its own, wherever it stands, and ends when the file is missing.
    {
      flags: '--write-env <path>',
      summary: {
        en: 'write the variables that the receiver needs to verify (as integ run gives them)',
        zh: '写入接收端验签所需的环境变量（与 integ run 提供的相同）',
      },
    },
    {
      flags: '--force',
      summary: {
        en: 'replace a --write-env file that integ did not write',
        zh: '覆盖不是由 integ 写入的 --write-env 文件',
      },
    },
    { flags: '--print-body', summary: { en: 'show the payload', zh: '显示事件内容' } },
    { flags: '--allow-remote', summary: { en: 'forward to another machine too', zh: '允许转发到其他机器' } },
    { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } },
  ],
  examples: [
    {
      command: 'integ listen --forward-to http://127.0.0.1:3000/alipay/notify',
      summary: { en: 'hand every event to your integration', zh: '把每个事件转发给你的集成' },
    },
    {
      command: 'integ listen --since 2h --write-env .env.integ',
      summary: {
        en: 'what was missed comes first; secrets for the receiver',
        zh: '先补发错过的事件，并写出接收端所需的密钥',
      },
    },
    {
      command: 'integ listen --print-body',
      summary: { en: 'look at what the platform sends', zh: '查看平台发送的内容' },
    },
    { command: 'integ listen --json | jq .id', summary: { en: 'one JSON line per event', zh: '每个事件一行 JSON' } },
  ],
  load: () => import('./run.ts'),
})
