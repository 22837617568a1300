import type { Text } from '../../text/text.ts'
import { defineError } from '../integ-error.ts'

/** As one word of a shell command. */
const quoted = (name: string) => (/^[\w.-]+$/.test(name) ? name : `'${name.replaceAll("'", `'\\''`)}'`)

const seeSaved = { text: { en: 'See what is saved:', zh: '查看已保存的凭证：' }, command: 'integ profile list' }

export const noCredential = defineError<{
  connector: string
  environment: string
  missing: readonly string[]
  variables: readonly string[]
}>({
  code: 'no-credential',
  category: 'auth',
  title: { en: 'There is no credential', zh: '没有可用的凭证' },
  cause: {
    en: 'Nobody has logged in to this environment on this machine, or an environment variable is missing.',
    zh: '本机尚未登录该环境，或缺少某个环境变量。',
  },
  message: ({ connector, environment, missing }) => ({
    en: `There is no complete credential for ${connector} in the environment ${environment}; missing: ${missing.join(', ')}.`,
    zh: `${connector} 在 ${environment} 环境下没有完整的凭证，缺少：${missing.join('、')}。`,
  }),
  hints: ({ connector, environment, variables }) => [
    { text: { en: 'Log in:', zh: '登录：' }, command: `integ login ${connector} --env ${environment}` },
    {
      text: {
        en: `Or set ${variables.join(', ')} (a value "@path" is read from that file).`,
        zh: `或设置环境变量 ${variables.join('、')}（取值写成“@路径”时从该文件读取）。`,
      },
    },
    {
      text: { en: 'The environment local needs no credential:', zh: 'local 环境无需凭证：' },
      command: `integ call … --env local`,
    },
  ],
})

export const unknownProfile = defineError<{ name: string; nearest?: string | undefined }>({
  code: 'unknown-profile',
  category: 'auth',
  title: { en: 'No such profile', zh: '没有这个凭证档案' },
  cause: { en: 'The name is misspelt, or the profile was removed.', zh: '名称拼写有误，或档案已被删除。' },
  message: ({ name }) => ({ en: `There is no profile "${name}".`, zh: `没有名为“${name}”的凭证档案。` }),
  hints: ({ nearest }) => [
    ...(nearest === undefined ? [] : [{ text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` } }]),
    seeSaved,
  ],
})

export const profileElsewhere = defineError<{ name: string; has: string; wanted: string; by: string }>({
  code: 'profile-elsewhere',
  category: 'usage',
  title: { en: 'The profile belongs elsewhere', zh: '凭证档案与所选目标不符' },
  cause: {
    en: 'A profile is a credential of one connector in one environment, and another one was asked for.',
    zh: '一个凭证档案只属于一个连接器的一个环境，而命令指定了另一个。',
  },
  message: ({ name, has, wanted, by }) => ({
    en: `The profile ${name} is for ${has}, but ${by} asks for ${wanted}.`,
    zh: `凭证档案 ${name} 属于 ${has}，而 ${by} 要求的是 ${wanted}。`,
  }),
  hints: () => [
    {
      text: {
        en: 'Leave one of the two out, or choose a profile that fits.',
        zh: '请去掉其中之一，或选择相符的凭证档案。',
      },
    },
    seeSaved,
  ],
})

export const productionNotNamed = defineError<{ file: string }>({
  code: 'production-not-named',
  category: 'usage',
  title: { en: 'Production has to be named', zh: '生产环境必须显式指定' },
  cause: {
    en: 'production is never taken as a default, so that nobody calls it by accident.',
    zh: '为避免误操作，production 从不作为默认环境。',
  },
  message: ({ file }) => ({
    en: `${file} says production, which is not used unless the command names it.`,
    zh: `${file} 指定了 production，但命令没有显式指明，因此不采用。`,
  }),
  hints: () => [
    { text: { en: 'Say --env production, or --env local.', zh: '请加上 --env production 或 --env local。' } },
    {
      text: {
        en: 'Better: keep "environment": "local" in integration.json.',
        zh: '建议在 integration.json 中保留 "environment": "local"。',
      },
    },
  ],
})

export const credentialFileUnreadable = defineError<{ name: string; path: string; reason: string }>({
  code: 'credential-file-unreadable',
  category: 'auth',
  title: { en: 'A credential file cannot be read', zh: '凭证文件无法读取' },
  cause: { en: 'The path is misspelt, or the file is not yours to read.', zh: '路径有误，或没有读取该文件的权限。' },
  message: ({ name, path, reason }) => ({
    en: `${name} points to ${path}, which cannot be read (${reason}).`,
    zh: `${name} 指向 ${path}，该文件无法读取（${reason}）。`,
  }),
  hints: () => [
    {
      text: { en: 'Check the path; it is relative to the current folder.', zh: '请检查路径；相对路径以当前目录为准。' },
    },
  ],
})

