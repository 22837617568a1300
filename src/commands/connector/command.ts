import { defineCommand } from '../../cli/command.ts'

export const connectorCommand = defineCommand({
  name: 'connector',
  group: 'settings',
  summary: { en: 'list, add and remove connectors', zh: '列出、添加和移除连接器' },
  subcommands: [
    defineCommand({
      name: 'list',
      summary: { en: 'list the connectors that can be used here', zh: '列出此处可用的连接器' },
      examples: [
        {
          command: 'integ connector list',
          summary: { en: 'built-in, of the project and your own', zh: '内置的、项目的和自己的' },
        },
      ],
      load: () => import('./list.ts'),
    }),
    defineCommand({
      name: 'add',
      summary: {
        en: 'make a connector from an OpenAPI document, a folder or a package',
        zh: '由 OpenAPI 文档、文件夹或 npm 包生成连接器',
      },
      description: {
        en: 'Reads OpenAPI 2.0, 3.0, 3.1 or 3.2, JSON or YAML, in one file or many, or a folder with connector.yaml, and compiles it below .integ/connectors of the project (outside a project: for your user). Nothing is fetched from the network.',
        zh: '读取 OpenAPI 2.0、3.0、3.1 或 3.2（JSON 或 YAML，单文件或多文件），或带有 connector.yaml 的文件夹，并编译到项目的 .integ/connectors 下（不在项目中时供当前用户使用）。不访问网络。',
      },
      args: [
        {
          name: 'source',
          required: true,
          summary: { en: 'file, folder or installed package', zh: '文件、文件夹或已安装的包' },
        },
      ],
      options: [
        {
          flags: '--id <id>',
          summary: { en: 'name of the connector (default: from its title)', zh: '连接器名称（默认取自标题）' },
        },
        {
          flags: '--root <folder>',
          summary: { en: 'folder that holds every file the document refers to', zh: '文档引用的全部文件所在的文件夹' },
        },
      ],
      examples: [
        {
          command: 'integ connector add ./openapi.yaml --id acme',
          summary: { en: 'from a document', zh: '由文档添加' },
        },
        {
          command: 'integ connector add ./connectors/acme',
          summary: { en: 'from a folder with connector.yaml', zh: '由带有 connector.yaml 的文件夹添加' },
        },
        {
          command: 'integ connector add integ-connector-acme',
          summary: { en: 'from an installed package', zh: '由已安装的包添加' },
        },
      ],
      load: () => import('./add.ts'),
    }),
    defineCommand({
      name: 'remove',
      summary: { en: 'remove a connector that was added', zh: '移除已添加的连接器' },
      args: [{ name: 'id', required: true, summary: { en: 'the connector', zh: '连接器名称' } }],
      examples: [
        { command: 'integ connector remove acme', summary: { en: 'its sources stay', zh: '不会删除其来源文件' } },
      ],
      load: () => import('./remove.ts'),
    }),
  ],
})
