import type { Sdk } from '../../sdk/index.ts'

/** Signature algorithms of RSA, whatever the digest: EC and SM2 roots are skipped [NODE antcertutil.js]. */
const RSA_SIGNED = '1.2.840.113549.1.1'

/**
 * Serial number as Alipay counts it: MD5 over the issuer, its attributes in reverse certificate order, and the decimal
 * serial number behind it [NODE, PHP getCertSN]. How the platform escapes commas and `+` in a name is UNCONFIRMED.
 */
export const certificateSn = (sdk: Sdk, pem: string): string => {
  const { issuer, serialDecimal } = sdk.certificateFacts.readCertificate(pem)
  const name = issuer.toReversed().map(([attribute, value]) => `${attribute}=${value}`)
  return sdk.crypto.hash('md5', name.join(',') + serialDecimal).toString('hex')
}

/** Of a root bundle: those of the roots that are signed with RSA, in file order, joined with `_` [NODE, PHP]. */
export const rootSn = (sdk: Sdk, bundle: string): string =>
  sdk.certificateFacts
    .splitBundle(bundle)
    .filter((pem) => sdk.certificateFacts.readCertificate(pem).signatureAlgorithm.startsWith(RSA_SIGNED))
    .map((pem) => certificateSn(sdk, pem))
    .join('_')

/** The certificate of that number in a bundle. */
export const findBySn = (sdk: Sdk, bundle: string, sn: string): string | undefined =>
  sdk.certificateFacts.splitBundle(bundle).find((pem) => certificateSn(sdk, pem) === sn)
