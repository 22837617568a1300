import type { Clock, Credential, Random, Sdk } from '../../sdk/index.ts'

const YEAR = 365 * 24 * 60 * 60 * 1000
/** About five years [DOC]. */
const LIFETIME = 5 * YEAR
const ROOT_LIFETIME = 20 * YEAR

const ROOT = [
  ['C', 'CN'],
  ['O', 'Local Sandbox'],
  ['OU', 'Certification Authority'],
  ['CN', 'Local Sandbox Root R1'],
] as const

/** A throw-away app with the keys of both signing modes and both parties. */
export const mintCredential = async (sdk: Sdk, random: Random, clock: Clock): Promise<Credential> => {
  const { issueCertificate } = await sdk.certificates()
  const application = sdk.crypto.generateRsaPair()
  const platform = sdk.crypto.generateRsaPair()
  const root = sdk.crypto.generateRsaPair()
  // Sandbox app ids look like this: sixteen digits, 9021 in front [LIVE: shapes of examples].
  const appId = `9021${digits(random, 12)}`
  const notBefore = clock.now() - YEAR
  const issued = { issuer: ROOT, issuerPrivateKey: root.privateKey, notBefore }
  const rootCert = issueCertificate({
    ...issued,
    serial: serial(random),
    subject: ROOT,
    subjectPublicKey: root.publicKey,
    notAfter: clock.now() + ROOT_LIFETIME,
    authority: true,
  })
  const appCert = issueCertificate({
    ...issued,
    serial: serial(random),
    subject: [
      ['C', 'CN'],
      ['O', 'Local Merchant'],
      ['CN', appId],
    ],
    subjectPublicKey: application.publicKey,
    notAfter: clock.now() + LIFETIME,
  })
  const platformCert = await issuePlatformCertificate(sdk, {
    publicKey: platform.publicKey,
    rootKey: root.privateKey,
    random,
    clock,
  })
  return {
    app_id: appId,
    private_key: application.privateKey,
    app_public_key: application.publicKey,
    alipay_public_key: platform.publicKey,
    platform_private_key: platform.privateKey,
    app_cert: appCert,
    alipay_cert: platformCert,
    alipay_root_cert: rootCert,
    root_private_key: root.privateKey,
    aes_key: Buffer.from(random.bytes(16)).toString('base64'),
  }
}

/** The platform certificate is issued again with the same key and another serial number [DOC]; partners keep the old one. */
export const rotateCertificate = async (
  sdk: Sdk,
  credential: Credential,
  random: Random,
  clock: Clock,
): Promise<Credential> => {
  const { root_private_key: rootKey, platform_private_key: own } = credential
  if (!rootKey || !own)
    throw sdk.refuseAction({
      en: 'Only a credential with the sandbox’s own certificates can be rotated. Remove this one, and a new one is made.',
      zh: '只有带沙箱自有证书的凭证才能轮换。删除该凭证后会重新生成。',
    })
  const publicKey = sdk.crypto.publicHalf(own)
  const fresh = await issuePlatformCertificate(sdk, { publicKey, rootKey, random, clock })
  return { ...credential, platform_certs: `${fresh}${credential['platform_certs'] ?? credential['alipay_cert'] ?? ''}` }
}

interface Issue {
  readonly publicKey: string
  readonly rootKey: string
  readonly random: Random
  readonly clock: Clock
}

const issuePlatformCertificate = async (sdk: Sdk, { publicKey, rootKey, random, clock }: Issue): Promise<string> => {
  const { issueCertificate } = await sdk.certificates()
  return issueCertificate({
    serial: serial(random),
    issuer: ROOT,
    issuerPrivateKey: rootKey,
    subject: [
      ['C', 'CN'],
      ['O', 'Local Sandbox'],
      ['OU', 'Platform'],
      ['CN', 'Local Sandbox Platform'],
    ],
    subjectPublicKey: publicKey,
    notBefore: clock.now() - YEAR,
    notAfter: clock.now() + LIFETIME,
  })
}

/** Sixteen bytes without a zero in front. */
function serial(random: Random): string {
  return `2${Buffer.from(random.bytes(16)).toString('hex').slice(1)}`
}

function digits(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => byte % 10).join('')
}
