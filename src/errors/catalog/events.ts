import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

const listOf = (names: readonly string[], lang: keyof Text) => names.join(lang === 'zh' ? '、' : ', ')

export const unknownEvent = defineError<{ event: string; nearest?: string | undefined }>({
  code: 'unknown-event',
  category: 'usage',
  title: { en: 'No such event', zh: '没有这个事件' },
  cause: {
    en: 'The name is misspelt, or it belongs to a connector that is not in use here.',
    zh: '名称拼写有误，或属于当前未使用的连接器。',
  },
  message: ({ event }) => ({
    en: `No connector here sends an event "${event}".`,
    zh: `当前的连接器都不会发送事件“${event}”。`,
  }),
  hints: ({ nearest }) => [
    ...(nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ trigger ${nearest}`,
          },
        ]),
    { text: { en: 'See all events.', zh: '查看全部事件。' }, command: 'integ trigger' },
  ],
})

export const overrideBroken = defineError<{ given: string; reason: Text }>({
  code: 'override-broken',
  category: 'usage',
  title: { en: 'An override cannot be read', zh: '覆盖项无法解析' },
  cause: {
    en: 'An override has the form path=value, or path:=json for anything but text.',
    zh: '覆盖项的形式为 path=value；非文本的值写作 path:=json。',
  },
  message: ({ given, reason }) => ({
    en: `--set "${given}" cannot be read: ${reason.en}.`,
    zh: `--set “${given}”无法解析：${reason.zh}。`,
  }),
  hints: () => [
    { text: { en: 'For example:', zh: '例如：' }, command: 'integ trigger <event> --set total_amount=12.50' },
  ],
})

export const overrideUnknown = defineError<{
  path: string
  event: string
  known: readonly string[]
  nearest?: string | undefined
}>({
  code: 'override-unknown',
  category: 'usage',
  title: { en: 'An override matches nothing', zh: '覆盖项没有对应的参数' },
  cause: {
    en: 'No step of the scenario has this value; set all the same, it would have no effect.',
    zh: '场景的任何步骤都没有该参数，设置了也不会生效。',
  },
  message: ({ path, event, known }) => ({
    en: `${event} has nothing at "${path}". It has: ${listOf(known, 'en') || 'no values'}.`,
    zh: `${event} 没有“${path}”。可用：${listOf(known, 'zh') || '（无）'}。`,
  }),
  hints: ({ nearest, event }) =>
    nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ trigger ${event} --set ${nearest}=…`,
          },
        ],
})

export const overrideAmbiguous = defineError<{ path: string; event: string; candidates: readonly string[] }>({
  code: 'override-ambiguous',
  category: 'usage',
  title: { en: 'An override matches more than one step', zh: '覆盖项对应多个步骤' },
  cause: { en: 'Several steps have a value of this name.', zh: '多个步骤都有同名参数。' },
  message: ({ path, candidates }) => ({
    en: `"${path}" may mean ${listOf(candidates, 'en')}.`,
    zh: `“${path}”可能指 ${listOf(candidates, 'zh')}。`,
  }),
  hints: ({ event, candidates }) => [
    {
      text: { en: 'Name the step too.', zh: '请同时写出步骤名。' },
      command: `integ trigger ${event} --set ${candidates[0] ?? 'step.param'}=…`,
    },
  ],
})

export const scenarioBroken = defineError<{ scenario: string; reason: Text }>({
  code: 'scenario-broken',
  category: 'check',
  title: { en: 'The scenario cannot be played', zh: '场景无法执行' },
  cause: {
    en: "The connector's scenario refers to something that its steps or answers do not have.",
    zh: '连接器的场景引用了步骤或应答中不存在的内容。',
  },
  message: ({ scenario, reason }) => ({ en: `${scenario}: ${reason.en}.`, zh: `${scenario}：${reason.zh}。` }),
  hints: () => [{ text: { en: 'Check the connector.', zh: '检查该连接器。' }, command: 'integ connector check' }],
})

export const scenarioNeedsSandbox = defineError<{ event: string; environment: string; action?: string | undefined }>({
  code: 'scenario-needs-sandbox',
  category: 'usage',
  title: { en: 'The event can only be triggered on the local sandbox', zh: '该事件只能在本地沙箱中触发' },
  cause: {
    en: 'Part of the scenario is what a person does on the platform, such as paying. Only the embedded sandbox can play that part.',
    zh: '场景中包含需要人在平台上完成的动作（如付款），只有内置沙箱能够代为执行。',
  },
  message: ({ event, environment, action }) => ({
    en: `${event} cannot be triggered in ${environment}${action === undefined ? ': it has no scenario of calls' : `: its scenario has the action ${action}`}.`,
    zh: `${event} 不能在 ${environment} 环境触发${action === undefined ? '：它没有由调用组成的场景' : `：其场景包含操作 ${action}`}。`,
  }),
  hints: ({ event }) => [
    {
      text: { en: 'Trigger it on the embedded sandbox.', zh: '在内置沙箱中触发。' },
      command: `integ trigger ${event} --env local`,
    },
  ],
})

export const forwardTargetRemote = defineError<{ url: string; flag: string }>({
  code: 'forward-target-remote',
  category: 'usage',
  title: { en: 'The address is not on this machine', zh: '目标地址不在本机' },
  cause: {
    en: 'Events are forwarded to this machine only, so that a mistyped address does not receive them.',
    zh: '事件默认只转发到本机，避免因地址写错而发往他处。',
  },
  message: ({ url, flag }) => ({ en: `${flag}: ${url} is not on this machine.`, zh: `${flag}：${url} 不在本机。` }),
  hints: ({ url }) => [
    {
      text: { en: 'Allow it for this run.', zh: '仅本次允许。' },
      command: `integ listen --forward-to ${url} --allow-remote`,
    },
  ],
})

