import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

export const sandboxPortTaken = defineError<{ port: number }>({
  code: 'sandbox-port-taken',
  category: 'network',
  title: { en: 'The port is taken', zh: '端口已被占用' },
  cause: {
    en: 'Another program, or the sandbox of another project, listens on this port.',
    zh: '其他程序或其他项目的沙箱正在监听该端口。',
  },
  message: ({ port }) => ({ en: `Port ${port} on 127.0.0.1 is taken.`, zh: `127.0.0.1 上的端口 ${port} 已被占用。` }),
  hints: () => [
    {
      text: { en: 'Let the sandbox choose free ports.', zh: '由沙箱自行选择空闲端口。' },
      command: 'integ sandbox start --port 0',
    },
  ],
})

export const sandboxLocked = defineError<{ pid: number; address?: string | undefined; state: string }>({
  code: 'sandbox-locked',
  category: 'filesystem',
  title: { en: 'The state folder is in use', zh: '状态目录正在使用中' },
  cause: { en: 'Two sandboxes cannot keep their state in one folder.', zh: '两个沙箱不能共用同一个状态目录。' },
  message: ({ pid, address, state }) => ({
    en: `Process ${pid}${address ? ` (${address})` : ''} uses ${state}.`,
    zh: `进程 ${pid}${address ? `（${address}）` : ''}正在使用 ${state}。`,
  }),
  hints: () => [
    { text: { en: 'Stop the other sandbox.', zh: '停止另一个沙箱。' }, command: 'integ sandbox stop' },
    { text: { en: 'Or use another folder.', zh: '或改用其他目录。' }, command: 'integ sandbox start --state <dir>' },
  ],
})

export const sandboxNotRunning = defineError<{ state: string }>({
  code: 'sandbox-not-running',
  category: 'network',
  title: { en: 'No sandbox is running', zh: '沙箱没有在运行' },
  cause: {
    en: 'It was not started, it has ended, or it keeps its state in another folder.',
    zh: '沙箱尚未启动、已经结束，或使用了其他状态目录。',
  },
  message: ({ state }) => ({ en: `No sandbox runs on ${state}.`, zh: `${state} 上没有正在运行的沙箱。` }),
  hints: () => [{ text: { en: 'Start one.', zh: '启动沙箱。' }, command: 'integ sandbox start --detach' }],
})

export const sandboxNotReady = defineError<{ state: string; seconds: number }>({
  code: 'sandbox-not-ready',
  category: 'network',
  title: { en: 'The sandbox did not become ready', zh: '沙箱未能就绪' },
  cause: {
    en: 'It was not started, it failed while starting, or it keeps its state in another folder.',
    zh: '沙箱尚未启动、启动失败，或使用了其他状态目录。',
  },
  message: ({ state, seconds }) => ({
    en: `No sandbox on ${state} answered within ${seconds} s.`,
    zh: `${seconds} 秒内，${state} 上没有沙箱应答。`,
  }),
  hints: () => [
    {
      text: { en: 'Start it here and read what it says.', zh: '在此启动并查看输出。' },
      command: 'integ sandbox start',
    },
  ],
})

export const sandboxStartFailed = defineError<{ log: string; said: string }>({
  code: 'sandbox-start-failed',
  category: 'network',
  title: { en: 'The sandbox ended while starting', zh: '沙箱在启动过程中结束' },
  cause: {
    en: 'Most often a port is taken or a connector does not load.',
    zh: '常见原因是端口被占用或连接器无法加载。',
  },
  message: ({ said, log }) => ({
    en: `The sandbox ended before it was ready: ${said || `see ${log}`}`,
    zh: `沙箱在就绪之前结束：${said || `参见 ${log}`}`,
  }),
  hints: () => [{ text: { en: 'Start it in the foreground.', zh: '在前台启动。' }, command: 'integ sandbox start' }],
})

export const sandboxUnreachable = defineError<{ address: string }>({
  code: 'sandbox-unreachable',
  category: 'network',
  title: { en: 'The sandbox gave no usable answer', zh: '沙箱没有给出可用的应答' },
  cause: {
    en: 'It ended meanwhile, or another program listens on its port.',
    zh: '沙箱可能刚刚结束，或该端口已属于其他程序。',
  },
  message: ({ address }) => ({
    en: `The sandbox at ${address} gave no usable answer.`,
    zh: `位于 ${address} 的沙箱没有给出可用的应答。`,
  }),
  hints: () => [{ text: { en: 'See whether it runs.', zh: '查看它是否在运行。' }, command: 'integ sandbox status' }],
})

