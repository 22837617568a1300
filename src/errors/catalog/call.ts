import { defineError } from '../integ-error.ts'
import type { Text } from '../../text/text.ts'

export const unknownEnvironment = defineError<{ connector: string; environment: string; known: readonly string[] }>({
  code: 'unknown-environment',
  category: 'usage',
  title: { en: 'The connector does not name this environment', zh: '连接器没有定义该环境' },
  cause: {
    en: 'The platform has no sandbox of its own, or the connector does not know its address.',
    zh: '平台没有自己的沙箱，或连接器不知道其地址。',
  },
  message: ({ connector, environment, known }) => ({
    en: `${connector} has no environment "${environment}" (it has: local${known.map((name) => `, ${name}`).join('')}).`,
    zh: `${connector} 没有环境“${environment}”（可用：local${known.map((name) => `、${name}`).join('')}）。`,
  }),
  hints: () => [
    { text: { en: 'Use the embedded sandbox.', zh: '使用内置沙箱。' }, command: 'integ call <operation> --env local' },
  ],
})

export const chosenProtocolMissing = defineError<{ operation: string; protocol: string }>({
  code: 'protocol-missing',
  category: 'usage',
  title: { en: 'The connector cannot carry this operation', zh: '连接器无法承载该接口' },
  cause: {
    en: 'Its document names a protocol that its module does not define.',
    zh: '其文档引用了模块中未定义的协议。',
  },
  message: ({ operation, protocol }) => ({
    en: `${operation} needs the protocol "${protocol}", which the connector does not define.`,
    zh: `${operation} 需要协议“${protocol}”，而连接器没有定义。`,
  }),
  hints: () => [
    { text: { en: 'See what the connector offers.', zh: '查看连接器的内容。' }, command: 'integ connector list' },
  ],
})

export const protocolNotCarried = defineError<{ operation: string; protocol: string; known: readonly string[] }>({
  code: 'protocol-not-carried',
  category: 'usage',
  title: { en: 'The operation does not travel by this protocol', zh: '该接口不支持所选协议' },
  cause: {
    en: 'The name is misspelt, or the platform offers this operation by another protocol only.',
    zh: '协议名有误，或平台仅以其他协议提供该接口。',
  },
  message: ({ operation, protocol, known }) => ({
    en: `${operation} cannot be called by the protocol "${protocol}"; it can by ${known.join(', ')}.`,
    zh: `${operation} 不能用协议“${protocol}”调用，可用：${known.join('、')}。`,
  }),
  hints: ({ operation, known: [first = ''] }) => [
    {
      text: { en: 'Call it by its own protocol:', zh: '使用该接口自己的协议：' },
      command: `integ call ${operation} … --protocol ${first}`,
    },
  ],
})

export const encryptionMissing = defineError<{ operation: string; protocol: string; connector: string }>({
  code: 'encryption-missing',
  category: 'usage',
  title: { en: 'There is no content encryption here', zh: '此处没有内容加密' },
  cause: {
    en: 'The platform, or this protocol of it, knows no encrypted contents beyond HTTPS.',
    zh: '除 HTTPS 之外，该平台或该协议没有内容加密。',
  },
  message: ({ operation, protocol }) => ({
    en: `${operation} travels by the protocol "${protocol}", which encrypts no contents; nothing was sent.`,
    zh: `${operation} 使用的协议“${protocol}”不支持内容加密；没有发送任何请求。`,
  }),
  hints: () => [{ text: { en: 'Leave --encrypt out.', zh: '请去掉 --encrypt。' } }],
})

export const noMerchants = defineError<{ operation: string; connector: string }>({
  code: 'no-merchants',
  category: 'usage',
  title: { en: 'Nobody can be acted for here', zh: '此处不能代商户调用' },
  cause: {
    en: 'The platform does not let one party call for another, or the operation is open.',
    zh: '该平台不支持代调用，或该接口无需鉴权。',
  },
  message: ({ operation, connector }) => ({
    en: `${operation} of ${connector} cannot be called for a merchant; nothing was sent.`,
    zh: `${connector} 的 ${operation} 不能代商户调用；没有发送任何请求。`,
  }),
  hints: () => [{ text: { en: 'Leave --for out.', zh: '请去掉 --for。' } }],
})

export const productionNotConfirmed = defineError<{ operation: string }>({
  code: 'production-not-confirmed',
  category: 'usage',
  title: { en: 'A writing call to production was not confirmed', zh: '对生产环境的写操作未确认' },
  cause: { en: 'Calls that change something in production ask first.', zh: '会改变生产数据的调用需要先确认。' },
  message: ({ operation }) => ({
    en: `${operation} would change something in production; nothing was sent.`,
    zh: `${operation} 会改变生产环境的数据；没有发送任何请求。`,
  }),
  hints: ({ operation }) => [
    {
      text: { en: 'Confirm it on the command line:', zh: '在命令行确认：' },
      command: `integ call ${operation} … --env production --yes`,
    },
  ],
})

