import type { CredentialField } from '../../sdk/index.ts'

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
    exportAs: { env: 'ALIPAY_PUBLIC_KEY', file: 'platform-public-key.pem' },
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
]
