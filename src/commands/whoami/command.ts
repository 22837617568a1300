import { defineCommand } from '../../cli/command.ts'

export const whoamiCommand = defineCommand({
  name: 'whoami',
  group: 'credentials',
  summary: { en: 'which credential is used, and where it comes from', zh: '查看使用哪个凭证及其来源' },
  description: {
    en: 'Shows for each connector the credentials that calls would use, secrets as fingerprints. Asks no platform.',
    zh: '列出各连接器调用时会使用的凭证，机密仅显示指纹。不访问任何平台。',
  },
  args: [{ name: 'connector', summary: { en: 'only this one', zh: '只看这个连接器' } }],
  examples: [
    { command: 'integ whoami', summary: { en: 'all connectors', zh: '全部连接器' } },
    {
      command: 'integ whoami alipay --env sandbox',
      summary: { en: 'exit code 4 when there is none', zh: '没有凭证时退出码为 4' },
    },
  ],
  load: () => import('./run.ts'),
})
