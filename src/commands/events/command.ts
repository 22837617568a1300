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
      summary: {
        en: 'one event: payload, schedule, each delivery, each answer',
        zh: '查看一个事件：内容、投递计划、每次投递及应答',
      },
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
      summary: { en: 'deliver events again, altered on purpose where asked', zh: '再次投递事件，可按需改动' },
      description: {
        en: `Deliver events once more, in the order given: signed anew, to the address they went to before or to --url. The options make what a receiver has to stand: duplicates, another order, replays, changed bodies, wrong signatures. What was altered is noted in the event's record. Ends with 1 when one is not acknowledged, which is right for most of them.`,
        zh: `按给出的顺序再次投递事件：重新签名，目标为原地址或 --url 指定的地址。各选项用于检验接收端：重复、乱序、重放、内容被改、签名错误。所做的改动会记录在事件中。有投递未被确认时退出码为 1（多数改动本就应当被拒绝）。`,
      },
      args: [{ ...id, required: false, variadic: true }],
      options: [
        { flags: '--last <n>', summary: { en: 'the newest n events, oldest first', zh: '最近 n 个事件，从旧到新' } },
        { flags: '--reverse', summary: { en: 'in the opposite order', zh: '按相反的顺序' } },
        { flags: '--url <url>', summary: { en: 'deliver to this address', zh: '投递到该地址' } },
        { flags: '--times <n>', summary: { en: 'so many copies at once', zh: '同时投递若干份' } },
        {
          flags: '--delay <duration>',
          summary: { en: "wait so long first, on the sandbox's clock", zh: '先等待一段时间（沙箱时钟）' },
        },
        {
          flags: '--as-sent [delivery]',
          summary: {
            en: 'the exact bytes of an earlier delivery (the last)',
            zh: '逐字节重放某次投递（默认最近一次）',
          },
        },
        {
          flags: '--corrupt [path]',
          summary: { en: 'change the body after signing', zh: '签名后改动消息体' },
        },
        {
          flags: '--wrong-key',
          summary: { en: "sign with a key that is not the platform's", zh: '使用非平台的密钥签名' },
        },
        { flags: '--bad-signature', summary: { en: 'break the signature', zh: '破坏签名' } },
        { flags: '--unsigned', summary: { en: 'leave the signature out', zh: '不带签名' } },
        state,
      ],
      examples: [
        { command: 'integ events resend latest', summary: { en: 'try the receiver again', zh: '再试一次接收端' } },
        {
          command: 'integ events resend latest --times 3',
          summary: { en: 'is the order paid only once?', zh: '检验重复通知是否只入账一次' },
        },
        {
          command: 'integ events resend --last 3 --reverse',
          summary: { en: 'the refund before the payment', zh: '让退款通知先于付款通知到达' },
        },
        {
          command: 'integ events resend latest --corrupt total_amount',
          summary: { en: 'is the signature checked?', zh: '检验是否核对签名' },
        },
        {
          command: 'integ events resend evt_4f --url http://127.0.0.1:3000/notify',
          summary: { en: 'to another address', zh: '发往另一个地址' },
        },
      ],
      load: () => import('./resend.ts'),
    },
    {
      name: 'tail',
      summary: { en: 'follow events and deliveries as they happen', zh: '实时跟踪事件与投递' },
      description: {
        en: 'Runs until Ctrl-C, over restarts of the sandbox; starts one when none is running. NDJSON with --json, the line "ready" first.',
        zh: '运行到按下 Ctrl-C 为止，沙箱重启后继续；没有沙箱在运行时会启动一个。加 --json 时为 NDJSON，首行是 ready。',
      },
      options: [
        {
          flags: '--events <pattern>',
          repeatable: true,
          summary: { en: 'only these events, such as alipay.trade.*', zh: '只显示这些事件，如 alipay.trade.*' },
        },
        state,
      ],
      examples: [
        { command: 'integ events tail', summary: { en: 'in a second terminal', zh: '在另一个终端中运行' } },
        {
          command: "integ events tail --json | jq 'select(.acknowledged == false)'",
          summary: { en: 'only what was not acknowledged', zh: '只看未被确认的投递' },
        },
      ],
      load: () => import('./tail.ts'),
    },
  ],
})
