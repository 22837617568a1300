import { defineCommand } from '../../cli/command.ts'

export const docsCommand = defineCommand({
  name: 'docs',
  group: 'call',
  summary: { en: 'read an operation or event, offline', zh: '离线阅读接口或事件的说明' },
  description: {
    en: 'Shows what an operation takes and answers, and a command to copy. Without a name: what each connector offers.',
    zh: '显示接口的参数、返回内容以及可复制的命令。不带名称时概览各连接器提供的内容。',
  },
  args: [{ name: 'operation', summary: { en: 'operation, event or connector', zh: '接口、事件或连接器' } }],
  options: [{ flags: '--connector <id>', summary: { en: 'only this connector', zh: '只看这个连接器' } }],
  examples: [
    { command: 'integ docs alipay.trade.query', summary: { en: 'one operation', zh: '一个接口' } },
    { command: 'integ docs "GET /users/{id}"', summary: { en: 'by method and path', zh: '按方法与路径查找' } },
    { command: 'integ docs', summary: { en: 'what there is', zh: '概览' } },
  ],
  load: () => import('./run.ts'),
})
