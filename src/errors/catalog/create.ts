import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'
import { clip } from '../../text/clip.ts'

const untouched = { en: 'Nothing was written.', zh: '没有写入任何内容。' }

export const projectNameUnusable = defineError<{ name: string; reason: Text }>({
  code: 'project-name-unusable',
  category: 'usage',
  title: { en: 'The project cannot have this name', zh: '项目不能使用该名称' },
  cause: {
    en: 'The name becomes a folder and an npm package, so it has to work on every system and in a shell.',
    zh: '该名称会用作目录名与 npm 包名，因此必须在各操作系统与命令行中都可用。',
  },
  message: ({ name, reason }) => ({
    en: `"${clip(name, 80)}" cannot be used: ${reason.en}. ${untouched.en}`,
    zh: `“${clip(name, 80)}”不可用：${reason.zh}。${untouched.zh}`,
  }),
  hints: () => [
    {
      text: { en: 'Use letters, digits, "-", "_" and ".", such as:', zh: '请使用字母、数字、“-”、“_”与“.”，例如：' },
      command: 'npx create-integration my-shop',
    },
  ],
})

export const folderNotEmpty = defineError<{ folder: string }>({
  code: 'folder-not-empty',
  category: 'usage',
  title: { en: 'The folder is not empty', zh: '目录不为空' },
  cause: {
    en: 'A project is only made in a new or an empty folder, so that no file of yours is lost.',
    zh: '为避免覆盖已有文件，只会在新目录或空目录中创建项目。',
  },
  message: ({ folder }) => ({
    en: `${folder} holds files already. They are untouched.`,
    zh: `${folder} 中已有文件，均未改动。`,
  }),
  hints: () => [
    { text: { en: 'Choose another folder:', zh: '换一个目录：' }, command: 'npx create-integration my-shop' },
  ],
})

export const folderUnusable = defineError<{ folder: string; reason: Text }>({
  code: 'folder-unusable',
  category: 'usage',
  title: { en: 'The project cannot be made there', zh: '无法在该位置创建项目' },
  cause: { en: 'The path is misspelt, or its parent folder is missing.', zh: '路径有误，或上级目录不存在。' },
  message: ({ folder, reason }) => ({
    en: `${folder}: ${reason.en}. ${untouched.en}`,
    zh: `${folder}：${reason.zh}。${untouched.zh}`,
  }),
  hints: () => [
    { text: { en: 'Make the parent folder first, or choose another place.', zh: '请先创建上级目录，或换一个位置。' } },
  ],
})

export const unknownTemplate = defineError<{ id: string; known: readonly string[]; nearest?: string | undefined }>({
  code: 'unknown-template',
  category: 'usage',
  title: { en: 'No such template', zh: '没有这个模板' },
  cause: {
    en: 'The name is misspelt, or the template belongs to another version.',
    zh: '模板名称拼写有误，或属于其他版本。',
  },
  message: ({ id, known }) => ({
    en: `There is no template "${clip(id, 80)}". There are: ${known.join(', ')}. ${untouched.en}`,
    zh: `没有名为“${clip(id, 80)}”的模板。可用模板：${known.join('、')}。${untouched.zh}`,
  }),
  hints: ({ nearest }) =>
    nearest === undefined
      ? []
      : [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `npx create-integration --template ${nearest}`,
          },
        ],
})

export const optionNotOfTemplate = defineError<{ flag: string; template: string; belongsTo: string }>({
  code: 'option-not-of-template',
  category: 'usage',
  title: { en: 'The template does not take this option', zh: '该模板不支持此选项' },
  cause: { en: 'The option belongs to another template.', zh: '该选项属于另一个模板。' },
  message: ({ flag, template }) => ({
    en: `The template ${template} does not take ${flag}. ${untouched.en}`,
    zh: `模板 ${template} 不支持 ${flag}。${untouched.zh}`,
  }),
  hints: ({ belongsTo, flag }) => [
    {
      text: { en: 'It belongs to:', zh: '该选项属于：' },
      command: `npx create-integration --template ${belongsTo} ${flag}`,
    },
  ],
})

export const openapiVersionUnsupported = defineError<{ file: string; version: string }>({
  code: 'openapi-version-unsupported',
  category: 'usage',
  title: { en: 'No types can be made from this version of OpenAPI', zh: '无法由该版本的 OpenAPI 生成类型' },
  cause: { en: 'The generator of types reads OpenAPI 3 only.', zh: '类型生成工具只支持 OpenAPI 3。' },
  message: ({ file, version }) => ({
    en: `${file} is OpenAPI ${version}. ${untouched.en}`,
    zh: `${file} 的版本是 OpenAPI ${version}。${untouched.zh}`,
  }),
  hints: ({ file }) => [
    {
      text: { en: 'integ itself takes the document as it is:', zh: 'integ 本身可直接使用该文档：' },
      command: `integ connector add ${file}`,
    },
  ],
})

