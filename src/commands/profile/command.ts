import { defineCommand } from '../../cli/command.ts'

const name = { name: 'name', summary: { en: 'the profile', zh: '凭证档案名称' }, required: true }

export const profileCommand = defineCommand({
  name: 'profile',
  group: 'credentials',
  summary: { en: 'list, choose, export and remove saved credentials', zh: '列出、切换、导出和删除已保存的凭证' },
  subcommands: [
    defineCommand({
      name: 'list',
      summary: { en: 'list the profiles; * marks the active ones', zh: '列出凭证档案；* 表示当前使用' },
      examples: [{ command: 'integ profile list', summary: { en: 'all of them', zh: '全部' } }],
      load: () => import('./list.ts'),
    }),
    defineCommand({
      name: 'show',
      summary: { en: 'show one profile, secrets as fingerprints', zh: '查看一个凭证档案，机密仅显示指纹' },
      args: [name],
      examples: [{ command: 'integ profile show alipay-sandbox', summary: { en: 'its fields', zh: '查看其字段' } }],
      load: () => import('./show.ts'),
    }),
    defineCommand({
      name: 'use',
      summary: {
        en: 'make a profile the active one of its connector and environment',
        zh: '设为该连接器在该环境下的当前档案',
      },
      args: [name],
      examples: [{ command: 'integ profile use second-shop', summary: { en: 'from now on', zh: '即刻生效' } }],
      load: () => import('./use.ts'),
    }),
    defineCommand({
      name: 'export',
      summary: {
        en: 'write keys and .env for the platform’s own SDKs',
        zh: '导出密钥文件与 .env，供平台官方 SDK 使用',
      },
      description: {
        en: 'Writes key files and a .env into a folder that only your user can read. Without --env it is the environment local, whose credential is a throw-away.',
        zh: '将密钥文件与 .env 写入仅当前用户可读的目录。不加 --env 时导出 local 环境的一次性凭证。',
      },
      args: [
        {
          name: 'connector',
          summary: { en: 'a connector, or with --profile nothing', zh: '连接器；使用 --profile 时可省略' },
        },
      ],
      options: [
        { flags: '--dir <dir>', summary: { en: 'folder to write to (default: keys)', zh: '目标目录（默认 keys）' } },
        { flags: '--state <dir>', summary: { en: 'state folder of the sandbox', zh: '沙箱的状态目录' } },
        { flags: '--force', summary: { en: 'replace files with other content', zh: '覆盖内容不同的文件' } },
      ],
      examples: [
        {
          command: 'integ profile export alipay --env local --dir keys',
          summary: { en: 'for an SDK that talks to the sandbox', zh: '供访问沙箱的 SDK 使用' },
        },
      ],
      load: () => import('./export.ts'),
    }),
    defineCommand({
      name: 'remove',
      summary: { en: 'remove a profile', zh: '删除凭证档案' },
      args: [name],
      examples: [
        { command: 'integ profile remove alipay-sandbox', summary: { en: 'from this machine', zh: '从本机删除' } },
      ],
      load: () => import('./remove.ts'),
    }),
  ],
})
