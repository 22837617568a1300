import type { Clock, Credential, CredentialProblem, Sdk, Text } from '../../sdk/index.ts'
import { readable } from './certificates.ts'

type Kind = 'private' | 'certificate' | 'public' | 'none'

/** Mistakes that can be told without asking the platform. Empty when the credential looks right. */
export const inspectCredential = (sdk: Sdk, credential: Credential, clock: Clock): CredentialProblem[] => {
  const found: CredentialProblem[] = []
  const say = (field: string, [problem, fix]: readonly [Text, Text]) => void found.push({ field, problem, fix })
  const of = (name: string) => credential[name] ?? ''

  if (!/^\d{1,32}$/.test(of('mchid'))) say('mchid', MCHID)
  if (!/^wx[0-9a-f]{16}$/.test(of('appid'))) say('appid', APPID)
  if (!/^[0-9a-f]{40}$/i.test(of('serial_no'))) say('serial_no', SERIAL)
  // Exactly 32 characters, used as bytes: anything else decrypts nothing [DOC 4012071382].
  if (Buffer.byteLength(of('apiv3_key')) !== 32) say('apiv3_key', APIV3_KEY)

  const own = kindOf(sdk, of('private_key'))
  if (own === 'certificate' || own === 'public') say('private_key', NOT_PRIVATE)
  if (own === 'none') say('private_key', UNREADABLE)

  if (!of('public_key') && !of('platform_certificate')) say('public_key', NOTHING_TO_VERIFY)
  if (of('public_key')) found.push(...publicKeyProblems(sdk, credential))
  if (!of('public_key_id') !== !of('public_key')) say(of('public_key') ? 'public_key_id' : 'public_key', HALF_A_KEY)
  if (of('public_key_id') && !/^PUB_KEY_ID_\d+$/.test(of('public_key_id'))) say('public_key_id', KEY_ID)
  found.push(...certificateProblems(sdk, credential, clock))
  return found
}

function publicKeyProblems(sdk: Sdk, credential: Credential): CredentialProblem[] {
  const { public_key: given = '', private_key: own = '' } = credential
  const kind = kindOf(sdk, given)
  const problem = (texts: readonly [Text, Text]) => [{ field: 'public_key', problem: texts[0], fix: texts[1] }]
  if (kind === 'private') return problem(PRIVATE_AS_PUBLIC)
  if (kind === 'certificate') return problem(CERTIFICATE_AS_KEY)
  if (kind === 'none') return problem(UNREADABLE)
  return kindOf(sdk, own) === 'private' && sdk.crypto.sameKeyPair(own, given) ? problem(OWN_AS_PLATFORM) : []
}

function certificateProblems(sdk: Sdk, credential: Credential, clock: Clock): CredentialProblem[] {
  const found: CredentialProblem[] = []
  const { private_key: own = '', merchant_certificate: mine = '', platform_certificate: theirs = '' } = credential
  const hasOwn = kindOf(sdk, own) === 'private'
  const say = (field: string, [problem, fix]: readonly [Text, Text]) => void found.push({ field, problem, fix })
  const merchant = readable(sdk, mine)
  if (mine && !merchant) say('merchant_certificate', NO_CERTIFICATE)
  if (merchant && hasOwn && !sdk.crypto.sameKeyPair(own, mine)) say('merchant_certificate', NOT_A_PAIR)
  if (merchant && merchant.serial !== (credential['serial_no'] ?? '').toUpperCase()) say('serial_no', OTHER_SERIAL)
  if (merchant && merchant.notAfter < clock.now()) say('merchant_certificate', EXPIRED)
  if (!theirs) return found
  const bundle = sdk.certificateFacts.splitBundle(theirs)
  const facts = bundle.map((pem) => readable(sdk, pem))
  if (bundle.length === 0 || facts.includes(undefined)) say('platform_certificate', NO_CERTIFICATE)
  else if (hasOwn && bundle.some((pem) => sdk.crypto.sameKeyPair(own, pem))) say('platform_certificate', MERCHANT_THERE)
  else if (facts.every((one) => (one?.notAfter ?? 0) < clock.now())) say('platform_certificate', PLATFORM_EXPIRED)
  return found
}

function kindOf(sdk: Sdk, text: string): Kind {
  if (text.includes('BEGIN CERTIFICATE')) return readable(sdk, text) ? 'certificate' : 'none'
  if (works(() => sdk.crypto.readPrivateKey(text))) return 'private'
  return works(() => sdk.crypto.readPublicKey(text)) ? 'public' : 'none'
}

function works(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}

