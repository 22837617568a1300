import { defineCommand } from '../../cli/command.ts'

export const doctorCommand = defineCommand({
  name: 'doctor',
  group: 'quality',
  summary: {
    en: 'find out what is wrong with this machine, the credentials or the project',
    zh: '诊断本机环境、凭证与项目的问题',
  },
  description: {
    en: 'Looks at Node.js, saved credentials, the clock, the way to the platform and integration.json. Changes nothing. Works offline; only another environment than local is asked over the network.',
    zh: '检查 Node.js、已保存的凭证、系统时钟、到平台的链路以及 integration.json，不做任何改动。可离线运行；只有 local 以外的环境才会访问网络。',
  },
  options: [
    {
      flags: '--only <ids>',
      summary: { en: 'only these checks, and what they need', zh: '只运行这些检查及其前提' },
      repeatable: true,
    },
    { flags: '--skip <ids>', summary: { en: 'all but these checks', zh: '跳过这些检查' }, repeatable: true },
    {
      flags: '--junit <file>',
      summary: { en: 'write a JUnit report; - means stdout', zh: '写入 JUnit 报告；- 表示标准输出' },
    },
  ],
  examples: [
    { command: 'integ doctor', summary: { en: 'look at everything', zh: '检查全部' } },
    {
      command: 'integ doctor --env sandbox',
      summary: { en: "the way to the platform's own sandbox too", zh: '同时检查到平台沙箱的链路' },
    },
    { command: 'integ doctor --only credential', summary: { en: 'one check', zh: '只做一项检查' } },
  ],
  load: () => import('./run.ts'),
})
