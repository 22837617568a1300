import { defineError } from '../integ-error.ts'

export const inputTooLarge = defineError<{ limit: number }>({
  code: 'input-too-large',
  category: 'usage',
  title: { en: 'Standard input is too large', zh: '标准输入过大' },
  cause: {
    en: 'A wrong file was piped in, or a stream that never ends.',
    zh: '可能误接了其他文件，或输入流没有结束。',
  },
  message: ({ limit }) => ({ en: `Standard input is larger than ${limit} bytes.`, zh: `标准输入超过 ${limit} 字节。` }),
  hints: () => [],
})

export const cancelled = defineError<Record<string, never>>({
  code: 'cancelled',
  category: 'cancelled',
  title: { en: 'Cancelled', zh: '已取消' },
  cause: { en: 'Ctrl-C, or the terminal was closed.', zh: '按下了 Ctrl-C，或终端已关闭。' },
  message: () => ({ en: 'Cancelled.', zh: '已取消。' }),
  hints: () => [],
})

export const bug = defineError<{ what: string }>({
  code: 'bug',
  category: 'bug',
  title: { en: 'A fault of integ itself', zh: 'integ 自身的缺陷' },
  cause: { en: 'Something happened that this version does not expect.', zh: '出现了当前版本没有预料到的情况。' },
  message: ({ what }) => ({ en: `integ failed unexpectedly: ${what}`, zh: `integ 出现意外错误：${what}` }),
  hints: () => [
    {
      text: {
        en: 'Run the same command with --trace and report what it prints.',
        zh: '请加上 --trace 重新运行，并把输出反馈给我们。',
      },
    },
  ],
})
