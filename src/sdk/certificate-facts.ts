import { createPublicKey, X509Certificate } from 'node:crypto'

export interface CertificateFacts {
  /** Upper-case hexadecimal, as OpenSSL prints it. */
  readonly serial: string
  /** Decimal, any size. */
  readonly serialDecimal: string
  /** In certificate order: `[['C', 'CN'], ['O', 'Ant'], ['CN', 'app']]`. */
  readonly issuer: readonly (readonly [attribute: string, value: string])[]
  readonly subject: readonly (readonly [attribute: string, value: string])[]
  /** Whether it may issue others. */
  readonly isAuthority: boolean
  /** Milliseconds since the epoch. */
  readonly notBefore: number
  readonly notAfter: number
  /** Object identifier of the algorithm that it is signed with, dotted. */
  readonly signatureAlgorithm: string
  /** SPKI PEM. */
  readonly publicKey: string
}

/** Reads the first certificate of a PEM text. Throws node's error when there is none. */
export function readCertificate(text: string): CertificateFacts {
  const parsed = new X509Certificate(text)
  return {
    serial: parsed.serialNumber,
    serialDecimal: BigInt(`0x${parsed.serialNumber}`).toString(10),
    issuer: attributesOf(parsed.issuer),
    subject: attributesOf(parsed.subject),
    isAuthority: parsed.ca,
    notBefore: Date.parse(parsed.validFrom),
    notAfter: Date.parse(parsed.validTo),
    signatureAlgorithm: signatureAlgorithmOf(parsed.raw),
    publicKey: createPublicKey(text).export({ type: 'spki', format: 'pem' }).toString(),
  }
}

/** The certificates of a bundle, in file order, each as PEM. */
export function splitBundle(text: string): readonly string[] {
  return text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
}

/** True when `issuer`'s key signed `certificate`. */
export function isIssuedBy(certificate: string, issuer: string): boolean {
  return new X509Certificate(certificate).verify(createPublicKey(issuer))
}

function attributesOf(name: string): readonly (readonly [string, string])[] {
  return name
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const at = line.indexOf('=')
      return [line.slice(0, at), line.slice(at + 1)] as const
    })
}

/** Certificate ::= SEQUENCE { tbs SEQUENCE, algorithm SEQUENCE { OBJECT IDENTIFIER, … }, … } [RFC 5280, 4.1]. */
function signatureAlgorithmOf(der: Uint8Array): string {
  const certificate = elementAt(der, 0)
  const tbs = elementAt(der, certificate.start)
  const algorithm = elementAt(der, tbs.end)
  const id = elementAt(der, algorithm.start)
  return dotted(der.subarray(id.start, id.end))
}

function elementAt(der: Uint8Array, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1] ?? 0
  const lengthBytes = first & 0x80 ? first & 0x7f : 0
  const length =
    lengthBytes === 0 ? first : Buffer.from(der.subarray(at + 2, at + 2 + lengthBytes)).readUIntBE(0, lengthBytes)
  const start = at + 2 + lengthBytes
  return { start, end: start + length }
}

function dotted(bytes: Uint8Array): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f)
    if (byte & 0x80) continue
    numbers.push(number)
    number = 0
  }
  const [first = 0, ...rest] = numbers
  const top = Math.min(Math.floor(first / 40), 2)
  return [top, first - top * 40, ...rest].join('.')
}
