import type { Credential } from '../sdk/auth.ts'
import type { HttpRequest, HttpResponse, Json, JsonObject } from '../sdk/http.ts'
import { partnerName } from './partner.ts'
import type { Platform } from './platform.ts'

/**
 * Where the sandbox keeps access tokens: collection `tokens`, id = the token, value `{ partner?, expiresAt }` with
 * `expiresAt` in milliseconds since the epoch. A simulator that grants tokens itself puts them there.
 */
const TOKENS = 'tokens'
const LIFETIME_SECONDS = 7200

type Owner =
  | { readonly ok: true; readonly credential: Credential | undefined }
  | { readonly ok: false; readonly reason: 'mismatch' | 'expired' }

export function tokenOwner(platform: Platform, token: string): Owner {
  const known = platform.state.get(TOKENS, token) as JsonObject | undefined
  if (known === undefined) return { ok: false, reason: 'mismatch' }
  const expiresAt = known['expiresAt']
  if (typeof expiresAt === 'number' && expiresAt <= platform.clock.now()) return { ok: false, reason: 'expired' }
  const partner = known['partner']
  const all = platform.credentials()
  const named = all.find((one) => partnerName(platform.connector, one) === partner)
  return { ok: true, credential: named ?? all[0] }
}

/**
 * The token endpoint of a platform whose document has none: a request that is what one of the local credentials
 * would send gets a token (RFC 6749, section 5.1). Undefined: the request asks for no token.
 */
export function grantToken(platform: Platform, request: HttpRequest): HttpResponse | undefined {
  for (const scheme of Object.values(platform.connector.auth)) {
    if (!scheme.token) continue
    for (const credential of platform.credentials()) {
      const wanted = scheme.token.grant(credential, new URL(request.url.origin))
      if (!sameAddress(wanted, request)) continue
      if (!sameProof(wanted, request)) return answer(401, { error: 'invalid_client' })
      const token = Buffer.from(platform.random.bytes(24)).toString('base64url')
      const partner = partnerName(platform.connector, credential)
      const expiresAt = platform.clock.now() + LIFETIME_SECONDS * 1000
      platform.state.put(TOKENS, token, { ...(partner === undefined ? {} : { partner }), expiresAt })
      return answer(200, { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS })
    }
  }
  return undefined
}

function sameAddress(wanted: HttpRequest, request: HttpRequest): boolean {
  return wanted.method.toUpperCase() === request.method && wanted.url.pathname === request.url.pathname
}

function sameProof(wanted: HttpRequest, request: HttpRequest): boolean {
  return (
    wanted.headers['authorization'] === request.headers['authorization'] &&
    sorted(wanted.url.search.slice(1)) === sorted(request.url.search.slice(1)) &&
    sorted(Buffer.from(wanted.body).toString()) === sorted(Buffer.from(request.body).toString())
  )
}

/** The order of form fields means nothing here. */
function sorted(form: string): string {
  return [...new URLSearchParams(form)]
    .map((pair) => JSON.stringify(pair))
    .sort()
    .join()
}

function answer(status: number, body: Json): HttpResponse {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return { kind: 'response', status, headers, body: Buffer.from(JSON.stringify(body)) }
}
