import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

const kinds = {
  text: { en: 'See all kinds, each with an example.', zh: '查看全部种类及示例。' },
  command: 'integ sandbox fault kinds',
}

export const faultKindUnknown = defineError<{
  kind: string
  nearest?: string | undefined
  known: readonly string[]
}>({
  code: 'fault-kind-unknown',
  category: 'usage',
  title: { en: 'No such kind of fault', zh: '没有这种故障' },
  cause: { en: 'The name is misspelt.', zh: '名称拼写有误。' },
  message: ({ kind, known }) => ({
    en: `There is no fault "${kind}". There are: ${known.join(', ')}.`,
    zh: `没有故障“${kind}”。可用：${known.join('、')}。`,
  }),
  hints: ({ kind, nearest }) => [
    ...(nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ sandbox fault add ${nearest}`,
          },
        ]),
    // A platform's error code, written where the kind belongs.
    ...(/^[A-Z]|\./.test(kind)
      ? [
          {
            text: { en: 'For an error code of the platform:', zh: '如果是平台的错误码：' },
            command: `integ sandbox fault add error=${kind}`,
          },
        ]
      : []),
    kinds,
  ],
})

export const faultBroken = defineError<{ given: string; expected: Text; example: string }>({
  code: 'fault-broken',
  category: 'usage',
  title: { en: 'A fault cannot be read', zh: '故障的写法无法解析' },
  cause: {
    en: 'A fault is its kind, with a value behind "=" where it takes one.',
    zh: '故障由种类组成，需要取值的写在“=”后面。',
  },
  message: ({ given, expected }) => ({
    en: `"${given}" cannot be read: ${expected.en}.`,
    zh: `“${given}”无法解析：${expected.zh}。`,
  }),
  hints: ({ example }) => [
    { text: { en: 'For example:', zh: '例如：' }, command: `integ sandbox fault add ${example}` },
    kinds,
  ],
})

export const faultMisplaced = defineError<{ kind: string; on: 'call' | 'event'; flag: string }>({
  code: 'fault-misplaced',
  category: 'usage',
  title: { en: 'The condition does not go with this kind of fault', zh: '该条件不适用于这种故障' },
  cause: {
    en: 'Some kinds are about calls, others about events; each takes its own conditions.',
    zh: '有的故障针对调用，有的针对事件，各自有不同的条件。',
  },
  message: ({ kind, on, flag }) => ({
    en: `${kind} is about ${on === 'call' ? 'calls' : 'events'}, so ${flag} says nothing about it.`,
    zh: `${kind} 针对${on === 'call' ? '调用' : '事件'}，${flag} 对它没有意义。`,
  }),
  hints: () => [kinds],
})

export const faultCodeUnknown = defineError<{
  code: string
  connectors: readonly string[]
  nearest?: string | undefined
}>({
  code: 'fault-code-unknown',
  category: 'usage',
  title: { en: 'The platform has no such error code', zh: '平台没有这个错误码' },
  cause: {
    en: "The code is misspelt, or it is missing in the connector's catalogue.",
    zh: '错误码拼写有误，或不在连接器的错误码目录中。',
  },
  message: ({ code, connectors }) => ({
    en: `${connectors.join(', ')}: no error code "${code}".`,
    zh: `${connectors.join('、')} 没有错误码“${code}”。`,
  }),
  hints: ({ nearest }) =>
    nearest === undefined
      ? [{ text: { en: 'See what is known.', zh: '查看已知的错误码。' }, command: 'integ explain' }]
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ sandbox fault add error=${nearest}`,
          },
        ],
})

export const faultMatchesNothing = defineError<{
  flag: string
  pattern: string
  what: 'operation' | 'event'
  nearest?: string | undefined
}>({
  code: 'fault-matches-nothing',
  category: 'usage',
  title: { en: 'The condition matches nothing', zh: '条件不匹配任何对象' },
  cause: {
    en: 'The name is misspelt, or it belongs to a platform that the sandbox does not serve.',
    zh: '名称拼写有误，或属于沙箱没有运行的平台。',
  },
  message: ({ flag, pattern, what }) => ({
    en: `${flag} "${pattern}" matches no ${what} of the sandbox.`,
    zh: `${flag} “${pattern}”不匹配沙箱中的任何${what === 'event' ? '事件' : '接口'}。`,
  }),
  hints: ({ nearest, flag }) =>
    nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ sandbox fault add … ${flag} ${nearest}`,
          },
        ],
})

export const faultNotFound = defineError<{ id: string; known: readonly string[] }>({
  code: 'fault-not-found',
  category: 'usage',
  title: { en: 'No such fault', zh: '没有这个故障' },
  cause: { en: 'The id is misspelt, or the fault was removed.', zh: '标识有误，或故障已被移除。' },
  message: ({ id, known }) => ({
    en: `There is no fault ${id}. ${known.length === 0 ? 'None is set.' : `Set are: ${known.join(', ')}.`}`,
    zh: `没有故障 ${id}。${known.length === 0 ? '当前没有设置任何故障。' : `已设置：${known.join('、')}。`}`,
  }),
  hints: () => [{ text: { en: 'See the faults.', zh: '查看已设置的故障。' }, command: 'integ sandbox fault list' }],
})
