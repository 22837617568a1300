import { defineError } from '../integ-error.ts'

export const rotationUnsupported = defineError<{ connector: string }>({
  code: 'rotation-unsupported',
  category: 'usage',
  title: { en: 'The platform does not change its keys', zh: '该平台不更换密钥' },
  cause: {
    en: 'None of the connector’s ways to sign knows a rotation.',
    zh: '该连接器的签名方式都不支持更换平台密钥。',
  },
  message: ({ connector }) => ({
    en: `${connector} has no platform keys that can be rotated.`,
    zh: `${connector} 没有可更换的平台密钥。`,
  }),
  hints: () => [],
})

export const rotationUnsaved = defineError<{ connector: string }>({
  code: 'rotation-unsaved',
  category: 'filesystem',
  title: { en: 'The new keys cannot be saved', zh: '新密钥无法保存' },
  cause: {
    en: 'The profile store cannot be written, so every command has keys of its own.',
    zh: '凭证库不可写，因此每次运行都使用临时密钥。',
  },
  message: ({ connector }) => ({
    en: `The local credential of ${connector} is not saved, so there is nothing to rotate.`,
    zh: `${connector} 的本地凭证没有保存，无法更换密钥。`,
  }),
  hints: () => [{ text: { en: 'See what is wrong with the store.', zh: '检查凭证库。' }, command: 'integ doctor' }],
})
