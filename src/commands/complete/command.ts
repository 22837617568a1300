import { defineCommand } from '../../cli/command.ts'

/** What the completion scripts ask. Not for people. */
export const completeCommand = defineCommand({
  name: 'complete',
  hidden: true,
  summary: { en: 'answer one TAB of a shell', zh: '应答 shell 的一次补全' },
  args: [{ name: 'words', variadic: true, summary: { en: 'the words so far, behind --', zh: '-- 之后为已输入的词' } }],
  load: () => import('./run.ts'),
})