export const stateUnusable = defineError<{ path: string; reason: string }>({
  code: 'sandbox-state-unusable',
  category: 'filesystem',
  title: { en: 'The state folder cannot be used', zh: '状态目录无法使用' },
  cause: {
    en: 'The folder is not writable, the disk is full, or the path is a file.',
    zh: '目录不可写、磁盘已满，或该路径是一个文件。',
  },
  message: ({ path, reason }) => ({ en: `${path} cannot be used: ${reason}.`, zh: `${path} 无法使用：${reason}。` }),
  hints: () => [
    { text: { en: 'Use another folder.', zh: '改用其他目录。' }, command: 'integ sandbox start --state <dir>' },
    { text: { en: 'Or keep nothing.', zh: '或不保存任何状态。' }, command: 'integ sandbox start --memory' },
  ],
})

export const stateValueTooDeep = defineError<{ limit: number }>({
  code: 'sandbox-value-too-deep',
  category: 'bug',
  title: { en: 'A value is nested too deeply to be stored', zh: '值嵌套过深，无法保存' },
  cause: {
    en: 'A simulator stored an answer to a hostile request, or a value that contains itself.',
    zh: '模拟器保存了恶意请求的内容，或包含自身的值。',
  },
  message: ({ limit }) => ({ en: `The sandbox stores at most ${limit} levels.`, zh: `沙箱最多保存 ${limit} 层嵌套。` }),
  hints: () => [],
})