export const receiverPortTaken = defineError<{ port: number; reason: string }>({
  code: 'receiver-port-taken',
  category: 'network',
  title: { en: 'The receiver cannot listen on this port', zh: '接收端无法监听该端口' },
  cause: {
    en: 'Another program listens on it, or the port needs more rights.',
    zh: '端口被其他程序占用，或需要更高权限。',
  },
  message: ({ port, reason }) => ({
    en: `Port ${port} on 127.0.0.1 cannot be used (${reason}).`,
    zh: `127.0.0.1 上的端口 ${port} 无法使用（${reason}）。`,
  }),
  hints: () => [
    {
      text: { en: 'Leave --port out to get a free one.', zh: '去掉 --port，自动选用空闲端口。' },
      command: 'integ listen',
    },
  ],
})

export const eventIdAmbiguous = defineError<{ id: string; candidates: readonly string[] }>({
  code: 'event-id-ambiguous',
  category: 'usage',
  title: { en: 'The start of an event id matches several events', zh: '事件标识的前缀对应多个事件' },
  cause: { en: 'More characters are needed to tell them apart.', zh: '需要更多字符才能区分。' },
  message: ({ id, candidates }) => ({
    en: `"${id}" may mean ${listOf(candidates, 'en')}.`,
    zh: `“${id}”可能指 ${listOf(candidates, 'zh')}。`,
  }),
  hints: () => [{ text: { en: 'See the events.', zh: '查看事件。' }, command: 'integ events list' }],
})

export const noEventYet = defineError<Record<string, never>>({
  code: 'no-event-yet',
  category: 'usage',
  title: { en: 'There is no event yet', zh: '还没有事件' },
  cause: { en: 'Nothing was triggered since the sandbox was last reset.', zh: '自上次重置沙箱以来没有触发过事件。' },
  message: () => ({ en: 'The sandbox has sent no event yet.', zh: '沙箱还没有发送过事件。' }),
  hints: () => [{ text: { en: 'Trigger one.', zh: '触发一个事件。' }, command: 'integ trigger' }],
})

export const nothingToListenTo = defineError<{ connectors: readonly string[] }>({
  code: 'nothing-to-listen-to',
  category: 'usage',
  title: { en: 'None of the connectors sends events', zh: '这些连接器都不发送事件' },
  cause: { en: "The connectors' documents list no webhooks.", zh: '连接器的文档中没有列出 webhooks。' },
  message: ({ connectors }) => ({
    en: `No events can come from ${listOf(connectors, 'en') || 'here: there is no connector'}.`,
    zh: connectors.length === 0 ? '没有连接器，无法接收事件。' : `${listOf(connectors, 'zh')} 不会发送事件。`,
  }),
  hints: () => [{ text: { en: 'See the connectors.', zh: '查看连接器。' }, command: 'integ connector list' }],
})

export const patternUnknown = defineError<{
  pattern: string
  nearest?: string | undefined
  /** Where it was given; absent: --events. */
  flag?: string
}>({
  code: 'event-pattern-unknown',
  category: 'usage',
  title: { en: 'A pattern matches no event', zh: '没有事件符合该模式' },
  cause: {
    en: 'The pattern is misspelt; it would never let an event through.',
    zh: '模式拼写有误，不会有任何事件通过。',
  },
  message: ({ pattern, flag = '--events' }) => ({
    en: `${flag} "${pattern}" matches no event.`,
    zh: `${flag} “${pattern}”不匹配任何事件。`,
  }),
  hints: ({ nearest, flag = '--events' }) => [
    ...(nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            ...(flag === '--events' ? { command: `integ listen --events ${nearest}` } : {}),
          },
        ]),
    { text: { en: 'See all events.', zh: '查看全部事件。' }, command: 'integ trigger' },
  ],
})

export const sandboxWentAway = defineError<{ seconds: number }>({
  code: 'sandbox-went-away',
  category: 'network',
  title: { en: 'The sandbox has ended', zh: '沙箱已结束' },
  cause: { en: 'Somebody stopped it, or its terminal was closed.', zh: '沙箱被停止，或其所在终端已关闭。' },
  message: ({ seconds }) => ({
    en: `The sandbox ended and none came back within ${seconds} s, so no more events can arrive.`,
    zh: `沙箱已结束，${seconds} 秒内没有恢复，不会再收到事件。`,
  }),
  hints: () => [
    {
      text: { en: 'Start it again, then listen.', zh: '重新启动沙箱后再监听。' },
      command: 'integ sandbox start --detach',
    },
    {
      text: { en: 'Events of the meantime are in the journal.', zh: '期间的事件可在日志中查看。' },
      command: 'integ events list',
    },
  ],
})

export const orderNotPlaced = defineError<{ request: string; url: string; reason: Text }>({
  code: 'order-not-placed',
  category: 'check',
  title: { en: 'The integration did not place the order', zh: '集成未能下单' },
  cause: {
    en: 'Its own call was refused, or "orders" in integration.json does not fit what it offers.',
    zh: '集成自身的调用被拒绝，或 integration.json 中的 "orders" 与其接口不符。',
  },
  message: ({ request, url, reason }) => ({
    en: `${request} on ${url}: ${reason.en}.`,
    zh: `${url} 的 ${request}：${reason.zh}。`,
  }),
  hints: () => [
    {
      text: {
        en: 'Read what the integration itself says, then look at its calls.',
        zh: '先查看集成自身的输出，再查看它的调用。',
      },
    },
    { text: { en: 'Let the whole be checked.', zh: '做一次完整检查。' }, command: 'integ validate' },
  ],
})
