import type { Clock, Credential, JsonObject, KeyDownload, Sdk } from '../../sdk/index.ts'
import { certificateSn } from './certificate-sn.ts'
import { readKeyId } from './key-id.ts'

/**
 * A platform certificate that the credential does not have: `alipay.open.app.alipaycert.download` [PHP AopCertClient].
 * Its answer is signed with the very key that is asked for, so what makes it trusted is the chain up to the root bundle.
 */
export const keyDownload = (sdk: Sdk): KeyDownload => ({
  operation: 'alipay.open.app.alipaycert.download',
  input: (keyId) => ({ path: {}, query: { alipay_cert_sn: readKeyId(keyId).sn ?? '' }, headers: {} }),
  learn({ value }, credential, clock) {
    const content = (value as JsonObject | null)?.['alipay_cert_content']
    const bundle = typeof content === 'string' ? Buffer.from(content, 'base64').toString('utf8') : ''
    const certificate = trusted(sdk, bundle, credential['alipay_root_cert'] ?? '', clock)
    if (!certificate) return undefined
    const known = credential['alipay_cert'] ?? ''
    return { ...credential, alipay_cert: `${certificate.trim()}\n${known.trim()}\n` }
  },
})

/** The first certificate of the bundle, when it is valid now and leads, by way of the others, to one of the roots. */
const trusted = (sdk: Sdk, bundle: string, roots: string, clock: Clock): string | undefined => {
  const { splitBundle, readCertificate, isIssuedBy } = sdk.certificateFacts
  try {
    const [first, ...between] = splitBundle(bundle)
    const anchors = splitBundle(roots)
    const isValid = (pem: string) => {
      const { notBefore, notAfter } = readCertificate(pem)
      return notBefore <= clock.now() && clock.now() <= notAfter
    }
    let current = first
    const seen = new Set<string>()
    while (current !== undefined && !seen.has(current) && isValid(current)) {
      const below: string = current
      seen.add(below)
      if (anchors.some((anchor) => isNamed(sdk, below, anchor) && isIssuedBy(below, anchor))) return first
      // Every merchant has a certificate below the same roots: what its key signs is worth nothing.
      const isIssuer = (pem: string) => readCertificate(pem).isAuthority && isNamed(sdk, below, pem)
      current = between.find((pem) => isIssuer(pem) && isIssuedBy(below, pem))
    }
    return undefined
  } catch {
    return undefined
  }
}

/** The issuer that the certificate names is that certificate's subject. */
const isNamed = (sdk: Sdk, certificate: string, issuer: string): boolean => {
  const { readCertificate } = sdk.certificateFacts
  return JSON.stringify(readCertificate(certificate).issuer) === JSON.stringify(readCertificate(issuer).subject)
}

/** Every certificate of the platform that a partner may ask for, newest first: the sandbox's side of the download. */
export const platformCertificate = (sdk: Sdk, credential: Credential, sn: string): string | undefined => {
  const bundle = `${credential['platform_certs'] ?? ''}\n${credential['alipay_cert'] ?? ''}`
  return sdk.certificateFacts.splitBundle(bundle).find((pem) => certificateSn(sdk, pem) === sn)
}