export const openapiNoCall = defineError<{ file: string }>({
  code: 'openapi-no-call',
  category: 'usage',
  title: { en: 'The document has no operation for a first call', zh: '文档中没有可用于首次调用的接口' },
  cause: {
    en: 'It has no paths, or every operation needs a body that is not JSON.',
    zh: '文档没有 paths，或所有接口都要求非 JSON 请求体。',
  },
  message: ({ file }) => ({
    en: `${file} has no operation that can be called with JSON. ${untouched.en}`,
    zh: `${file} 中没有可用 JSON 调用的接口。${untouched.zh}`,
  }),
  hints: () => [],
})

export const templateBroken = defineError<{ folder: string; reason: string }>({
  code: 'template-broken',
  category: 'bug',
  title: { en: 'A template cannot be used', zh: '模板无法使用' },
  cause: { en: 'The installed package is incomplete.', zh: '安装的软件包不完整。' },
  message: ({ folder, reason }) => ({ en: `${folder}: ${reason}.`, zh: `${folder}：${reason}。` }),
  hints: () => [{ text: { en: 'Install it again.', zh: '请重新安装。' }, command: 'npx create-integration@latest' }],
})

export const installFailed = defineError<{ folder: string; command: string; output: string }>({
  code: 'install-failed',
  category: 'network',
  title: { en: 'The packages could not be installed', zh: '依赖安装失败' },
  cause: {
    en: 'The registry is not reachable, a proxy is missing, or the disk is full. The project itself is complete.',
    zh: '无法访问软件源、缺少代理设置，或磁盘已满。项目文件本身是完整的。',
  },
  message: ({ folder, command, output }) => ({
    en: `The project is in ${folder}, but ${command} failed${output ? `:\n${output}` : '.'}`,
    zh: `项目已创建在 ${folder}，但 ${command} 失败${output ? `：\n${output}` : '。'}`,
  }),
  hints: ({ folder, command }) => [
    { text: { en: 'Repeat it:', zh: '重新安装：' }, command: `cd ${folder} && ${command}` },
    { text: { en: 'Another registry: set npm_config_registry.', zh: '可用 npm_config_registry 更换软件源。' } },
  ],
})

export const packageManagerMissing = defineError<{ name: string; folder: string }>({
  code: 'package-manager-missing',
  category: 'filesystem',
  title: { en: 'The package manager is not installed', zh: '未安装该包管理器' },
  cause: { en: 'The program was not found on the PATH.', zh: '在 PATH 中找不到该程序。' },
  message: ({ name, folder }) => ({
    en: `The project is in ${folder}, but ${name} was not found, so its packages are not installed.`,
    zh: `项目已创建在 ${folder}，但找不到 ${name}，依赖尚未安装。`,
  }),
  hints: ({ folder }) => [
    { text: { en: 'Install with npm:', zh: '改用 npm 安装：' }, command: `cd ${folder} && npm install` },
  ],
})

export const firstRunFailed = defineError<{
  folder: string
  step: Text
  reason: string
  output: string
  repeat: string
}>({
  code: 'first-run-failed',
  category: 'check',
  title: { en: 'The first run did not succeed', zh: '首次运行没有成功' },
  cause: {
    en: 'The project is complete and installed; its server or the sandbox did not behave as expected on this machine.',
    zh: '项目已创建并安装完成，但其服务或沙箱在本机上的表现与预期不符。',
  },
  message: ({ folder, step, reason, output }) => ({
    en: `The project is in ${folder}. ${step.en} failed: ${reason}${output ? `\nIts last output:\n${output}` : ''}`,
    zh: `项目已创建在 ${folder}。${step.zh}失败：${reason}${output ? `\n最后的输出：\n${output}` : ''}`,
  }),
  hints: ({ repeat }) => [
    { text: { en: 'Run it yourself and watch:', zh: '自行运行并观察输出：' }, command: repeat },
    { text: { en: 'Let integ look at the machine and the project:', zh: '诊断本机与项目：' }, command: 'integ doctor' },
  ],
})

export const commandNotFound = defineError<{ name: string }>({
  code: 'command-not-found',
  category: 'usage',
  title: { en: 'The command to run was not found', zh: '找不到要运行的命令' },
  cause: {
    en: 'It is misspelt, or the packages of the project are not installed.',
    zh: '命令拼写有误，或项目依赖尚未安装。',
  },
  message: ({ name }) => ({ en: `There is no program "${clip(name, 80)}".`, zh: `找不到程序“${clip(name, 80)}”。` }),
  hints: () => [
    { text: { en: 'Install the packages of the project.', zh: '请先安装项目依赖。' }, command: 'npm install' },
  ],
})
