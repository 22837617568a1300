import { rotationUnsupported } from '../errors/catalog/rotation.ts'
import type { AuthScheme, Credential } from '../sdk/auth.ts'
import { readCertificate, splitBundle } from '../sdk/certificate-facts.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Clock, Random } from '../sdk/http.ts'

/** How one scheme signs on the platform's side, before and after. */
export interface RotatedScheme {
  readonly scheme: string
  /** Key ids; absent where the scheme signs nothing. */
  readonly before?: string
  readonly after?: string
  /** Whether a signature by the old key is still accepted by whoever has the new credential. */
  readonly oldStaysValid: boolean
}

/** A platform certificate that the rotation made, left or dropped, by its serial number in hexadecimal. */
export interface RotatedCertificate {
  readonly serial: string
  readonly state: 'new' | 'valid' | 'dropped'
}

export interface Rotation {
  readonly credential: Credential
  readonly schemes: readonly RotatedScheme[]
  readonly certificates: readonly RotatedCertificate[]
}

/** The platform changes its own keys. Throws `rotation-unsupported` when no scheme of the connector can. */
export async function rotateKeys(
  connector: Pick<Connector, 'id' | 'auth'>,
  credential: Credential,
  ports: { readonly random: Random; readonly clock: Clock },
): Promise<Rotation> {
  const able = Object.entries(connector.auth).filter(([, scheme]) => scheme.rotate !== undefined)
  if (able.length === 0) throw rotationUnsupported({ connector: connector.id })
  let next = credential
  const before = able.map(([, scheme]) => platformKey(scheme, credential))
  const done = new Set<string>()
  for (const [, scheme] of able) {
    const names = scheme.fields.map(({ name }) => name)
    // Schemes of one credential share its keys: they change once.
    if (names.some((name) => done.has(name))) continue
    next = (await scheme.rotate?.(next, ports.random, ports.clock)) ?? next
    for (const name of names) done.add(name)
  }
  const schemes = able.map(([id, scheme], at): RotatedScheme => {
    const [old, fresh] = [before[at], platformKey(scheme, next)]
    return {
      scheme: id,
      ...(old === undefined ? {} : { before: old }),
      ...(fresh === undefined ? {} : { after: fresh }),
      oldStaysValid: old !== undefined && accepts(scheme, next, old),
    }
  })
  return { credential: next, schemes, certificates: changedCertificates(credential, next) }
}

/** Of the values that the rotation changed: what stands beside a certificate that did not change is not its business. */
function changedCertificates(before: Credential, after: Credential): readonly RotatedCertificate[] {
  const changed = Object.keys({ ...before, ...after }).filter((name) => before[name] !== after[name])
  const serials = (credential: Credential) =>
    new Set(changed.flatMap((name) => splitBundle(credential[name] ?? '').map((pem) => readCertificate(pem).serial)))
  const [old, now] = [serials(before), serials(after)]
  return [
    ...[...now].filter((serial) => !old.has(serial)).map((serial) => ({ serial, state: 'new' as const })),
    ...[...old].map((serial) => ({ serial, state: now.has(serial) ? ('valid' as const) : ('dropped' as const) })),
  ]
}

function platformKey(scheme: AuthScheme, credential: Credential): string | undefined {
  try {
    return scheme.keyRing?.(credential, 'platform').signer().keyId
  } catch {
    return undefined
  }
}

function accepts(scheme: AuthScheme, credential: Credential, keyId: string): boolean {
  try {
    return scheme.keyRing?.(credential, 'partner').verifier(keyId) !== undefined
  } catch {
    return false
  }
}
