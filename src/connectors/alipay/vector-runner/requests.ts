import type { HttpRequest, KeyRing } from '../../../sdk/index.ts'
import { formatBeijing } from '../beijing-time.ts'
import { type Bench, differs, firstProblem, recordedRequest, recordedResponse } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

/** Both directions of a recorded gateway request, and its answer. */
export function checkRequest(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.http) return 'no http'
  return firstProblem(
    checkSignedRequest(bench, vector, recordedRequest(bench, vector.http)),
    vector.response ? checkAnswer(bench, vector) : undefined,
  )
}

/** The platform accepts what the SDK sent, we make the same string and signature, and a changed request is refused. */
export function checkSignedRequest(bench: Bench, vector: AlipayVector, request: HttpRequest): string | undefined {
  const platform = bench.auth.keyRing!(bench.credential, 'platform')
  const scheme = bench.auth.request!
  const clock = { now: () => vector.clock_ms ?? 0 }
  const accepts = vector.platform_rule_accepts_signature ?? true
  const verdict = bench.tools.verify(scheme, request, platform, clock)
  const tampered = bench.tools.verify(scheme, withParameter(request, 'out_trade_no_x', '1'), platform, clock)
  // Where the SDK keeps blank values it signs another string than the platform: nothing to reproduce then.
  if (!accepts) return differs('accepted', verdict.ok, false)
  const again = bench.tools.sign(
    scheme,
    unsigned(request),
    bench.auth.keyRing!(bench.credential, 'partner'),
    { timestamp: (vector.clock_ms ?? 0) / 1000, nonce: '' },
    vector.client?.sign_type,
  )
  return firstProblem(
    differs('timestamp', formatBeijing(vector.clock_ms ?? 0), vector.timestamp),
    differs('accepted', verdict.ok, true),
    differs('string verified', verdict.input?.text, vector.string_to_sign),
    differs('changed request accepted', tampered.ok, false),
    differs('string signed', again.input.text, vector.string_to_sign),
    differs('signature', scheme.extract(again.message)?.value, vector.signature),
  )
}

function checkAnswer(bench: Bench, vector: AlipayVector): string | undefined {
  const recorded = vector.response!
  // Gateway errors may come without a signature.
  if (!recorded.body.includes('"sign"')) return undefined
  const partner = bench.auth.keyRing!(bench.credential, 'partner')
  // The answer is signed with the algorithm of the request [PROBE].
  const keys: KeyRing = { ...partner, verifier: () => partner.verifier(vector.client?.sign_type ?? 'RSA2') }
  const verdict = bench.tools.verify(bench.auth.response!, recordedResponse(recorded), keys, { now: () => 0 })
  return firstProblem(
    differs('answer accepted', verdict.ok, true),
    recorded.signed_content === undefined
      ? undefined
      : differs('string of the answer', verdict.input?.text, recorded.signed_content),
  )
}

function unsigned(request: HttpRequest): HttpRequest {
  const url = new URL(request.url)
  for (const name of ['sign', 'sign_type', 'timestamp']) url.searchParams.delete(name)
  return { ...request, url }
}

function withParameter(request: HttpRequest, name: string, value: string): HttpRequest {
  const url = new URL(request.url)
  url.searchParams.set(name, value)
  return { ...request, url }
}
