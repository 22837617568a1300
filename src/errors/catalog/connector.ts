import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

/** Where in a document something is: `pets.yaml, line 12, #/paths/~1pets/get`. */
export interface DocumentPlace {
  readonly file: string
  readonly pointer?: string | undefined
  readonly line?: number | undefined
}

function at(place: DocumentPlace): Text {
  const pointer = place.pointer === undefined || place.pointer === '' ? '' : `, #${place.pointer}`
  const line = place.line === undefined ? ['', ''] : [`, line ${place.line}`, `，第 ${place.line} 行`]
  return { en: `${place.file}${line[0]}${pointer}`, zh: `${place.file}${line[1]}${pointer.replace(', ', '，')}` }
}

const list = { text: { en: 'See all connectors.', zh: '查看全部连接器。' }, command: 'integ connector list' }

export const unknownConnector = defineError<{ name: string; nearest?: string | undefined }>({
  code: 'unknown-connector',
  category: 'usage',
  title: { en: 'No such connector', zh: '没有这个连接器' },
  cause: {
    en: 'The name is misspelt, or the connector has not been added to this project.',
    zh: '名称拼写有误，或该连接器尚未添加到当前项目。',
  },
  message: ({ name }) => ({ en: `There is no connector "${name}".`, zh: `没有名为“${name}”的连接器。` }),
  hints: ({ nearest }) => [
    ...(nearest === undefined ? [] : [{ text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` } }]),
    list,
    {
      text: { en: 'Add one from an OpenAPI document.', zh: '从 OpenAPI 文档添加连接器。' },
      command: 'integ connector add ./openapi.yaml',
    },
  ],
})

export const unknownOperation = defineError<{
  name: string
  nearest?: string | undefined
  connector?: string | undefined
}>({
  code: 'unknown-operation',
  category: 'usage',
  title: { en: 'No such operation', zh: '没有这个接口' },
  cause: {
    en: 'The name is misspelt, or it belongs to a connector that this project does not use.',
    zh: '名称拼写有误，或属于当前项目未使用的连接器。',
  },
  message: ({ name, connector }) => ({
    en:
      connector === undefined ? `No connector has an operation "${name}".` : `${connector} has no operation "${name}".`,
    zh: connector === undefined ? `没有连接器提供接口“${name}”。` : `${connector} 没有接口“${name}”。`,
  }),
  hints: ({ name, nearest }) => [
    ...(nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ docs ${nearest}`,
          },
        ]),
    {
      text: { en: 'Search the operations.', zh: '搜索接口。' },
      command: `integ ops ${/[A-Za-z0-9]+$/.exec(name)?.[0] ?? ''}`.trim(),
    },
  ],
})

export const ambiguousOperation = defineError<{ name: string; candidates: readonly string[] }>({
  code: 'ambiguous-operation',
  category: 'usage',
  title: { en: 'More than one connector has this operation', zh: '多个连接器都有这个接口' },
  cause: { en: 'Two connectors use the same name.', zh: '两个连接器使用了相同的名称。' },
  message: ({ name, candidates }) => ({
    en: `"${name}" could be ${candidates.join(' or ')}.`,
    zh: `“${name}”可能是 ${candidates.join(' 或 ')}。`,
  }),
  hints: ({ candidates }) => [
    {
      text: { en: 'Put the connector in front.', zh: '在前面写明连接器。' },
      command: `integ docs ${candidates[0] ?? ''}`,
    },
  ],
})

export const documentUnreadable = defineError<DocumentPlace & { reason: Text }>({
  code: 'document-unreadable',
  category: 'usage',
  title: { en: 'A document cannot be read', zh: '文档无法读取' },
  cause: { en: 'The file is not well-formed JSON or YAML.', zh: '文件不是格式正确的 JSON 或 YAML。' },
  message: (params) => ({
    en: `${at(params).en}: ${params.reason.en}.`,
    zh: `${at(params).zh}：${params.reason.zh}。`,
  }),
  hints: () => [{ text: { en: 'Correct the file and run the command again.', zh: '修正文件后重新运行命令。' } }],
})

