import type { AuthScheme, Credential, Verdict } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Refusal } from '../sdk/simulator.ts'
import { verifyMessage } from '../signing/message.ts'
import type { Claim } from './partner.ts'
import type { Platform } from './platform.ts'
import type { Proof } from './proof.ts'
import { tokenOwner } from './tokens.ts'

export type Authentication =
  | {
      readonly ok: true
      readonly credential: Credential | undefined
      readonly verified: true | null
      readonly proof?: Proof
    }
  | {
      readonly ok: false
      readonly refusal: Extract<Refusal, { kind: 'unknown-partner' | 'unauthenticated' }>
      readonly proof?: Proof
    }

type Failure = Extract<Authentication, { ok: false }>

/** Proves one of the claims with the platform's half of the keys. No claims: the operation is open to everybody. */
export function authenticate(platform: Platform, request: HttpRequest, claims: readonly Claim[]): Authentication {
  if (claims.length === 0) return { ok: true, credential: platform.credentials()[0], verified: null }
  const failures: Failure[] = []
  for (const claim of claims) {
    const result = prove(platform, request, claim)
    if (result.ok) return result
    failures.push(result)
  }
  // What was tried and failed says more than what was not there at all.
  const telling = failures.find(({ refusal }) => !isAbsence(refusal)) ?? failures[0]
  return telling ?? unauthenticated({ reason: 'missing' })
}

function prove(platform: Platform, request: HttpRequest, claim: Claim): Authentication {
  const { scheme, candidates } = claim
  if (scheme.partnerId && candidates.length === 0) {
    return { ok: false, refusal: { kind: 'unknown-partner', id: claim.id } }
  }
  if (scheme.request && scheme.keyRing) return proveSignature(platform, request, claim)
  if (scheme.token) {
    const token = scheme.token.extract(request)
    if (token === undefined) return unauthenticated({ reason: 'missing' })
    const owner = tokenOwner(platform, token)
    return owner.ok
      ? { ok: true, credential: owner.credential, verified: true }
      : unauthenticated({ reason: owner.reason })
  }
  if (scheme.static) return proveStatic(scheme, request, candidates)
  return { ok: true, credential: candidates[0], verified: null }
}

function proveSignature(platform: Platform, request: HttpRequest, { scheme, candidates }: Claim): Authentication {
  let first: { readonly verdict: Exclude<Verdict, { ok: true }>; readonly proof: Proof } | undefined
  for (const credential of candidates) {
    if (!scheme.request || !scheme.keyRing) break
    const keys = scheme.keyRing(credential, 'platform')
    const verdict = verifyMessage(scheme.request, request, keys, platform.wire)
    const proof = { auth: scheme, scheme: scheme.request, credential, keys, verdict }
    if (verdict.ok) return { ok: true, credential, verified: true, proof }
    first ??= { verdict, proof }
  }
  return { ...unauthenticated(first?.verdict ?? { reason: 'unknown-key' }), ...(first ? { proof: first.proof } : {}) }
}

function proveStatic(scheme: AuthScheme, request: HttpRequest, candidates: readonly Credential[]): Authentication {
  const results = candidates.map((credential) => scheme.static?.matches(request, credential) ?? 'missing')
  const match = results.indexOf('ok')
  if (match >= 0) return { ok: true, credential: candidates[match], verified: true }
  return unauthenticated({ reason: results.includes('mismatch') ? 'mismatch' : 'missing' })
}

function unauthenticated(verdict: Omit<Exclude<Verdict, { ok: true }>, 'ok'>): Failure {
  const { reason, input } = verdict
  return { ok: false, refusal: { kind: 'unauthenticated', reason, ...(input ? { input } : {}) } }
}

function isAbsence(refusal: Failure['refusal']): boolean {
  return refusal.kind === 'unknown-partner' ? refusal.id === undefined : refusal.reason === 'missing'
}
