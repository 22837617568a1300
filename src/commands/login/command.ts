import { defineCommand } from '../../cli/command.ts'

export const loginCommand = defineCommand({
  name: 'login',
  group: 'credentials',
  summary: { en: 'save a credential for a platform', zh: '保存某个平台的凭证' },
  description: {
    en: 'Saves a credential as a profile and makes it the active one of its connector and environment.\nThe environment local needs no login. Secrets come from a file, standard input, the prompt or environment variables, never from the command line.',
    zh: '将凭证保存为凭证档案，并设为该连接器在该环境下的当前档案。\nlocal 环境无需登录。机密只从文件、标准输入、提示符或环境变量读取，不在命令行中给出。',
  },
  args: [{ name: 'connector', summary: { en: 'the platform, such as alipay', zh: '平台，例如 alipay' } }],
  options: [
    {
      flags: '--name <profile>',
      summary: { en: 'name of the profile (default: connector-environment)', zh: '凭证档案名称（默认：连接器-环境）' },
    },
    {
      flags: '--from <file>',
      summary: { en: 'JSON object of fields; - reads standard input', zh: '字段组成的 JSON 对象；- 表示标准输入' },
    },
    {
      flags: '--set <name=value>',
      summary: { en: 'a field that is not secret', zh: '给出一个非机密字段' },
      repeatable: true,
    },
    {
      flags: '--file <name=path>',
      summary: { en: 'a field that a file holds', zh: '从文件读取一个字段' },
      repeatable: true,
    },
    {
      flags: '--scheme <id>',
      summary: { en: 'authentication scheme, where there are several', zh: '存在多种鉴权方式时指定其一' },
    },
  ],
  examples: [
    { command: 'integ login alipay', summary: { en: 'asks for what is needed', zh: '逐项询问所需内容' } },
    {
      command:
        'integ login alipay --env production --set app_id=2021000000000000 --file private_key=app.pem --file alipay_public_key=alipay.pem',
      summary: { en: 'without questions', zh: '无需询问' },
    },
    {
      command: 'integ login alipay --from - < credential.json',
      summary: { en: 'from standard input', zh: '从标准输入读取' },
    },
  ],
  load: () => import('./run.ts'),
})