export const documentNotOpenapi = defineError<{ file: string; reason: Text }>({
  code: 'document-not-openapi',
  category: 'usage',
  title: { en: 'Not an OpenAPI document', zh: '不是 OpenAPI 文档' },
  cause: {
    en: 'The file is something else, or it is a part of a document instead of its root.',
    zh: '文件是其他内容，或只是某份文档的一部分，而不是根文件。',
  },
  message: ({ file, reason }) => ({ en: `${file}: ${reason.en}.`, zh: `${file}：${reason.zh}。` }),
  hints: () => [
    {
      text: {
        en: 'Give the root file, which says "openapi: 3.x" or "swagger: 2.0".',
        zh: '请给出根文件，其中写有 "openapi: 3.x" 或 "swagger: 2.0"。',
      },
    },
  ],
})

export const documentShape = defineError<DocumentPlace & { expected: Text }>({
  code: 'document-shape',
  category: 'usage',
  title: { en: 'A part of the document is not as OpenAPI has it', zh: '文档中有一处不符合 OpenAPI' },
  cause: {
    en: 'The document was written or changed by hand and breaks the format here.',
    zh: '文档可能经过手工编写或修改，此处不符合格式。',
  },
  message: (params) => ({
    en: `${at(params).en}: ${params.expected.en}.`,
    zh: `${at(params).zh}：${params.expected.zh}。`,
  }),
  hints: () => [
    { text: { en: 'Correct the place named and run the command again.', zh: '修正上述位置后重新运行命令。' } },
  ],
})

export const documentReference = defineError<DocumentPlace & { ref: string; reason: Text; root?: boolean }>({
  code: 'document-reference',
  category: 'usage',
  title: { en: 'A $ref cannot be followed', zh: '$ref 无法解析' },
  cause: {
    en: 'Only references to the document itself and to files below its folder are followed.',
    zh: '只支持引用文档自身及其所在文件夹内的文件。',
  },
  message: (params) => ({
    en: `${at(params).en}: $ref "${params.ref}" ${params.reason.en}.`,
    zh: `${at(params).zh}：$ref“${params.ref}”${params.reason.zh}。`,
  }),
  hints: ({ root }) =>
    root === true
      ? [
          {
            text: {
              en: 'When the files belong together, name the folder that holds them all.',
              zh: '如果这些文件属于同一份文档，请指明包含全部文件的文件夹。',
            },
            command: 'integ connector add <file> --root <folder>',
          },
        ]
      : [{ text: { en: 'Correct the reference, or add what it names.', zh: '修正该引用，或补上它所指的内容。' } }],
})

export const documentLimit = defineError<{ file: string; reason: Text }>({
  code: 'document-limit',
  category: 'usage',
  title: { en: 'A document goes beyond a limit', zh: '文档超出限制' },
  cause: {
    en: 'Nesting or aliases make the document far larger than its text.',
    zh: '嵌套或别名使文档展开后远大于原文。',
  },
  message: ({ file, reason }) => ({ en: `${file}: ${reason.en}.`, zh: `${file}：${reason.zh}。` }),
  hints: () => [],
})

export const indexBroken = defineError<{ file: string }>({
  code: 'connector-index-broken',
  category: 'filesystem',
  title: { en: 'A compiled connector is damaged', zh: '已编译的连接器已损坏' },
  cause: {
    en: 'The file was cut off, changed, or made by another version.',
    zh: '文件不完整、被修改过，或由其他版本生成。',
  },
  message: ({ file }) => ({ en: `${file} cannot be used.`, zh: `${file} 无法使用。` }),
  hints: () => [
    {
      text: { en: 'Add the connector again.', zh: '重新添加该连接器。' },
      command: 'integ connector add <file or folder>',
    },
  ],
})

export const manifestBroken = defineError<{ file: string; reason: Text }>({
  code: 'connector-manifest-broken',
  category: 'usage',
  title: { en: 'A connector manifest is not right', zh: '连接器清单有误' },
  cause: {
    en: 'connector.yaml lacks a member or gives it another type.',
    zh: 'connector.yaml 缺少成员，或成员类型不对。',
  },
  message: ({ file, reason }) => ({ en: `${file}: ${reason.en}.`, zh: `${file}：${reason.zh}。` }),
  hints: () => [],
})