export const unknownAction = defineError<{ action: string; nearest?: string | undefined }>({
  code: 'unknown-action',
  category: 'usage',
  title: { en: 'No such action', zh: '没有这个操作' },
  cause: {
    en: 'The name is misspelt, or the sandbox does not serve the connector it belongs to.',
    zh: '名称拼写有误，或沙箱没有运行它所属的连接器。',
  },
  message: ({ action }) => ({ en: `The sandbox knows no action "${action}".`, zh: `沙箱没有操作“${action}”。` }),
  hints: ({ nearest }) => [
    ...(nearest
      ? [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ sandbox act ${nearest}`,
          },
        ]
      : []),
    { text: { en: 'See what people can do.', zh: '查看可执行的操作。' }, command: 'integ sandbox act' },
  ],
})

export const unknownActionParameter = defineError<{
  action: string
  name: string
  nearest?: string | undefined
  known: readonly { name: string; summary: Text }[]
}>({
  code: 'unknown-action-parameter',
  category: 'usage',
  title: { en: 'The action takes no such value', zh: '该操作没有这个参数' },
  cause: { en: 'The name is misspelt, or it belongs to another action.', zh: '名称拼写有误，或属于其他操作。' },
  message: ({ action, name, known }) => ({
    en: `${action} takes no ${name}; it takes ${known.map((one) => `${one.name} (${one.summary.en})`).join(', ') || 'nothing'}.`,
    zh: `${action} 没有参数 ${name}；${known.length === 0 ? '它不需要参数' : `可用参数：${known.map((one) => `${one.name}（${one.summary.zh}）`).join('、')}`}。`,
  }),
  hints: ({ action, nearest, known }) => [
    nearest
      ? {
          text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
          command: `integ sandbox act ${action} ${nearest}=…`,
        }
      : {
          text: { en: 'Give them like this:', zh: '这样给出：' },
          command: ['integ sandbox act', action, ...known.map((one) => `${one.name}=…`)].join(' '),
        },
  ],
})

export const missingActionParameter = defineError<{
  action: string
  missing: readonly { name: string; summary: Text }[]
  /** One of them is enough. */
  anyOf?: boolean
}>({
  code: 'missing-action-parameter',
  category: 'usage',
  title: { en: 'The action needs more values', zh: '该操作缺少取值' },
  cause: { en: 'The action cannot guess what it is about.', zh: '无法推断该操作针对的对象。' },
  message: ({ action, missing, anyOf }) => ({
    en: `${action} needs${anyOf ? ' one of' : ''} ${missing.map((param) => `${param.name} (${param.summary.en})`).join(', ')}.`,
    zh: `${action} 需要${anyOf ? '以下之一：' : ' '}${missing.map((param) => `${param.name}（${param.summary.zh}）`).join('、')}。`,
  }),
  hints: ({ action, missing, anyOf }) => [
    {
      text: { en: 'Give them like this:', zh: '这样给出：' },
      command: `integ sandbox act ${action} ${(anyOf ? missing.slice(0, 1) : missing).map((param) => `${param.name}=…`).join(' ')}`,
    },
  ],
})

export const actionFailed = defineError<{ action: string; reason: string }>({
  code: 'action-failed',
  category: 'bug',
  title: { en: 'The connector failed while playing the action', zh: '连接器在执行操作时出错' },
  cause: { en: "The connector's simulator has a defect.", zh: '连接器的模拟器存在缺陷。' },
  message: ({ action, reason }) => ({ en: `${action} failed: ${reason}`, zh: `${action} 执行失败：${reason}` }),
  hints: ({ action }) => [
    {
      text: { en: 'Start from an empty state; it may be a leftover.', zh: '从空状态重新开始，可能是遗留数据所致。' },
      command: `integ sandbox reset ${action.split('.')[0] ?? ''}`.trim(),
    },
  ],
})

export const eventNotFound = defineError<{ id: string }>({
  code: 'event-not-found',
  category: 'usage',
  title: { en: 'No such event', zh: '没有这个事件' },
  cause: { en: 'The id is misspelt, or the sandbox was reset since.', zh: '标识有误，或沙箱之后被重置过。' },
  message: ({ id }) => ({ en: `The sandbox has no event ${id}.`, zh: `沙箱中没有事件 ${id}。` }),
  hints: () => [{ text: { en: 'See the events.', zh: '查看事件。' }, command: 'integ events list' }],
})

export const eventTypeUnknown = defineError<{ type: string; connector: string }>({
  code: 'event-type-unknown',
  category: 'usage',
  title: { en: 'No such event type', zh: '没有这种事件' },
  cause: {
    en: "The type is not among the webhooks of the connector's document, or no webhook scheme carries it.",
    zh: '连接器文档的 webhooks 中没有该类型，或没有与之对应的回调签名方案。',
  },
  message: ({ type, connector }) => ({
    en: `${connector} cannot send an event "${type}".`,
    zh: `${connector} 无法发送事件“${type}”。`,
  }),
  hints: () => [],
})

export const nowhereToSend = defineError<{ id: string }>({
  code: 'event-without-url',
  category: 'usage',
  title: { en: 'There is no address to send the event to', zh: '没有可投递的地址' },
  cause: {
    en: 'The call named no address, and the event was never delivered.',
    zh: '调用时没有给出通知地址，事件也从未投递。',
  },
  message: ({ id }) => ({ en: `Event ${id} has no address.`, zh: `事件 ${id} 没有投递地址。` }),
  hints: ({ id }) => [
    {
      text: { en: 'Name one.', zh: '指定地址。' },
      command: `integ events resend ${id} --url http://127.0.0.1:3000/notify`,
    },
  ],
})

export const connectorNotServed = defineError<{ connector: string; served: readonly string[] }>({
  code: 'connector-not-served',
  category: 'usage',
  title: { en: 'The sandbox does not serve this connector', zh: '沙箱没有运行该连接器' },
  cause: { en: 'The sandbox was started for other connectors.', zh: '沙箱启动时选择了其他连接器。' },
  message: ({ connector, served }) => ({
    en: `The sandbox serves ${served.join(', ') || 'nothing'}, not ${connector}.`,
    zh: `沙箱运行的是 ${served.join('、') || '（空）'}，不包括 ${connector}。`,
  }),
  hints: ({ connector }) => [
    {
      text: { en: 'Stop it and start it with this connector.', zh: '停止后重新启动并加上该连接器。' },
      command: `integ sandbox start --connector ${connector}`,
    },
  ],
})

export const noSuchControl = defineError<{ path: string }>({
  code: 'sandbox-control-unknown',
  category: 'usage',
  title: { en: 'The sandbox has no such control', zh: '沙箱没有这个控制接口' },
  cause: { en: 'The command and the running sandbox are of different versions.', zh: '命令与正在运行的沙箱版本不同。' },
  message: ({ path }) => ({ en: `The sandbox has no control ${path}.`, zh: `沙箱没有控制接口 ${path}。` }),
  hints: () => [{ text: { en: 'Restart the sandbox.', zh: '重新启动沙箱。' }, command: 'integ sandbox stop' }],
})

export const sandboxStillRunning = defineError<{ pid: number }>({
  code: 'sandbox-still-running',
  category: 'network',
  title: { en: 'The sandbox did not end', zh: '沙箱没有结束' },
  cause: {
    en: 'It is suspended, or it waits for something that does not come.',
    zh: '它可能已被挂起，或在等待没有返回的操作。',
  },
  message: ({ pid }) => ({
    en: `Process ${pid} did not stop within 5 s.`,
    zh: `进程 ${pid} 未能在 5 秒内停止。`,
  }),
  hints: ({ pid }) => [
    {
      text: { en: 'End the process.', zh: '结束该进程。' },
      command: process.platform === 'win32' ? `taskkill /F /PID ${pid}` : `kill -9 ${pid}`,
    },
  ],
})
