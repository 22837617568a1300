import { defineCommand } from '../../cli/command.ts'

const state = {
  flags: '--state <dir>',
  summary: {
    en: 'folder of the state; default: .integ/sandbox of the project',
    zh: '状态目录；默认为项目的 .integ/sandbox',
  },
}

export const sandboxCommand = defineCommand({
  name: 'sandbox',
  group: 'sandbox',
  summary: { en: 'run the platforms on this machine', zh: '在本机运行模拟平台' },
  description: {
    en: 'The embedded sandbox simulates platforms on 127.0.0.1: it checks signatures, keeps orders, and sends signed events. Commands start it by themselves when they need it; run it yourself to keep an address and to see what happens.',
    zh: '内置沙箱在 127.0.0.1 上模拟各平台：校验签名、保存订单、发送带签名的事件。命令需要时会自动启动它；自行启动可以固定地址，并实时看到发生的一切。',
  },
  subcommands: [
    {
      name: 'start',
      summary: { en: 'start it and show what happens', zh: '启动沙箱并显示日志' },
      description: {
        en: 'Runs until Ctrl-C. Each platform has an origin of its own. The log is the answer: on stdout, one line per request, event and delivery; NDJSON with --json, the line "ready" first.',
        zh: '运行到按下 Ctrl-C 为止。每个平台使用独立的地址。日志写到标准输出，每个请求、事件、投递各一行；加 --json 时为 NDJSON，首行是 ready。',
      },
      options: [
        state,
        {
          flags: '--connector <id>',
          repeatable: true,
          summary: { en: 'serve this platform; may be repeated', zh: '运行该平台，可多次给出' },
        },
        {
          flags: '--port <number>',
          summary: {
            en: 'control port; platforms follow. 0: any free ones',
            zh: '控制端口，各平台依次使用后面的端口；0 表示任意空闲端口',
          },
        },
        { flags: '--memory', summary: { en: 'keep nothing', zh: '不保存任何状态' } },
        { flags: '--detach', summary: { en: 'run in the background', zh: '在后台运行' } },
        {
          flags: '--allow-remote',
          summary: { en: 'deliver events to other machines too', zh: '允许把事件投递到其他机器' },
        },
      ],
      examples: [
        { command: 'integ sandbox start', summary: { en: 'in a terminal of its own', zh: '在单独的终端中运行' } },
        { command: 'integ sandbox start --detach && npm test', summary: { en: 'for a test run', zh: '用于测试' } },
      ],
      load: () => import('./start.ts'),
    },
    {
      name: 'wait',
      summary: { en: 'wait until it answers', zh: '等待沙箱就绪' },
      options: [
        state,
        {
          flags: '--timeout <seconds>',
          summary: { en: 'give up after this; default 30', zh: '最长等待秒数，默认 30' },
        },
      ],
      examples: [
        {
          command: 'integ sandbox start --detach && integ sandbox wait',
          summary: { en: 'go on as soon as it answers', zh: '就绪后立即继续' },
        },
        {
          command: 'integ sandbox wait --timeout 5',
          summary: { en: 'give up after five seconds', zh: '最多等待 5 秒' },
        },
      ],
      load: () => import('./wait.ts'),
    },
    {
      name: 'stop',
      summary: { en: 'stop it; no failure when none runs', zh: '停止沙箱；没有运行时不算失败' },
      options: [state],
      examples: [
        { command: 'integ sandbox stop', summary: { en: 'the one of this project', zh: '停止本项目的沙箱' } },
        {
          command: 'integ sandbox stop --state ./state',
          summary: { en: 'the one on this folder', zh: '停止使用该状态目录的沙箱' },
        },
      ],
      load: () => import('./stop.ts'),
    },
    {
      name: 'status',
      summary: { en: 'say where it runs; exit code 1 when it does not', zh: '显示沙箱地址；未运行时退出码为 1' },
      options: [state],
      examples: [
        {
          command: 'integ sandbox status',
          summary: { en: 'where it runs and what it serves', zh: '查看地址与所运行的平台' },
        },
        {
          command: 'integ sandbox status --json | jq -r .connectors[0].url',
          summary: { en: 'its address, for a script', zh: '在脚本中取得地址' },
        },
      ],
      load: () => import('./status.ts'),
    },
    {
      name: 'reset',
      summary: { en: 'forget orders, events and whatever else was stored', zh: '清空订单、事件等全部状态' },
      args: [{ name: 'connector', summary: { en: 'only this platform', zh: '只清空该平台' } }],
      options: [state],
      examples: [
        { command: 'integ sandbox reset', summary: { en: 'start over', zh: '全部清空，从头开始' } },
        { command: 'integ sandbox reset alipay', summary: { en: 'this platform only', zh: '只清空该平台' } },
      ],
      load: () => import('./reset.ts'),
    },
    {
      name: 'act',
      summary: {
        en: 'do what a person does on the platform: pay, cancel, authorise',
        zh: '替人操作平台：付款、取消、授权等',
      },
      description: {
        en: 'Without an action: lists what people can do. Shows what happened and how each event was delivered; exit code 1 when a delivery was not acknowledged.',
        zh: '不带操作名时列出可执行的操作。显示结果与每个事件的投递情况；有投递未被确认时退出码为 1。',
      },
      args: [
        { name: 'action', summary: { en: 'such as alipay.buyer.pay', zh: '例如 alipay.buyer.pay' } },
        { name: 'items', variadic: true, summary: { en: 'name=value', zh: 'name=value' } },
      ],
      options: [state],
      examples: [
        { command: 'integ sandbox act', summary: { en: 'what people can do', zh: '可执行的操作' } },
        {
          command: 'integ sandbox act alipay.buyer.pay out_trade_no=A1',
          summary: { en: 'a buyer pays', zh: '买家付款' },
        },
      ],
      load: () => import('./act.ts'),
    },
  ],
})