export const secretInArguments = defineError<{ field: string; connector: string; variable: string }>({
  code: 'secret-in-arguments',
  category: 'usage',
  title: { en: 'A secret does not belong on the command line', zh: '不能在命令行中给出密钥' },
  cause: {
    en: 'Every user of this machine can see the arguments of a running command, and shells keep them in their history.',
    zh: '同一台机器上的其他用户可以看到运行中命令的参数，shell 也会把它写入历史记录。',
  },
  message: ({ field }) => ({
    en: `${field} is secret and is not taken from --set.`,
    zh: `${field} 属于机密，不能通过 --set 给出。`,
  }),
  hints: ({ field, connector, variable }) => [
    {
      text: { en: 'From a file:', zh: '从文件读取：' },
      command: `integ login ${connector} --file ${field}=<path>`,
    },
    {
      text: { en: 'From standard input, as JSON:', zh: '从标准输入读取 JSON：' },
      command: `integ login ${connector} --from -`,
    },
    {
      text: {
        en: `Or at the prompt, or without a login in ${variable}.`,
        zh: `也可以在提示符下输入，或不登录而设置环境变量 ${variable}。`,
      },
    },
    {
      text: {
        en: 'What was on the line is in your history: consider replacing it.',
        zh: '该值已留在历史记录中，建议更换。',
      },
    },
  ],
})

export const unknownCredentialField = defineError<{ field: string; connector: string; known: readonly string[] }>({
  code: 'unknown-credential-field',
  category: 'usage',
  title: { en: 'No such credential field', zh: '没有这个凭证字段' },
  cause: { en: 'The name is misspelt, or belongs to another connector.', zh: '名称拼写有误，或属于其他连接器。' },
  message: ({ field, connector }) => ({
    en: `A credential of ${connector} has no field "${field}".`,
    zh: `${connector} 的凭证没有“${field}”字段。`,
  }),
  hints: ({ known }) => [{ text: { en: `Its fields: ${known.join(', ')}.`, zh: `可用字段：${known.join('、')}。` } }],
})

export const credentialNotJson = defineError<{ source: string; reason: Text }>({
  code: 'credential-not-json',
  category: 'usage',
  title: { en: 'The credential is not the JSON that was expected', zh: '凭证不是预期的 JSON' },
  cause: { en: 'A wrong file was given, or the text was cut off.', zh: '可能给错了文件，或内容不完整。' },
  message: ({ source, reason }) => ({ en: `${source}: ${reason.en}.`, zh: `${source}：${reason.zh}。` }),
  hints: () => [
    {
      text: {
        en: 'Give one object of strings: { "field": "value", … }.',
        zh: '请给出一个值均为字符串的对象：{ "字段": "值", … }。',
      },
    },
  ],
})

export const credentialLooksWrong = defineError<{
  connector: string
  problems: readonly { field: string; problem: Text; fix: Text }[]
}>({
  code: 'credential-looks-wrong',
  category: 'auth',
  title: { en: 'The credential looks wrong', zh: '凭证看起来有误' },
  cause: {
    en: 'A value was pasted into the wrong field, cut off, or belongs to another environment.',
    zh: '可能把值填错了字段、内容不完整，或属于其他环境。',
  },
  message: ({ problems }) => ({
    en: ['The credential was not saved:', ...problems.map((one) => `  ${one.field}: ${one.problem.en}`)].join('\n'),
    zh: ['凭证没有保存：', ...problems.map((one) => `  ${one.field}：${one.problem.zh}`)].join('\n'),
  }),
  hints: ({ problems }) => [
    ...problems.map((one) => ({ text: { en: `${one.field}: ${one.fix.en}`, zh: `${one.field}：${one.fix.zh}` } })),
    { text: { en: 'To save it as it is, add --yes.', zh: '如需照原样保存，请加上 --yes。' } },
  ],
})

export const noLoginNeeded = defineError<{ connector: string }>({
  code: 'no-login-needed',
  category: 'usage',
  title: { en: 'Nothing to log in to', zh: '无需登录' },
  cause: { en: 'The connector describes no authentication.', zh: '该连接器没有声明任何鉴权方式。' },
  message: ({ connector }) => ({
    en: `${connector} takes calls without a credential.`,
    zh: `${connector} 的调用不需要凭证。`,
  }),
  hints: ({ connector }) => [
    { text: { en: 'See its operations:', zh: '查看其接口：' }, command: `integ ops --connector ${connector}` },
  ],
})

