import { defineCommand } from '../../cli/command.ts'

export const logoutCommand = defineCommand({
  name: 'logout',
  group: 'credentials',
  summary: { en: 'remove a saved credential', zh: '删除已保存的凭证' },
  description: {
    en: 'Removes profiles from this machine. The platform is not told: a secret that leaked has to be replaced there.',
    zh: '从本机删除凭证档案。不会通知平台：如果密钥已泄露，仍需到平台上更换。',
  },
  args: [{ name: 'name', summary: { en: 'a connector or a profile', zh: '连接器或凭证档案的名称' } }],
  options: [
    {
      flags: '--all',
      summary: { en: 'all that fit, the local ones too', zh: '删除全部符合的档案，包括 local 环境的' },
    },
  ],
  examples: [
    { command: 'integ logout alipay', summary: { en: 'the only login of a connector', zh: '删除某连接器唯一的登录' } },
    {
      command: 'integ logout alipay --env production',
      summary: { en: 'that of one environment', zh: '删除某个环境的登录' },
    },
    { command: 'integ logout --all', summary: { en: 'everything', zh: '全部删除' } },
  ],
  load: () => import('./run.ts'),
})
