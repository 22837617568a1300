import { defineError } from '../integ-error.ts'

export const unknownCheck = defineError<{ name: string; known: readonly string[]; nearest?: string | undefined }>({
  code: 'unknown-check',
  category: 'usage',
  title: { en: 'No such check', zh: '没有这项检查' },
  cause: {
    en: 'The name is misspelt, or no connector of this integration has it.',
    zh: '名称拼写有误，或本集成的连接器没有这一项。',
  },
  message: ({ name, known }) => ({
    en: `There is no check "${name}"; there are ${known.join(', ')}.`,
    zh: `没有名为“${name}”的检查；可用的有 ${known.join('、')}。`,
  }),
  hints: ({ nearest }) =>
    nearest === undefined ? [] : [{ text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` } }],
})

export const reportNotWritten = defineError<{ path: string; reason: string }>({
  code: 'report-not-written',
  category: 'filesystem',
  title: { en: 'The report could not be written', zh: '无法写入报告' },
  cause: {
    en: 'The path is a folder, the folder is not writable, or the disk is full.',
    zh: '该路径是目录、目录不可写，或磁盘已满。',
  },
  message: ({ path, reason }) => ({ en: `Cannot write ${path} (${reason}).`, zh: `无法写入 ${path}（${reason}）。` }),
  hints: () => [{ text: { en: 'Name another file; - means stdout.', zh: '请换一个文件；- 表示标准输出。' } }],
})

export const twoDocuments = defineError<Record<string, never>>({
  code: 'two-documents',
  category: 'usage',
  title: { en: 'Two reports for one stdout', zh: '标准输出只能容纳一份报告' },
  cause: {
    en: '--json and --junit - both write their document to stdout.',
    zh: '--json 与 --junit - 都会把文档写到标准输出。',
  },
  message: () => ({
    en: '--json and --junit - cannot both have stdout.',
    zh: '--json 与 --junit - 不能同时使用标准输出。',
  }),
  hints: () => [
    { text: { en: 'Write one of them to a file:', zh: '把其中一份写入文件：' }, command: '--json --junit report.xml' },
  ],
})
