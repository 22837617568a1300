import { generateKeyPairSync } from 'node:crypto'
import { issueCertificate } from '../sdk/certificates.ts'
import type { Random } from '../sdk/http.ts'

export interface ServerCertificate {
  /** PEM. What the command has to trust. */
  readonly authority: string
  /** PEM. One for all hosts. */
  readonly certificate: string
  /** PEM, PKCS#8. */
  readonly key: string
}

const DAY_MS = 86_400_000

/**
 * An authority that signs one certificate, for exactly these hosts, and is forgotten: its private key never leaves
 * this function, so that nobody, this process included, can make another certificate that the command would trust.
 */
export function certificateFor(
  hosts: readonly string[],
  ports: { readonly random: Random; readonly now: number },
): ServerCertificate {
  const authorityPair = newPair()
  const serverPair = newPair()
  const period = { notBefore: ports.now - DAY_MS, notAfter: ports.now + 365 * DAY_MS }
  const name = (commonName: string) => [['O', 'integ'] as const, ['CN', commonName] as const]
  const issuer = name(`integ run ${Buffer.from(ports.random.bytes(4)).toString('hex')}`)
  const serial = (): string => `4${Buffer.from(ports.random.bytes(15)).toString('hex').padEnd(31, '0').slice(0, 31)}`
  const issuerPrivateKey = authorityPair.privateKey
  const authority = issueCertificate({
    ...period,
    serial: serial(),
    subject: issuer,
    issuer,
    subjectPublicKey: authorityPair.publicKey,
    issuerPrivateKey,
    authority: true,
  })
  const certificate = issueCertificate({
    ...period,
    serial: serial(),
    subject: name('integ sandbox'),
    issuer,
    subjectPublicKey: serverPair.publicKey,
    issuerPrivateKey,
    hosts,
  })
  return { authority, certificate, key: serverPair.privateKey }
}

interface Pair {
  readonly publicKey: string
  readonly privateKey: string
}

/** Elliptic: an RSA pair would cost each start a tenth of a second. */
function newPair(): Pair {
  return generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}
