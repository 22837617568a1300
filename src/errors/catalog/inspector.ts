import { defineError } from '../integ-error.ts'

export const requestNotKept = defineError<{ id: string }>({
  code: 'request-not-kept',
  category: 'usage',
  title: { en: 'The request is not kept', zh: '请求记录不存在' },
  cause: {
    en: 'The sandbox keeps the last 1,000 requests of its run in memory; older ones, and those of an earlier run, are gone.',
    zh: '沙箱只在内存中保留本次运行最近的 1000 个请求；更早的以及之前运行的请求不再保留。',
  },
  message: ({ id }) => ({ en: `The sandbox keeps no request ${id}.`, zh: `沙箱没有保留请求 ${id}。` }),
  hints: () => [
    { text: { en: 'Open the list of what is kept.', zh: '打开现有请求的列表。' }, command: 'integ sandbox open' },
  ],
})
