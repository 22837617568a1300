import { defineCommand } from '../../cli/command.ts'

export const opsCommand = defineCommand({
  name: 'ops',
  group: 'call',
  summary: { en: 'find an operation', zh: '查找接口' },
  description: {
    en: 'Lists the operations of the project’s connectors, or of all. Words narrow the list: each has to occur in the name, summary, path or tag.',
    zh: '列出项目所用连接器（或全部连接器）的接口。可用关键词缩小范围：每个词都须出现在名称、摘要、路径或标签中。',
  },
  args: [{ name: 'words', variadic: true, summary: { en: 'words to look for', zh: '要查找的关键词' } }],
  options: [{ flags: '--connector <id>', summary: { en: 'only this connector', zh: '只看这个连接器' } }],
  examples: [
    { command: 'integ ops refund', summary: { en: 'everything about refunds', zh: '与退款有关的接口' } },
    { command: 'integ ops --connector alipay', summary: { en: 'all of one connector', zh: '一个连接器的全部接口' } },
  ],
  load: () => import('./run.ts'),
})
