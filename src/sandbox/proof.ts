import type { AuthScheme, Credential, KeyRing, SignatureScheme, Verdict } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'

/** How a signed request was judged, with what it takes to look at it again. Nothing here is computed twice for a call. */
export interface Proof {
  readonly auth: AuthScheme
  readonly scheme: SignatureScheme<HttpRequest>
  /** The local credential that the request was held against. */
  readonly credential: Credential
  /** The platform's half of the keys. */
  readonly keys: KeyRing
  readonly verdict: Verdict
}