export const inputInvalid = defineError<{ operation: string; problems: readonly { at: string; message: Text }[] }>({
  code: 'input-invalid',
  category: 'usage',
  title: { en: 'The values do not fit the operation', zh: '取值不符合接口定义' },
  cause: { en: 'A required value is missing, or a value has the wrong form.', zh: '缺少必填值，或取值的形式不对。' },
  message: ({ operation, problems }) => ({
    en: `${operation}: ${problems.map((problem) => `${problem.at}: ${problem.message.en}`).join('; ')}`,
    zh: `${operation}：${problems.map((problem) => `${problem.at}：${problem.message.zh}`).join('；')}`,
  }),
  hints: ({ operation }) => [
    { text: { en: 'See what it takes.', zh: '查看参数说明。' }, command: `integ docs ${operation}` },
    {
      text: {
        en: 'Send it all the same, to see what the platform says:',
        zh: '如需看平台如何答复，可照样发送：',
      },
      command: `integ call ${operation} … --no-validate`,
    },
  ],
})

export const unknownItem = defineError<{ item: string; operation: string; nearest: string | undefined }>({
  code: 'unknown-item',
  category: 'usage',
  title: { en: 'The operation has no such parameter', zh: '接口没有这个参数' },
  cause: { en: 'The name is misspelt, or belongs to another operation.', zh: '名称有误，或属于其他接口。' },
  message: ({ item, operation }) => ({
    en: `${operation} has no parameter "${item}".`,
    zh: `${operation} 没有参数“${item}”。`,
  }),
  hints: ({ nearest, operation }) => [
    ...(nearest
      ? [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想输入 ${nearest}？` },
            command: `integ call ${operation} ${nearest}=…`,
          },
        ]
      : []),
    { text: { en: 'See what it takes.', zh: '查看参数说明。' }, command: `integ docs ${operation}` },
  ],
})

export const badItem = defineError<{ item: string; reason: Text }>({
  code: 'bad-item',
  category: 'usage',
  title: { en: 'An item cannot be read', zh: '参数项无法解析' },
  cause: {
    en: 'An item is name=value, name:=json, name=@file, name==query or Header:value.',
    zh: '参数项形如 name=value、name:=json、name=@file、name==query 或 Header:value。',
  },
  message: ({ item, reason }) => ({ en: `"${item}": ${reason.en}.`, zh: `“${item}”：${reason.zh}。` }),
  hints: () => [{ text: { en: 'See how items are written.', zh: '查看参数项写法。' }, command: 'integ call --help' }],
})

export const answerNotTrusted = defineError<{
  reason: 'missing' | 'unknown-key' | 'expired' | 'mismatch'
  connector: string
}>({
  code: 'answer-not-trusted',
  category: 'untrusted',
  title: { en: 'The answer is not signed by the platform', zh: '应答的签名不可信' },
  cause: {
    en: 'The platform’s public key in the profile is not the one of this environment, or somebody changed the answer on its way.',
    zh: '凭证中的平台公钥与该环境不符，或应答在途中被改动。',
  },
  message: ({ reason }) => ANSWER_REASONS[reason],
  hints: ({ connector }) => [
    {
      text: { en: 'Check the keys of the profile.', zh: '检查凭证中的密钥。' },
      command: `integ doctor --only credential`,
    },
    {
      text: { en: 'See which credential was used.', zh: '查看使用的是哪个凭证。' },
      command: `integ whoami ${connector}`,
    },
  ],
})

const ANSWER_REASONS: Readonly<Record<'missing' | 'unknown-key' | 'expired' | 'mismatch', Text>> = {
  missing: { en: 'The answer carries no signature, so it cannot be trusted.', zh: '应答没有签名，不可信任。' },
  'unknown-key': {
    en: 'The answer is signed with a key that the profile does not know.',
    zh: '应答使用了凭证中没有的密钥签名。',
  },
  expired: { en: 'The signature of the answer is too old.', zh: '应答的签名已过期。' },
  mismatch: { en: 'The signature of the answer does not match its content.', zh: '应答的签名与内容不符。' },
}

export const answerNotJson = defineError<{ operation: string; bytes: number }>({
  code: 'answer-not-json',
  category: 'untrusted',
  title: { en: 'The answer says JSON and is not', zh: '应答声明为 JSON，却无法解析' },
  cause: {
    en: 'The answer was cut on its way, or something between here and the platform replaced it.',
    zh: '应答在途中被截断，或被中间的代理替换。',
  },
  message: ({ operation, bytes }) => ({
    en: `${operation}: the answer of ${bytes} bytes is named JSON and cannot be read as JSON, so it is not used.`,
    zh: `${operation}：应答（${bytes} 字节）声明为 JSON，却无法按 JSON 解析，因此未采用。`,
  }),
  hints: () => [
    {
      text: {
        en: 'The request was sent. Before you repeat one that changes something, ask the platform for its state.',
        zh: '请求已经发出。如果它会改变数据，重试前请先查询其状态。',
      },
    },
  ],
})

export const unknownCode = defineError<{ code: string; nearest: string | undefined }>({
  code: 'unknown-code',
  category: 'check',
  title: { en: 'No explanation for this code', zh: '没有该错误码的说明' },
  cause: {
    en: 'No connector’s catalogue and no error of integ has this code.',
    zh: '各连接器的错误目录与 integ 自身都没有这个错误码。',
  },
  message: ({ code }) => ({ en: `Nothing is known about "${code}".`, zh: `没有关于“${code}”的说明。` }),
  hints: ({ nearest }) => [
    ...(nearest
      ? [
          {
            text: { en: `Did you mean ${nearest}?`, zh: `是不是想查 ${nearest}？` },
            command: `integ explain ${nearest}`,
          },
        ]
      : []),
    {
      text: {
        en: 'Give the code as the platform writes it, such as isv.invalid-signature.',
        zh: '请按平台的原文给出错误码，例如 isv.invalid-signature。',
      },
    },
  ],
})
