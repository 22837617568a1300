/** What is wrong with a field, and what to do: pairs of texts. */

const WHOLE_FILE = { en: 'Give the whole PEM file.', zh: '请提供完整的 PEM 文件。' }
export const MCHID = [
  { en: 'A merchant number has digits only.', zh: '商户号应为纯数字。' },
  { en: 'Copy it from Account centre, Merchant information.', zh: '请在“账户中心 → 商户信息”中复制。' },
] as const
export const APPID = [
  { en: 'An app id is wx and sixteen hexadecimal digits.', zh: 'AppID 应为 wx 加 16 位十六进制字符。' },
  {
    en: 'Copy the app id that is bound to the merchant number; the secret of the app does not belong here.',
    zh: '请复制与商户号绑定的 AppID；这里不应填写 AppSecret。',
  },
] as const
export const SERIAL = [
  { en: 'The serial number has forty hexadecimal digits.', zh: '证书序列号应为 40 位十六进制字符。' },
  {
    en: 'Read it with: openssl x509 -in apiclient_cert.pem -noout -serial',
    zh: '可用以下命令查看：openssl x509 -in apiclient_cert.pem -noout -serial',
  },
] as const
export const APIV3_KEY = [
  { en: 'The APIv3 key has exactly 32 characters.', zh: 'APIv3 密钥应正好为 32 个字符。' },
  {
    en: 'It is not the APIv2 key and not base64: use the text that was typed into the console.',
    zh: '它不是 APIv2 密钥，也无需 base64 编码：请使用在商户平台设置的原文。',
  },
] as const
export const NOT_PRIVATE = [
  { en: 'The merchant private key belongs here.', zh: '这里应填写商户 API 私钥。' },
  { en: 'Use apiclient_key.pem, not apiclient_cert.pem.', zh: '请使用 apiclient_key.pem，而不是 apiclient_cert.pem。' },
] as const
export const UNREADABLE = [{ en: 'The key cannot be read.', zh: '无法解析该密钥。' }, WHOLE_FILE] as const
export const PRIVATE_AS_PUBLIC = [
  { en: 'This is a private key; the WeChat Pay public key belongs here.', zh: '这里填的是私钥，应为微信支付公钥。' },
  {
    en: 'Download pub_key.pem from API security. If this private key was shown to anyone, replace it.',
    zh: '请在“API 安全”中下载 pub_key.pem。如果该私钥已外泄，请更换。',
  },
] as const
export const CERTIFICATE_AS_KEY = [
  { en: 'This is a certificate; the WeChat Pay public key belongs here.', zh: '这里填的是证书，应为微信支付公钥。' },
  {
    en: 'Put a platform certificate into platform_certificate, or download pub_key.pem.',
    zh: '平台证书请填入 platform_certificate；或下载 pub_key.pem。',
  },
] as const
export const OWN_AS_PLATFORM = [
  {
    en: 'This is the public half of your own key, not the key of WeChat Pay: every answer will look forged.',
    zh: '这是商户自己的公钥，不是微信支付公钥：所有应答都会验签失败。',
  },
  { en: 'Download pub_key.pem from API security.', zh: '请在“API 安全”中下载 pub_key.pem。' },
] as const
export const NOTHING_TO_VERIFY = [
  { en: 'Nothing verifies the answers of the platform.', zh: '没有可用于验证平台应答的密钥。' },
  {
    en: 'Give the WeChat Pay public key with its id, or a platform certificate.',
    zh: '请填写微信支付公钥及其 ID，或填写平台证书。',
  },
] as const
export const HALF_A_KEY = [
  {
    en: 'The public key and its id go together, and one of them is missing.',
    zh: '微信支付公钥与公钥 ID 需同时填写，目前缺少其一。',
  },
  { en: 'Both stand side by side in API security.', zh: '两者均可在“API 安全”中查看。' },
] as const
export const KEY_ID = [
  { en: 'The id of the public key begins with PUB_KEY_ID_.', zh: '公钥 ID 应以 PUB_KEY_ID_ 开头。' },
  { en: 'Copy it with its prefix.', zh: '请连同前缀一起复制。' },
] as const
export const NO_CERTIFICATE = [
  { en: 'It is not a certificate.', zh: '不是证书。' },
  { en: 'Give the PEM file that begins with BEGIN CERTIFICATE.', zh: '请提供以 BEGIN CERTIFICATE 开头的 PEM 文件。' },
] as const
export const NOT_A_PAIR = [
  {
    en: 'The private key does not belong to this certificate: requests would be refused with SIGN_ERROR.',
    zh: '私钥与该证书不匹配：请求会被拒绝（SIGN_ERROR）。',
  },
  { en: 'Use apiclient_key.pem of the same application.', zh: '请使用同一次申请得到的 apiclient_key.pem。' },
] as const
export const OTHER_SERIAL = [
  {
    en: 'The serial number is not that of the merchant certificate.',
    zh: '填写的序列号与商户 API 证书的序列号不一致。',
  },
  SERIAL[1],
] as const
export const EXPIRED = [
  { en: 'The merchant certificate has expired.', zh: '商户 API 证书已过期。' },
  { en: 'Apply for a new one in API security.', zh: '请在“API 安全”中更换证书。' },
] as const
export const MERCHANT_THERE = [
  {
    en: 'This is your own merchant certificate; the certificate of the platform belongs here.',
    zh: '这里填的是商户 API 证书，应为微信支付平台证书。',
  },
  {
    en: 'Download it from GET /v3/certificates, or use the WeChat Pay public key.',
    zh: '请通过 GET /v3/certificates 下载平台证书，或改用微信支付公钥。',
  },
] as const
export const PLATFORM_EXPIRED = [
  { en: 'The platform certificate has expired.', zh: '平台证书已过期。' },
  { en: 'Download the current ones from GET /v3/certificates.', zh: '请通过 GET /v3/certificates 下载最新证书。' },
] as const