export const connectorVersion = defineError<{ id: string; wants: number; speaks: number }>({
  code: 'connector-version',
  category: 'usage',
  title: { en: 'The connector is for another version of integ', zh: '连接器适用于其他版本的 integ' },
  cause: {
    en: 'The contract between integ and connectors has changed since.',
    zh: 'integ 与连接器之间的约定已发生变化。',
  },
  message: ({ id, wants, speaks }) => ({
    en: `The connector ${id} wants contract version ${wants}; version ${speaks} is supported here.`,
    zh: `连接器 ${id} 需要约定版本 ${wants}，此处支持的是版本 ${speaks}。`,
  }),
  hints: ({ wants, speaks }) => [
    wants > speaks
      ? {
          text: { en: 'Take the newest integ.', zh: '升级到最新的 integ。' },
          command: 'npm install -g create-integration@latest',
        }
      : { text: { en: 'Take a newer version of the connector.', zh: '使用该连接器的更新版本。' } },
  ],
})

export const connectorModuleBroken = defineError<{ id: string; file: string; reason: string }>({
  code: 'connector-module-broken',
  category: 'usage',
  title: { en: 'The code of a connector cannot be loaded', zh: '连接器代码无法加载' },
  cause: {
    en: 'The module throws while it is loaded, or its default export is not (sdk) => sdk.defineConnector({ … }).',
    zh: '模块加载时抛出异常，或默认导出不是 (sdk) => sdk.defineConnector({ … })。',
  },
  message: ({ id, file, reason }) => ({
    en: `The connector ${id} cannot be loaded from ${file}: ${reason}`,
    zh: `连接器 ${id} 无法从 ${file} 加载：${reason}`,
  }),
  hints: () => [list],
})

export const connectorIdRefused = defineError<{ id: string; reason: Text }>({
  code: 'connector-id-refused',
  category: 'usage',
  title: { en: 'This connector id cannot be used', zh: '该连接器 id 不可用' },
  cause: { en: 'The id is taken, reserved, or of another form.', zh: '该 id 已被占用、保留，或格式不符。' },
  message: ({ id, reason }) => ({ en: `"${id}" ${reason.en}.`, zh: `“${id}”${reason.zh}。` }),
  hints: () => [
    {
      text: { en: 'Choose another one.', zh: '请换一个。' },
      command: 'integ connector add <file or folder> --id <id>',
    },
  ],
})

export const connectorSourceMissing = defineError<{ source: string; reason: Text }>({
  code: 'connector-source-missing',
  category: 'usage',
  title: { en: 'Nothing to make a connector from', zh: '找不到可用于生成连接器的内容' },
  cause: {
    en: 'The path or package is misspelt, or the folder holds neither connector.yaml nor an OpenAPI document.',
    zh: '路径或包名有误，或文件夹中既没有 connector.yaml 也没有 OpenAPI 文档。',
  },
  message: ({ source, reason }) => ({ en: `${source}: ${reason.en}.`, zh: `${source}：${reason.zh}。` }),
  hints: () => [
    {
      text: { en: 'Give a document, a folder or an installed package.', zh: '请给出文档、文件夹或已安装的包。' },
      command: 'integ connector add ./openapi.yaml',
    },
  ],
})

export const connectorNotRemovable = defineError<{ id: string }>({
  code: 'connector-not-removable',
  category: 'usage',
  title: { en: 'A built-in connector stays', zh: '内置连接器无法移除' },
  cause: { en: 'It is part of integ itself.', zh: '它是 integ 自身的一部分。' },
  message: ({ id }) => ({ en: `${id} is built in and cannot be removed.`, zh: `${id} 是内置连接器，无法移除。` }),
  hints: () => [
    {
      text: {
        en: 'To leave it out of a project, take it from "connectors" in integration.json.',
        zh: '如不想在项目中使用，请从 integration.json 的 "connectors" 中删去。',
      },
    },
  ],
})

export const actionRefused = defineError<{ message: Text }>({
  code: 'action-refused',
  category: 'platform',
  title: { en: 'The platform would not let a person do this', zh: '平台不允许执行该动作' },
  cause: {
    en: 'The simulated state does not allow the action, as it would not on the platform itself.',
    zh: '模拟状态不允许该动作，真实平台上同样如此。',
  },
  message: ({ message }) => message,
  hints: () => [],
})
