import { defineCommand } from '../../cli/command.ts'
import { faultCommand } from './fault/command.ts'

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
        {
          flags: '--seed <text>',
          summary: {
            en: 'the same ids, times and signed events in every run; the clock stands until it is moved',
            zh: '每次运行得到相同的标识、时间和签名事件；时钟停住，直到主动调整',
          },
        },
        {
          flags: '--at <time>',
          summary: {
            en: 'where its clock begins, such as "2026-12-24 18:00"',
            zh: '时钟的起始时间，如 "2026-12-24 18:00"',
          },
        },
        { flags: '--detach', summary: { en: 'run in the background', zh: '在后台运行' } },
        {
          flags: '--allow-remote',
          summary: { en: 'deliver events to other machines too', zh: '允许把事件投递到其他机器' },
        },
      ],
      examples: [
        { command: 'integ sandbox start', summary: { en: 'in a terminal of its own', zh: '在单独的终端中运行' } },
        { command: 'integ sandbox start --detach && npm test', summary: { en: 'for a test run', zh: '用于测试' } },
        {
          command: 'integ sandbox start --memory --seed 42 --at 2026-12-24T18:00:00+08:00',
          summary: { en: 'a run that can be repeated byte for byte', zh: '可逐字节重现的运行' },
        },
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
      name: 'open',
      summary: { en: 'open the inspector in the browser', zh: '在浏览器中打开检查器' },
      description: {
        en: 'The inspector is a page of the running sandbox: requests with what was signed, events with their deliveries, stored state, the clock, faults, and what people do. The address carries a token; whoever has it controls the sandbox.',
        zh: '检查器是沙箱自带的页面：查看请求及其签名文本、事件与投递、已保存的数据，操作时钟、故障与模拟用户。地址中带有令牌，持有者可以控制沙箱。',
      },
      options: [
        state,
        { flags: '--print', summary: { en: 'print the address, open nothing', zh: '只输出地址，不打开浏览器' } },
      ],
      examples: [
        { command: 'integ sandbox open', summary: { en: 'look at what happens', zh: '查看沙箱中发生的一切' } },
        {
          command: 'integ sandbox open --print',
          summary: { en: 'the address, for another browser', zh: '输出地址，用于其他浏览器' },
        },
      ],
      load: () => import('./open.ts'),
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
    {
      name: 'clock',
      summary: { en: "show or move the sandbox's clock", zh: '查看或调整沙箱时钟' },
      description: {
        en: 'Orders, expiry, retries and records go by the clock of the sandbox. Moving it forward delivers what is due on the way, in the order of time, and waits for each delivery. Signatures with a time window stay on real time, so that your application still gets through. It goes back only while nothing is stored.',
        zh: '订单、过期、重试和记录都以沙箱时钟为准。向前调整时，期间到期的投递按时间顺序逐个执行并等待结果。带有效时间窗的签名仍使用真实时间，因此应用照常可以访问。只有在没有任何数据时才能往回调。',
      },
      args: [
        {
          name: 'change',
          summary: {
            en: 'set, advance, freeze, resume or reset (real time); nothing: show it',
            zh: 'set、advance、freeze、resume 或 reset（恢复真实时间）；不填则显示',
          },
        },
        {
          name: 'value',
          variadic: true,
          summary: {
            en: 'the time, or how far: 30d, 25h, 1d12h, 15m, 90s',
            zh: '目标时间，或时长：30d、25h、1d12h、15m、90s',
          },
        },
      ],
      options: [state],
      examples: [
        {
          command: 'integ sandbox clock advance 25h',
          summary: { en: 'every retry of a notification', zh: '走完一次通知的全部重试' },
        },
        {
          command: 'integ sandbox clock set "2026-12-24 18:00"',
          summary: { en: 'to a point in time', zh: '调到某个时间' },
        },
        { command: 'integ sandbox clock freeze', summary: { en: 'stand still', zh: '停住时钟' } },
      ],
      load: () => import('./clock.ts'),
    },
    {
      name: 'snapshot',
      summary: { en: 'save and load what the sandbox remembers', zh: '保存或恢复沙箱的全部内容' },
      description: {
        en: 'Orders, events with what is still to be delivered, and the clock, in one file. Loading puts it in place of everything, or changes nothing when the file cannot be used.',
        zh: '订单、事件、待投递的内容与时钟保存在同一个文件中。恢复时整体替换；文件不可用时不作任何改动。',
      },
      args: [
        {
          name: 'verb',
          summary: { en: 'save, load, list or remove; nothing: list', zh: 'save、load、list 或 remove；不填则列出' },
        },
        {
          name: 'name',
          summary: { en: 'a name, or a file such as ./paid.json', zh: '名称，或文件路径，如 ./paid.json' },
        },
      ],
      options: [
        state,
        { flags: '--force', summary: { en: 'replace a snapshot of the same name', zh: '覆盖同名快照' } },
      ],
      examples: [
        { command: 'integ sandbox snapshot save paid-order', summary: { en: 'keep this moment', zh: '保存当前状态' } },
        { command: 'integ sandbox snapshot load paid-order', summary: { en: 'come back to it', zh: '恢复到该状态' } },
      ],
      load: () => import('./snapshot.ts'),
    },
    {
      name: 'seed',
      summary: { en: 'make the sandbox a known world, from a file', zh: '按文件准备好沙箱的初始数据' },
      description: {
        en: 'A YAML or JSON file with "version: 1" and, in this order, a clock, state (connector, collection, id, value) and steps (operation, action or advance, each with params). The file is checked before anything changes; when a step fails, the sandbox is as it was before. Schema: create-integration/seed.schema.json.',
        zh: 'YAML 或 JSON 文件，以 version: 1 开头，依次为 clock（时钟）、state（连接器、集合、标识、值）和 steps（operation、action 或 advance，可带 params）。先检查文件再作改动；有步骤失败时，沙箱恢复到之前的状态。格式定义：create-integration/seed.schema.json。',
      },
      args: [{ name: 'file', summary: { en: 'YAML or JSON', zh: 'YAML 或 JSON 文件' } }],
      options: [state, { flags: '--reset', summary: { en: 'empty the sandbox first', zh: '先清空沙箱' } }],
      examples: [
        {
          command: 'integ sandbox seed world.yaml --reset',
          summary: { en: 'this world and nothing else', zh: '只保留文件中的数据' },
        },
        {
          command: 'integ sandbox seed world.yaml --json',
          summary: { en: 'answers of the steps, for a script', zh: '在脚本中取得各步骤的应答' },
        },
      ],
      load: () => import('./seed.ts'),
    },
    {
      name: 'rotate',
      summary: { en: 'let a platform change its own keys or certificates', zh: '让平台更换自己的密钥或证书' },
      description: {
        en: 'The platform signs with the new key from then on. Shows whether your application copes: it has to fetch the new key where the platform offers a download, or to be given it.',
        zh: '此后平台使用新密钥签名，可用来检验应用能否应对：在平台提供下载时获取新密钥，或重新配置。',
      },
      args: [{ name: 'connector', summary: { en: 'the platform', zh: '平台' } }],
      examples: [
        { command: 'integ sandbox rotate wechat-pay', summary: { en: 'new platform certificate', zh: '更换平台证书' } },
        {
          command: 'integ sandbox rotate alipay --json',
          summary: { en: 'key ids, for a script', zh: '在脚本中取得密钥标识' },
        },
      ],
      load: () => import('./rotate.ts'),
    },
    faultCommand,
  ],
})
