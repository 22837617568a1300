import type { CredentialField } from '../../sdk/index.ts'

/** What certificate mode needs besides the private key [DOC 02kdne]. */
export const certificateFields: readonly CredentialField[] = [
  {
    name: 'app_cert',
    label: { en: 'Application certificate (certificate mode)', zh: '应用公钥证书（证书模式）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'Certificate mode only: appCertPublicKey_….crt, downloaded from the app’s “接口加签方式”.',
      zh: '仅证书模式：在应用的“接口加签方式”中下载的 appCertPublicKey_….crt。',
    },
    exportAs: { file: 'appCertPublicKey.crt', envFile: 'ALIPAY_APP_CERT_PATH' },
  },
  {
    name: 'alipay_cert',
    label: { en: 'Alipay certificate (certificate mode)', zh: '支付宝公钥证书（证书模式）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'Certificate mode only: alipayCertPublicKey_RSA2.crt. Certificates that the platform issues later are downloaded when they are met.',
      zh: '仅证书模式：alipayCertPublicKey_RSA2.crt。平台之后签发的新证书会在遇到时自动下载。',
    },
    exportAs: { file: 'alipayCertPublicKey_RSA2.crt', envFile: 'ALIPAY_PUBLIC_CERT_PATH' },
  },
  {
    name: 'alipay_root_cert',
    label: { en: 'Alipay root certificates (certificate mode)', zh: '支付宝根证书（证书模式）' },
    secret: false,
    format: 'pem',
    optional: true,
    help: {
      en: 'Certificate mode only: alipayRootCert.crt, the whole bundle.',
      zh: '仅证书模式：alipayRootCert.crt，整个文件。',
    },
    exportAs: { file: 'alipayRootCert.crt', envFile: 'ALIPAY_ROOT_CERT_PATH' },
  },
]
