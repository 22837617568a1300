import type { CredentialField } from '../../sdk/index.ts'
import { certificateFields } from './certificate-fields.ts'

/** What `login` asks for, and where the platform's console shows it [DOC 02kdne, 02kdnf]. */
export const credentialFields: readonly CredentialField[] = [
  {
    name: 'app_id',
    label: { en: 'App ID', zh: '应用 APPID' },
    secret: false,
    format: 'text',
    help: {
      en: 'Sixteen digits. open.alipay.com, Console, your app; for the sandbox: Console, Sandbox.',
      zh: '16 位数字。位置：open.alipay.com 控制台 → 应用详情；沙箱：控制台 → 沙箱。',
    },
    exportAs: { env: 'ALIPAY_APP_ID' },
  },
  {
    name: 'private_key',
    label: { en: 'Application private key', zh: '应用私钥' },
    secret: true,
    format: 'pem',
    help: {
      en: 'The half of your own key pair that never leaves you: PEM, or the one-line base64 of the key tool (PKCS#1 or PKCS#8).',
      zh: '你自己生成的密钥对中不外传的一半：PEM，或密钥工具给出的单行 base64（PKCS#1、PKCS#8 均可）。',
    },
    exportAs: { env: 'ALIPAY_PRIVATE_KEY', file: 'app-private-key.pem' },
  },
  {
    name: 'alipay_public_key',
    label: { en: 'Alipay public key', zh: '支付宝公钥' },
    secret: false,
    format: 'pem',
    help: {
      en: 'Not the public key that you uploaded: the one that the console shows in return, in the app’s “接口加签方式” (signing settings).',
      zh: '不是你上传的应用公钥，而是上传之后控制台在“接口加签方式”中显示的那一把。',
    },
    // In certificate mode the platform's certificate takes its place.
    unless: 'alipay_cert',
    exportAs: { env: 'ALIPAY_PUBLIC_KEY', file: 'platform-public-key.pem' },
  },
  ...certificateFields,
  {
    name: 'mode',
    label: { en: 'Signing mode', zh: '加签模式' },
    secret: false,
    format: 'text',
    optional: true,
    help: {
      en: 'public-key or certificate. Only needed where the credential has what both need: then calls are signed in public key mode.',
      zh: 'public-key 或 certificate。仅当凭证同时具备两种模式所需内容时才需要；默认公钥模式。',
    },
  },
  {
    name: 'sign_type',
    label: { en: 'Signature algorithm', zh: '签名算法' },
    secret: false,
    format: 'text',
    optional: true,
    help: {
      en: 'RSA2 (SHA-256), the default, or RSA (SHA-1) for an old app. v3 has RSA2 only.',
      zh: 'RSA2（SHA-256，默认）；旧应用可用 RSA（SHA-1）。v3 仅支持 RSA2。',
    },
  },
  {
    name: 'aes_key',
    label: { en: 'Content encryption key (AES)', zh: '接口内容加密密钥（AES）' },
    secret: true,
    format: 'base64',
    optional: true,
    help: {
      en: 'Only for encrypted calls: “接口内容加密方式” of the app, base64 of 16 bytes.',
      zh: '仅加密调用需要：应用的“接口内容加密方式”，16 字节的 base64。',
    },
    exportAs: { env: 'ALIPAY_ENCRYPT_KEY' },
  },
  {
    name: 'app_public_key',
    label: { en: 'Application public key (local sandbox only)', zh: '应用公钥（仅本地沙箱）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'The public half of the application key. Only the local sandbox needs it, to check your signatures.',
      zh: '应用私钥对应的公钥。仅本地沙箱用它验证你的签名。',
    },
    exportAs: { file: 'app-public-key.pem' },
  },
  {
    name: 'platform_private_key',
    label: { en: 'Platform private key (local sandbox only)', zh: '平台私钥（仅本地沙箱）' },
    secret: true,
    format: 'pem',
    optional: true,
    help: {
      en: 'Lets the local sandbox sign answers and notifications. Nobody has this key of the real platform.',
      zh: '供本地沙箱为应答和异步通知签名。真实平台的这把私钥不对外提供。',
    },
  },
  {
    name: 'platform_certs',
    label: { en: 'Platform certificates (local sandbox only)', zh: '平台证书（仅本地沙箱）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'What the local sandbox’s platform signs with after a rotation, newest first.',
      zh: '轮换之后本地沙箱使用的平台证书，最新的在前。',
    },
  },
  {
    name: 'root_private_key',
    label: { en: 'Root private key (local sandbox only)', zh: '根证书私钥（仅本地沙箱）' },
    secret: true,
    format: 'pem',
    optional: true,
    help: {
      en: 'Issues the local sandbox’s certificates.',
      zh: '用于签发本地沙箱的证书。',
    },
  },
]
