import type { Credential, Sdk } from '../../sdk/index.ts'

export interface PlatformCertificate {
  /** Upper-case hexadecimal. */
  readonly serial: string
  readonly pem: string
  readonly notBefore: number
  readonly notAfter: number
  /** Only the local sandbox has it. */
  readonly privateKey?: string
}

const KEY = /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/g

/** The platform certificates of a credential, as they stand in it: the newest first. What cannot be read is left out. */
export function certificatesOf(sdk: Sdk, credential: Credential): readonly PlatformCertificate[] {
  const keys = credential['platform_certificate_key']?.match(KEY) ?? []
  return sdk.certificateFacts.splitBundle(credential['platform_certificate'] ?? '').flatMap((pem) => {
    const facts = readable(sdk, pem)
    if (!facts) return []
    const privateKey = keys.find((key) => sdk.crypto.sameKeyPair(key, pem))
    const { serial, notBefore, notAfter } = facts
    return [{ serial, pem, notBefore, notAfter, ...(privateKey === undefined ? {} : { privateKey }) }]
  })
}

/** The one to sign and to encrypt with: the one that starts latest [DOC 4012551764]. */
export function newestCertificate(sdk: Sdk, credential: Credential): PlatformCertificate | undefined {
  return certificatesOf(sdk, credential).reduce<PlatformCertificate | undefined>(
    (latest, one) => (latest && latest.notBefore >= one.notBefore ? latest : one),
    undefined,
  )
}

/** Serial number of the merchant certificate, upper case; from the certificate itself where the field is empty. */
export function merchantSerial(sdk: Sdk, credential: Credential): string {
  const given = credential['serial_no']
  if (given) return given.toUpperCase()
  return readable(sdk, credential['merchant_certificate'] ?? '')?.serial ?? ''
}

export function readable(sdk: Sdk, pem: string): ReturnType<Sdk['certificateFacts']['readCertificate']> | undefined {
  try {
    return sdk.certificateFacts.readCertificate(pem)
  } catch {
    return undefined
  }
}
