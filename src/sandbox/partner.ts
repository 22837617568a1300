import type { AuthScheme, Credential } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Routed } from './route.ts'

/** Who a request claims to come from, by one auth scheme. Nothing is proven yet. */
export interface Claim {
  readonly scheme: AuthScheme
  /** The id in the request; undefined when it carries none, or when the scheme has none. */
  readonly id: string | undefined
  /** Local credentials of that partner; all of them when the scheme's requests name nobody. */
  readonly candidates: readonly Credential[]
}

/** The claims of a request, in the order in which the operation prefers its schemes. */
export function readClaims(
  connector: Connector,
  { operation, protocol }: Pick<Routed, 'operation' | 'protocol'>,
  request: HttpRequest,
  credentials: readonly Credential[],
): readonly Claim[] {
  // A protocol with a scheme of its own proves its callers by no other.
  const own = protocol.auth === undefined ? undefined : [protocol.auth]
  const names = operation?.auth.length === 0 ? [] : (own ?? operation?.auth ?? Object.keys(connector.auth))
  const claims: Claim[] = []
  for (const name of names) {
    const scheme = connector.auth[name]
    if (!scheme) continue
    const id = scheme.partnerId?.(request)
    const isNamed = scheme.partnerId !== undefined
    const own = (one: Credential): boolean => id !== undefined && partnerOf(scheme, one) === id
    claims.push({ scheme, id, candidates: isNamed ? credentials.filter(own) : credentials })
  }
  return claims
}

function partnerOf(scheme: AuthScheme, credential: Credential): string | undefined {
  return scheme.credentialId?.(credential)
}

/** A name for a credential that survives in the journal; undefined when the connector's schemes give none. */
export function partnerName(connector: Connector, credential: Credential): string | undefined {
  for (const scheme of Object.values(connector.auth)) {
    const id = partnerOf(scheme, credential)
    if (id !== undefined) return id
  }
  return undefined
}
