import type { CredentialField } from '../../sdk/index.ts'

/** What `login` asks for, and where the merchant platform (pay.weixin.qq.com) shows it [DOC 4013070756, 4012154180]. */
export const credentialFields: readonly CredentialField[] = [
  {
    name: 'mchid',
    label: { en: 'Merchant number (mchid)', zh: '商户号 mchid' },
    secret: false,
    format: 'text',
    help: {
      en: 'Digits, usually ten. pay.weixin.qq.com, Account centre, Merchant information.',
      zh: '纯数字，通常 10 位。位置：商户平台 → 账户中心 → 商户信息。',
    },
    exportAs: { env: 'WECHAT_PAY_MCHID' },
  },
  {
    name: 'appid',
    label: { en: 'App ID', zh: 'AppID' },
    secret: false,
    format: 'text',
    help: {
      en: 'wx and sixteen hexadecimal digits: the official account, mini program or app that is bound to the merchant number.',
      zh: 'wx 加 16 位十六进制字符：已与商户号绑定的公众号、小程序或移动应用。',
    },
    exportAs: { env: 'WECHAT_PAY_APPID' },
  },
  {
    name: 'serial_no',
    label: { en: 'Serial number of the merchant certificate', zh: '商户 API 证书序列号' },
    secret: false,
    format: 'text',
    help: {
      en: 'Forty hexadecimal digits of your own certificate (apiclient_cert.pem), not of the platform’s. Account centre, API security.',
      zh: '40 位十六进制，是商户自己的证书（apiclient_cert.pem）的序列号，不是平台证书的。位置：账户中心 → API 安全。',
    },
    exportAs: { env: 'WECHAT_PAY_SERIAL_NO' },
  },
  {
    name: 'private_key',
    label: { en: 'Merchant private key (apiclient_key.pem)', zh: '商户 API 私钥（apiclient_key.pem）' },
    secret: true,
    format: 'pem',
    help: {
      en: 'The key of the merchant certificate, as the certificate tool wrote it. It never leaves you.',
      zh: '申请商户 API 证书时由证书工具生成的私钥，仅商户自己持有。',
    },
    exportAs: {
      env: 'WECHAT_PAY_PRIVATE_KEY',
      file: 'apiclient_key.pem',
      envFile: 'WECHAT_PAY_PRIVATE_KEY_PATH',
      // As the certificate tool writes it; the SDKs for Go and Java read nothing else [DOC 4024350132].
      keyForm: 'pkcs8',
    },
  },
  {
    name: 'apiv3_key',
    label: { en: 'APIv3 key', zh: 'APIv3 密钥' },
    secret: true,
    format: 'text',
    help: {
      en: 'Exactly 32 characters, set by yourself in Account centre, API security. It opens notifications and certificates; without one the platform sends no notifications.',
      zh: '正好 32 个字符，由商户在“账户中心 → API 安全”中自行设置。用于解密回调与平台证书；未设置则不会收到回调。',
    },
    exportAs: { env: 'WECHAT_PAY_APIV3_KEY' },
  },
  {
    name: 'public_key_id',
    label: { en: 'Id of the WeChat Pay public key', zh: '微信支付公钥 ID' },
    secret: false,
    format: 'text',
    optional: true,
    help: {
      en: 'PUB_KEY_ID_ and digits. With it and the public key, no platform certificate is needed (the recommended way).',
      zh: 'PUB_KEY_ID_ 加数字。配合微信支付公钥使用，即可不再依赖平台证书（官方推荐）。',
    },
    exportAs: { env: 'WECHAT_PAY_PUBLIC_KEY_ID' },
  },
  {
    name: 'public_key',
    label: { en: 'WeChat Pay public key (pub_key.pem)', zh: '微信支付公钥（pub_key.pem）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'Downloaded from Account centre, API security. It verifies answers and notifications.',
      zh: '在“账户中心 → API 安全”下载，用于验证应答与回调的签名。',
    },
    exportAs: { env: 'WECHAT_PAY_PUBLIC_KEY', file: 'pub_key.pem', envFile: 'WECHAT_PAY_PUBLIC_KEY_PATH' },
  },
  {
    name: 'platform_certificate',
    label: { en: 'Platform certificates', zh: '微信支付平台证书' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'The older alternative to the public key; several certificates may follow one another. GET /v3/certificates gives them.',
      zh: '微信支付公钥之前的验签方式，可依次填入多张证书；可通过 GET /v3/certificates 获取。',
    },
    exportAs: { file: 'wechatpay_cert.pem', envFile: 'WECHAT_PAY_PLATFORM_CERTIFICATE_PATH' },
  },
  {
    name: 'merchant_certificate',
    label: { en: 'Merchant certificate (apiclient_cert.pem)', zh: '商户 API 证书（apiclient_cert.pem）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'Your own certificate. The local sandbox checks your signatures with it and encrypts sensitive members of answers for it.',
      zh: '商户自己的证书。本地沙箱用它验证你的签名，并用它加密应答中的敏感字段。',
    },
    exportAs: { file: 'apiclient_cert.pem', envFile: 'WECHAT_PAY_CERTIFICATE_PATH' },
  },
  {
    name: 'platform_private_key',
    label: { en: 'Platform private key (local sandbox only)', zh: '平台私钥（仅本地沙箱）' },
    secret: true,
    format: 'pem',
    optional: true,
    help: {
      en: 'The other half of the WeChat Pay public key: lets the local sandbox sign. Nobody has this key of the real platform.',
      zh: '与微信支付公钥配对，供本地沙箱代替平台签名。真实平台的这把私钥不对外提供。',
    },
  },
  {
    name: 'platform_certificate_key',
    label: { en: 'Keys of the platform certificates (local sandbox only)', zh: '平台证书私钥（仅本地沙箱）' },
    secret: true,
    format: 'pem',
    optional: true,
    help: {
      en: 'The private keys behind the platform certificates of the local sandbox.',
      zh: '本地沙箱的平台证书所对应的私钥。',
    },
  },
]