const WHOLE_FILE = { en: 'Give the whole PEM file.', zh: '请提供完整的 PEM 文件。' }
const MCHID = [
  { en: 'A merchant number has digits only.', zh: '商户号应为纯数字。' },
  { en: 'Copy it from Account centre, Merchant information.', zh: '请在“账户中心 → 商户信息”中复制。' },
] as const
const APPID = [
  { en: 'An app id is wx and sixteen hexadecimal digits.', zh: 'AppID 应为 wx 加 16 位十六进制字符。' },
  {
    en: 'Copy the app id that is bound to the merchant number; the secret of the app does not belong here.',
    zh: '请复制与商户号绑定的 AppID；这里不应填写 AppSecret。',
  },
] as const
const SERIAL = [
  { en: 'The serial number has forty hexadecimal digits.', zh: '证书序列号应为 40 位十六进制字符。' },
  {
    en: 'Read it with: openssl x509 -in apiclient_cert.pem -noout -serial',
    zh: '可用以下命令查看：openssl x509 -in apiclient_cert.pem -noout -serial',
  },
] as const
const APIV3_KEY = [
  { en: 'The APIv3 key has exactly 32 characters.', zh: 'APIv3 密钥应正好为 32 个字符。' },
  {
    en: 'It is not the APIv2 key and not base64: use the text that was typed into the console.',
    zh: '它不是 APIv2 密钥，也无需 base64 编码：请使用在商户平台设置的原文。',
  },
] as const
const NOT_PRIVATE = [
  { en: 'The merchant private key belongs here.', zh: '这里应填写商户 API 私钥。' },
  { en: 'Use apiclient_key.pem, not apiclient_cert.pem.', zh: '请使用 apiclient_key.pem，而不是 apiclient_cert.pem。' },
] as const
const UNREADABLE = [{ en: 'The key cannot be read.', zh: '无法解析该密钥。' }, WHOLE_FILE] as const
const PRIVATE_AS_PUBLIC = [
  { en: 'This is a private key; the WeChat Pay public key belongs here.', zh: '这里填的是私钥，应为微信支付公钥。' },
  {
    en: 'Download pub_key.pem from API security. If this private key was shown to anyone, replace it.',
    zh: '请在“API 安全”中下载 pub_key.pem。如果该私钥已外泄，请更换。',
  },
] as const
const CERTIFICATE_AS_KEY = [
  { en: 'This is a certificate; the WeChat Pay public key belongs here.', zh: '这里填的是证书，应为微信支付公钥。' },
  {
    en: 'Put a platform certificate into platform_certificate, or download pub_key.pem.',
    zh: '平台证书请填入 platform_certificate；或下载 pub_key.pem。',
  },
] as const
const OWN_AS_PLATFORM = [
  {
    en: 'This is the public half of your own key, not the key of WeChat Pay: every answer will look forged.',
    zh: '这是商户自己的公钥，不是微信支付公钥：所有应答都会验签失败。',
  },
  { en: 'Download pub_key.pem from API security.', zh: '请在“API 安全”中下载 pub_key.pem。' },
] as const
const NOTHING_TO_VERIFY = [
  { en: 'Nothing verifies the answers of the platform.', zh: '没有可用于验证平台应答的密钥。' },
  {
    en: 'Give the WeChat Pay public key with its id, or a platform certificate.',
    zh: '请填写微信支付公钥及其 ID，或填写平台证书。',
  },
] as const
const HALF_A_KEY = [
  {
    en: 'The public key and its id go together, and one of them is missing.',
    zh: '微信支付公钥与公钥 ID 需同时填写，目前缺少其一。',
  },
  { en: 'Both stand side by side in API security.', zh: '两者均可在“API 安全”中查看。' },
] as const
const KEY_ID = [
  { en: 'The id of the public key begins with PUB_KEY_ID_.', zh: '公钥 ID 应以 PUB_KEY_ID_ 开头。' },
  { en: 'Copy it with its prefix.', zh: '请连同前缀一起复制。' },
] as const
const NO_CERTIFICATE = [
  { en: 'It is not a certificate.', zh: '不是证书。' },
  { en: 'Give the PEM file that begins with BEGIN CERTIFICATE.', zh: '请提供以 BEGIN CERTIFICATE 开头的 PEM 文件。' },
] as const
const NOT_A_PAIR = [
  {
    en: 'The private key does not belong to this certificate: requests would be refused with SIGN_ERROR.',
    zh: '私钥与该证书不匹配：请求会被拒绝（SIGN_ERROR）。',
  },
  { en: 'Use apiclient_key.pem of the same application.', zh: '请使用同一次申请得到的 apiclient_key.pem。' },
] as const
const OTHER_SERIAL = [
  {
    en: 'The serial number is not that of the merchant certificate.',
    zh: '填写的序列号与商户 API 证书的序列号不一致。',
  },
  SERIAL[1],
] as const
const EXPIRED = [
  { en: 'The merchant certificate has expired.', zh: '商户 API 证书已过期。' },
  { en: 'Apply for a new one in API security.', zh: '请在“API 安全”中更换证书。' },
] as const
const MERCHANT_THERE = [
  {
    en: 'This is your own merchant certificate; the certificate of the platform belongs here.',
    zh: '这里填的是商户 API 证书，应为微信支付平台证书。',
  },
  {
    en: 'Download it from GET /v3/certificates, or use the WeChat Pay public key.',
    zh: '请通过 GET /v3/certificates 下载平台证书，或改用微信支付公钥。',
  },
] as const
const PLATFORM_EXPIRED = [
  { en: 'The platform certificate has expired.', zh: '平台证书已过期。' },
  { en: 'Download the current ones from GET /v3/certificates.', zh: '请通过 GET /v3/certificates 下载最新证书。' },
] as const
