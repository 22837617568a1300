import { defineCommand } from '../../cli/command.ts'

const state = { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } }
const id = {
  name: 'id',
  required: true,
  summary: { en: 'event id, the start of one, or latest', zh: '事件标识、其前缀，或 latest' },
}

export const eventsCommand = defineCommand({
  name: 'events',
  group: 'events',
  summary: { en: 'events that the sandbox has sent', zh: '沙箱发送过的事件' },
  subcommands: [
    {
      name: 'list',
      summary: { en: 'events, newest first', zh: '列出事件，最新在前' },
      options: [{ flags: '--limit <count>', summary: { en: 'how many (20)', zh: '数量（20）' } }, state],
      examples: [{ command: 'integ events list --limit 5', summary: { en: 'the last five', zh: '最近五个' } }],
      load: () => import('./list.ts'),
    },
    {
      name: 'show',
      summary: { en: 'one event: payload, each delivery, each answer', zh: '查看一个事件：内容、每次投递及应答' },
      args: [id],
      options: [state],
      examples: [
        {
          command: 'integ events show latest',
          summary: { en: 'what was sent last, byte for byte', zh: '逐字查看最近一次发送的内容' },
        },
      ],
      load: () => import('./show.ts'),
    },
    {
      name: 'resend',
      summary: { en: 'deliver an event again, signed anew', zh: '重新签名并再次投递事件' },
      description: {
        en: 'Deliver an event once more, signed anew, to the address it went to before or to --url. Ends with 1 when it is not acknowledged.',
        zh: '重新签名后再投递一次，目标为原地址或 --url 指定的地址。未被确认时退出码为 1。',
      },
      args: [id],
      options: [{ flags: '--url <url>', summary: { en: 'deliver to this address', zh: '投递到该地址' } }, state],
      examples: [
        { command: 'integ events resend latest', summary: { en: 'try the receiver again', zh: '再试一次接收端' } },
        {
          command: 'integ events resend evt_4f --url http://127.0.0.1:3000/notify',
          summary: { en: 'to another address', zh: '发往另一个地址' },
        },
      ],
      load: () => import('./resend.ts'),
    },
  ],
})
