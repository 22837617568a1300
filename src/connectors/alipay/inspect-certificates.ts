import type { Clock, Credential, CredentialProblem, Sdk } from '../../sdk/index.ts'
import { rootSn } from './certificate-sn.ts'
import { readable } from './readable.ts'

const FIELDS = ['app_cert', 'alipay_cert', 'alipay_root_cert'] as const

/** Mistakes in certificates that can be told without asking the platform. Nothing to say without certificates. */
export const inspectCertificates = (sdk: Sdk, credential: Credential, clock: Clock): readonly CredentialProblem[] => {
  const given = FIELDS.filter((field) => credential[field])
  if (given.length === 0) return []
  const missing = FIELDS.filter((field) => !credential[field])
  if (missing.length > 0) return missing.map(incomplete)
  const unreadable = FIELDS.filter(
    (field) => !readable(() => sdk.certificateFacts.readCertificate(credential[field] ?? '')),
  )
  if (unreadable.length > 0) return unreadable.map((field) => ({ field, ...UNREADABLE }))
  const {
    app_cert: app = '',
    alipay_cert: platform = '',
    alipay_root_cert: root = '',
    private_key: own = '',
  } = credential
  const problems: CredentialProblem[] = []
  if (readable(() => sdk.crypto.readPrivateKey(own)) && !fits(sdk, own, app)) {
    const swapped = fits(sdk, own, platform)
    problems.push({ field: 'app_cert', ...(swapped ? SWAPPED : NOT_A_PAIR) })
  }
  for (const field of ['app_cert', 'alipay_cert'] as const)
    if (sdk.certificateFacts.readCertificate(credential[field] ?? '').notAfter < clock.now())
      problems.push({ field, ...EXPIRED })
  if (rootSn(sdk, root) === '') problems.push({ field: 'alipay_root_cert', ...NO_ROOT })
  return problems
}

const fits = (sdk: Sdk, own: string, certificate: string): boolean => sdk.crypto.sameKeyPair(own, certificate)

const incomplete = (field: string): CredentialProblem => ({
  field,
  problem: {
    en: 'Certificate mode needs all three certificates; this one is missing.',
    zh: '证书模式需要三份证书，缺少这一份。',
  },
  fix: {
    en: 'Download it from the app’s “接口加签方式”, or leave all three out for public key mode.',
    zh: '请在应用的“接口加签方式”中下载；若使用公钥模式，三份都不要填写。',
  },
})
const UNREADABLE = {
  problem: { en: 'The certificate cannot be read.', zh: '无法解析该证书。' },
  fix: {
    en: 'Give the whole .crt file, from -----BEGIN CERTIFICATE----- to the end.',
    zh: '请提供完整的 .crt 文件，从 -----BEGIN CERTIFICATE----- 到结尾。',
  },
}
const NOT_A_PAIR = {
  problem: {
    en: 'The certificate is not of this application private key: every call will be refused.',
    zh: '该证书与应用私钥不匹配，所有调用都会验签失败。',
  },
  fix: {
    en: 'Use the private key with which the certificate was requested, or request a new certificate.',
    zh: '请使用申请该证书时的私钥，或重新申请证书。',
  },
}
const SWAPPED = {
  problem: { en: 'The two certificates are swapped.', zh: '应用公钥证书与支付宝公钥证书填反了。' },
  fix: {
    en: 'appCertPublicKey_….crt belongs here, alipayCertPublicKey_RSA2.crt is the other.',
    zh: '这里应为 appCertPublicKey_….crt，另一份才是 alipayCertPublicKey_RSA2.crt。',
  },
}
const EXPIRED = {
  problem: { en: 'The certificate has expired.', zh: '该证书已过期。' },
  fix: { en: 'Download the current one from the console.', zh: '请在控制台下载当前有效的证书。' },
}
const NO_ROOT = {
  problem: {
    en: 'There is no root signed with RSA in it, so it has no serial number.',
    zh: '其中没有 RSA 签名的根证书，无法计算序列号。',
  },
  fix: {
    en: 'Use alipayRootCert.crt as it is downloaded, the whole bundle.',
    zh: '请使用下载的 alipayRootCert.crt 整个文件。',
  },
}
