import type { Clock, Credential, CredentialProblem, Sdk, Text } from '../../sdk/index.ts'
import { inspectCertificates } from './inspect-certificates.ts'
import { inspectSettings } from './inspect-settings.ts'
import { readable } from './readable.ts'

type Half = 'private' | 'public' | 'none'

/** Mistakes that can be told without asking the platform. Empty when the credential looks right. */
export const inspectCredential = (
  sdk: Sdk,
  credential: Credential,
  environment: string,
  clock: Clock,
): CredentialProblem[] => {
  const found: CredentialProblem[] = []
  const say = (field: string, problem: Text, fix: Text) => void found.push({ field, problem, fix })

  const appId = credential['app_id'] ?? ''
  if (!/^\d{16}$/.test(appId)) say('app_id', APP_ID_SHAPE.problem, APP_ID_SHAPE.fix)
  // Ids that start with 9021 exist in the sandbox only [LIVE: shapes of examples: shapes seen in examples].
  else if (environment === 'production' && appId.startsWith('9021')) say('app_id', SANDBOX_ID.problem, SANDBOX_ID.fix)

  const own = credential['private_key'] ?? ''
  const theirs = credential['alipay_public_key'] ?? ''
  const ownHalf = half(sdk, own)
  // In certificate mode the platform's certificate takes the place of its key.
  const theirHalf = theirs === '' && credential['alipay_cert'] ? 'public' : half(sdk, theirs)
  if (ownHalf === 'public') say('private_key', PUBLIC_AS_PRIVATE.problem, PUBLIC_AS_PRIVATE.fix)
  if (ownHalf === 'none') say('private_key', UNREADABLE_PRIVATE.problem, UNREADABLE_PRIVATE.fix)
  if (theirHalf === 'private') say('alipay_public_key', PRIVATE_AS_PUBLIC.problem, PRIVATE_AS_PUBLIC.fix)
  if (theirHalf === 'none') say('alipay_public_key', UNREADABLE_PUBLIC.problem, UNREADABLE_PUBLIC.fix)
  // RSA2 keys have at least 2048 bits [DOC 02kdnf].
  if (ownHalf === 'private' && bits(sdk, own) < 2048) say('private_key', SHORT_KEY.problem, SHORT_KEY.fix)
  if (ownHalf === 'private' && theirs !== '' && theirHalf === 'public' && sdk.crypto.sameKeyPair(own, theirs)) {
    say('alipay_public_key', OWN_PUBLIC.problem, OWN_PUBLIC.fix)
  }
  return [...found, ...inspectCertificates(sdk, credential, clock), ...inspectSettings(sdk, credential)]
}

function half(sdk: Sdk, text: string): Half {
  if (readable(() => sdk.crypto.readPrivateKey(text))) return 'private'
  return readable(() => sdk.crypto.readPublicKey(text)) ? 'public' : 'none'
}

function bits(sdk: Sdk, privateKey: string): number {
  return sdk.crypto.readPrivateKey(privateKey).asymmetricKeyDetails?.modulusLength ?? 0
}

const APP_ID_SHAPE = {
  problem: { en: 'An app id has sixteen digits.', zh: 'APPID 应为 16 位数字。' },
  fix: { en: 'Copy the APPID from the app’s page of the console.', zh: '请在控制台的应用详情页复制 APPID。' },
}
const SANDBOX_ID = {
  problem: {
    en: 'This is an app id of the sandbox (9021…); production answers isv.invalid-app-id.',
    zh: '这是沙箱应用的 APPID（9021 开头），在正式环境会得到 isv.invalid-app-id。',
  },
  fix: {
    en: 'Save it in a profile of the environment sandbox, or use the app id and keys of the production app.',
    zh: '请将其保存为 sandbox 环境的配置，或改用正式应用的 APPID 与密钥。',
  },
}
const PUBLIC_AS_PRIVATE = {
  problem: { en: 'This is a public key; a private key belongs here.', zh: '这里填的是公钥，应为私钥。' },
  fix: {
    en: 'Use the application private key that the key tool wrote beside this public key.',
    zh: '请使用密钥工具与该公钥同时生成的应用私钥。',
  },
}
const PRIVATE_AS_PUBLIC = {
  problem: { en: 'This is a private key; the Alipay public key belongs here.', zh: '这里填的是私钥，应为支付宝公钥。' },
  fix: {
    en: 'Copy the Alipay public key (支付宝公钥) from the app’s signing settings. If this private key was shown to anyone, replace it.',
    zh: '请在应用的“接口加签方式”中复制支付宝公钥。如果该私钥已外泄，请更换密钥。',
  },
}
const UNREADABLE_PRIVATE = {
  problem: { en: 'The private key cannot be read.', zh: '无法解析私钥。' },
  fix: {
    en: 'Give the whole PEM file, or the one-line base64 without blanks around it.',
    zh: '请提供完整的 PEM 文件，或不含多余空白的单行 base64。',
  },
}
const UNREADABLE_PUBLIC = {
  problem: { en: 'The Alipay public key cannot be read.', zh: '无法解析支付宝公钥。' },
  fix: UNREADABLE_PRIVATE.fix,
}
const SHORT_KEY = {
  problem: { en: 'The key is shorter than 2048 bits; RSA2 refuses it.', zh: '密钥不足 2048 位，不能用于 RSA2。' },
  fix: {
    en: 'Make a new RSA2 pair with 2048 bits and upload its public half.',
    zh: '请重新生成 2048 位的 RSA2 密钥对并上传其公钥。',
  },
}
const OWN_PUBLIC = {
  problem: {
    en: 'This is the public half of your own application key, not the key of Alipay: every answer and notification will look forged.',
    zh: '这是你自己的应用公钥，不是支付宝公钥：所有应答和异步通知都会验签失败。',
  },
  fix: {
    en: 'After you upload the application public key, the console shows the Alipay public key (支付宝公钥); copy that one.',
    zh: '上传应用公钥之后，控制台会显示“支付宝公钥”，请复制那一把。',
  },
}
