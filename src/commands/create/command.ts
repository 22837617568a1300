import { defineCommand } from '../../cli/command.ts'

export const createCommand = defineCommand({
  name: 'create',
  group: 'start',
  summary: { en: 'make a working integration from a template', zh: '用模板创建可直接运行的集成项目' },
  description: {
    en: 'Makes a project, installs it, and runs it once against the embedded sandbox: offline apart from the package manager, without an account. Nothing is written into a folder that holds files. The same as npx create-integration.',
    zh: '创建项目、安装依赖，并在内置沙箱上运行一次：除安装依赖外无需联网，无需账号。不会写入已有文件的目录。等同于 npx create-integration。',
  },
  args: [
    {
      name: 'dir',
      summary: { en: 'folder of the project (default: my-integration)', zh: '项目目录（默认 my-integration）' },
    },
  ],
  options: [
    {
      flags: '--template <id>',
      summary: {
        en: 'alipay-payment, wechat-pay or openapi-client',
        zh: 'alipay-payment、wechat-pay 或 openapi-client',
      },
    },
    { flags: '--name <name>', summary: { en: 'package name (default: the folder’s)', zh: '包名（默认与目录同名）' } },
    {
      flags: '--package-manager <name>',
      summary: {
        en: 'npm, pnpm, yarn or bun (default: the one that runs this)',
        zh: 'npm、pnpm、yarn 或 bun（默认沿用当前使用的）',
      },
      choices: ['npm', 'pnpm', 'yarn', 'bun'],
    },
    {
      flags: '--openapi <file>',
      summary: {
        en: 'OpenAPI document for the template openapi-client',
        zh: '模板 openapi-client 使用的 OpenAPI 文档',
      },
    },
    {
      flags: '--no-install',
      summary: { en: 'do not install packages (and so do not run)', zh: '不安装依赖（因此也不运行）' },
    },
    { flags: '--no-git', summary: { en: 'do not make a git repository', zh: '不初始化 git 仓库' } },
    { flags: '--no-run', summary: { en: 'do not run the project', zh: '不运行项目' } },
  ],
  examples: [
    {
      command: 'npx create-integration shop --template alipay-payment --yes',
      summary: { en: 'a shop that takes Alipay QR code payments', zh: '支持支付宝扫码收款的商店' },
    },
    {
      command: 'npx create-integration client --openapi ./openapi.yaml',
      summary: {
        en: 'a typed client of any API with an OpenAPI document',
        zh: '为任意带 OpenAPI 文档的接口生成带类型的客户端',
      },
    },
  ],
  load: () => import('./run.ts'),
})
