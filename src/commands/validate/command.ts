import { defineCommand } from '../../cli/command.ts'

export const validateCommand = defineCommand({
  name: 'validate',
  group: 'quality',
  summary: { en: 'prove that an integration is right, for CI', zh: '验证集成是否正确，适用于 CI' },
  description: {
    en: 'Starts the integration and a sandbox of its own, plays the conformance scenarios against it and stops both. Offline, without an account. Exit code 1 when a scenario fails.',
    zh: '启动集成与独立的沙箱，逐项运行一致性场景，结束后全部停止。无需网络与账号。有场景失败时退出码为 1。',
  },
  args: [{ name: 'dir', summary: { en: 'folder of the integration', zh: '集成所在目录' } }],
  options: [
    {
      flags: '--only <ids>',
      summary: { en: 'only these scenarios, and what they need', zh: '只运行这些场景及其前提' },
      repeatable: true,
    },
    { flags: '--skip <ids>', summary: { en: 'all but these scenarios', zh: '跳过这些场景' }, repeatable: true },
    { flags: '--bail', summary: { en: 'stop at the first failure', zh: '遇到首个失败即停止' } },
    {
      flags: '--url <url>',
      summary: {
        en: 'an integration that runs already, with the running sandbox',
        zh: '已在运行的集成地址（配合正在运行的沙箱）',
      },
    },
    { flags: '--start <command>', summary: { en: 'command that starts the integration', zh: '启动集成的命令' } },
    {
      flags: '--connector <id>',
      summary: {
        en: 'only this connector; needed where there is no integration.json',
        zh: '只验证该连接器；没有 integration.json 时必填',
      },
    },
    {
      flags: '--junit <file>',
      summary: { en: 'write a JUnit report; - means stdout', zh: '写入 JUnit 报告；- 表示标准输出' },
    },
    { flags: '--github', summary: { en: 'annotations for GitHub Actions', zh: '输出 GitHub Actions 注解' } },
  ],
  examples: [
    { command: 'integ validate', summary: { en: 'the integration in this folder', zh: '当前目录的集成' } },
    { command: 'integ validate --junit report.xml --github', summary: { en: 'in CI', zh: '用于 CI' } },
    { command: 'integ validate --only event.duplicate', summary: { en: 'one scenario', zh: '只运行一个场景' } },
  ],
  load: () => import('./run.ts'),
})
