import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

const listOf = (names: readonly string[], lang: keyof Text) => names.join(lang === 'zh' ? '、' : ', ')

export const resendConflict = defineError<{ flags: readonly string[] }>({
  code: 'resend-conflict',
  category: 'usage',
  title: { en: 'These ways of sending exclude each other', zh: '这些发送方式互相矛盾' },
  cause: {
    en: 'A delivery is signed in one way only, or repeated as it was.',
    zh: '一次投递只能以一种方式签名，或原样重发。',
  },
  message: ({ flags }) => ({
    en: `${listOf(flags, 'en')} cannot be combined.`,
    zh: `${listOf(flags, 'zh')} 不能同时使用。`,
  }),
  hints: () => [
    { text: { en: 'Give one of them.', zh: '只保留其中一个。' }, command: 'integ events resend latest --wrong-key' },
  ],
})

export const neverSent = defineError<{ id: string; deliveries: readonly string[] }>({
  code: 'event-never-sent',
  category: 'usage',
  title: { en: 'There is no such earlier delivery', zh: '没有对应的历史投递' },
  cause: {
    en: 'The event was never handed to anybody, or the delivery belongs to another event.',
    zh: '事件从未投递过，或该投递属于另一个事件。',
  },
  message: ({ id, deliveries }) => ({
    en: `${id} has ${deliveries.length === 0 ? 'not been sent yet' : `only the deliveries ${listOf(deliveries, 'en')}`}.`,
    zh: deliveries.length === 0 ? `${id} 还没有发送过。` : `${id} 只有这些投递：${listOf(deliveries, 'zh')}。`,
  }),
  hints: ({ id }) => [
    { text: { en: 'Send it signed anew.', zh: '重新签名后发送。' }, command: `integ events resend ${id}` },
    { text: { en: 'See its deliveries.', zh: '查看该事件的投递。' }, command: `integ events show ${id}` },
  ],
})

export const corruptPathUnknown = defineError<{
  path: string
  known: readonly string[]
  nearest?: string | undefined
}>({
  code: 'corrupt-path-unknown',
  category: 'usage',
  title: { en: 'The body has nothing at this path', zh: '消息体中没有该路径' },
  cause: {
    en: 'The path is misspelt; what is changed is the body as it is sent, envelope included.',
    zh: '路径拼写有误；被改动的是实际发送的消息体（包含外层信封）。',
  },
  message: ({ path, known }) => ({
    en: `The body has nothing at "${path}". It has: ${listOf(known, 'en') || 'no members'}.`,
    zh: `消息体中没有“${path}”。可用：${listOf(known, 'zh') || '（无）'}。`,
  }),
  hints: ({ nearest }) =>
    nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ events resend latest --corrupt ${nearest}`,
          },
        ],
})

export const envFileForeign = defineError<{ path: string }>({
  code: 'env-file-foreign',
  category: 'filesystem',
  title: { en: 'The file was not written by integ', zh: '该文件不是由 integ 写入的' },
  cause: {
    en: 'A file of somebody else may hold settings that would be lost.',
    zh: '其他来源的文件可能包含会丢失的配置。',
  },
  message: ({ path }) => ({
    en: `${path} exists and does not begin with the line that integ writes; it was left as it is.`,
    zh: `${path} 已存在，且首行不是 integ 写入的标记，未作改动。`,
  }),
  hints: ({ path }) => [
    { text: { en: 'Write to another file.', zh: '写入其他文件。' }, command: 'integ listen --write-env .env.integ' },
    { text: { en: 'Or replace it.', zh: '或覆盖该文件。' }, command: `integ listen --write-env ${path} --force` },
  ],
})

export const envFileNotWritten = defineError<{ path: string; reason: string }>({
  code: 'env-file-not-written',
  category: 'filesystem',
  title: { en: 'The file could not be written', zh: '文件无法写入' },
  cause: {
    en: 'The folder does not exist or is not writable, or the path is a folder.',
    zh: '目录不存在或不可写，或该路径是一个目录。',
  },
  message: ({ path, reason }) => ({
    en: `${path} could not be written: ${reason}.`,
    zh: `${path} 无法写入：${reason}。`,
  }),
  hints: () => [],
})
