import { defineCommand } from '../../cli/command.ts'

export const explainCommand = defineCommand({
  name: 'explain',
  group: 'call',
  summary: { en: 'explain an error code, offline', zh: '离线解释错误码' },
  description: {
    en: 'Say what an error code means, its likely cause and the fix: a code of any platform, or one of integ itself.',
    zh: '说明错误码的含义、可能原因与处理办法：可以是任一平台的错误码，也可以是 integ 自身的错误码。',
  },
  args: [
    {
      name: 'code',
      required: true,
      summary: { en: 'the code, or the message, as the platform writes it', zh: '平台原文中的错误码或错误描述' },
    },
  ],
  options: [{ flags: '--connector <id>', summary: { en: 'only this connector', zh: '只查这个连接器' } }],
  examples: [
    { command: 'integ explain isv.invalid-signature', summary: { en: 'the classic', zh: '最常见的一个' } },
    { command: 'integ explain ACQ.TRADE_NOT_EXIST --lang zh-CN', summary: { en: 'in Chinese', zh: '中文说明' } },
    {
      command: 'integ explain 签名信息错误，验签失败',
      summary: { en: 'a message of the platform', zh: '用平台的错误描述查询' },
    },
  ],
  load: () => import('./run.ts'),
})