export const localIsMinted = defineError<{ connector: string }>({
  code: 'local-is-minted',
  category: 'usage',
  title: { en: 'local has a credential of its own', zh: 'local 环境自带凭证' },
  cause: {
    en: 'The embedded sandbox takes only the throw-away credential that is made on this machine, never a real one.',
    zh: '内置沙箱只接受在本机生成的一次性凭证，不接受真实凭证。',
  },
  message: ({ connector }) => ({
    en: `The environment local of ${connector} needs no login.`,
    zh: `${connector} 的 local 环境无需登录。`,
  }),
  hints: ({ connector }) => [
    { text: { en: 'Look at it:', zh: '查看：' }, command: `integ whoami ${connector} --env local` },
    { text: { en: 'Use it in an SDK:', zh: '用于 SDK：' }, command: `integ profile export ${connector} --dir keys` },
  ],
})

export const ambiguousLogout = defineError<{ connector: string; names: readonly string[] }>({
  code: 'ambiguous-logout',
  category: 'usage',
  title: { en: 'More than one profile fits', zh: '有多个凭证档案符合' },
  cause: { en: 'There are credentials for several environments.', zh: '该连接器保存了多个环境的凭证。' },
  message: ({ connector, names }) => ({
    en: `${connector} has the profiles ${names.join(', ')}.`,
    zh: `${connector} 有以下凭证档案：${names.join('、')}。`,
  }),
  hints: ({ connector, names }) => [
    { text: { en: 'Name one:', zh: '指定其一：' }, command: `integ logout ${names[0] ?? connector}` },
    { text: { en: 'Or remove them all:', zh: '或全部删除：' }, command: `integ logout ${connector} --all` },
  ],
})

export const badProfileName = defineError<{ name: string; reason: Text }>({
  code: 'bad-profile-name',
  category: 'usage',
  title: { en: 'The profile name cannot be used', zh: '凭证档案名称不可用' },
  cause: {
    en: 'A name is 1 to 100 characters without line breaks and control characters.',
    zh: '名称须为 1 到 100 个字符，不含换行与控制字符。',
  },
  message: ({ name, reason }) => ({
    en: `"${name}" cannot be the name of a profile: ${reason.en}.`,
    zh: `“${name}”不能作为凭证档案名称：${reason.zh}。`,
  }),
  hints: () => [{ text: { en: 'Choose another with --name.', zh: '请用 --name 另取名称。' } }],
})

export const profileNameTaken = defineError<{ name: string; has: string }>({
  code: 'profile-name-taken',
  category: 'usage',
  title: { en: 'The profile name is taken', zh: '凭证档案名称已被占用' },
  cause: {
    en: 'Names are unique over all connectors and environments.',
    zh: '名称在所有连接器与环境中必须唯一。',
  },
  message: ({ name, has }) => ({
    en: `The profile ${name} holds a credential for ${has}; it was not replaced.`,
    zh: `凭证档案 ${name} 保存的是 ${has} 的凭证，没有覆盖。`,
  }),
  hints: () => [{ text: { en: 'Choose another name with --name.', zh: '请用 --name 另取名称。' } }, seeSaved],
})

export const exportWouldOverwrite = defineError<{ files: readonly string[] }>({
  code: 'export-would-overwrite',
  category: 'usage',
  title: { en: 'Files with other content are in the way', zh: '目标位置已有不同内容的文件' },
  cause: {
    en: 'An earlier export, or keys of your own, are in that folder.',
    zh: '该目录中已有之前导出的文件，或您自己的密钥。',
  },
  message: ({ files }) => ({
    en: `Nothing was written, because these files hold something else: ${files.join(', ')}.`,
    zh: `没有写入任何文件，因为以下文件内容不同：${files.join('、')}。`,
  }),
  hints: () => [
    {
      text: {
        en: 'Export to another folder with --dir, or replace them with --force.',
        zh: '可用 --dir 换一个目录，或用 --force 覆盖。',
      },
    },
  ],
})

export const unknownMerchant = defineError<{
  name: string
  connector: string
  profile: string | undefined
  known: readonly string[]
  nearest?: string | undefined
}>({
  code: 'unknown-merchant',
  category: 'auth',
  title: { en: 'No such merchant', zh: '没有这个商户的授权' },
  cause: {
    en: 'The name is misspelt, or this merchant has not authorised the profile in use yet.',
    zh: '名称拼写有误，或该商户尚未向当前凭证档案授权。',
  },
  message: ({ name, profile }) => ({
    en: `No merchant "${name}" has authorised the profile ${profile ?? '-'}.`,
    zh: `凭证档案 ${profile ?? '-'} 下没有名为“${name}”的授权商户。`,
  }),
  hints: ({ name, connector, known, nearest }) => [
    ...(nearest === undefined ? [] : [{ text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` } }]),
    ...(known.length === 0
      ? []
      : [{ text: { en: `Authorised: ${known.join(', ')}.`, zh: `已授权：${known.join('、')}。` } }]),
    {
      text: { en: 'Get the authorisation:', zh: '取得授权：' },
      command: `integ authorize ${connector} --for ${quoted(name)}`,
    },
  ],
})
