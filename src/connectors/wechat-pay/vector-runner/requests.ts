import type { HttpRequest } from '../../../sdk/index.ts'
import { formatAuthorization, readAuthorization } from '../authorization.ts'
import { decodeWechatError } from '../decode-error.ts'
import { type Bench, clockOf, differs, firstProblem, recordedRequest, recordedResponse } from './bench.ts'
import { signedAgain } from './answers.ts'
import type { WechatPayVector } from './vector-file.ts'

/** Both directions of a recorded request, of the client call that follows it, and of its answer. */
export function checkRequest(bench: Bench, vector: WechatPayVector): string | undefined {
  if (!vector.http) return 'no http'
  const request = recordedRequest(vector.http)
  return firstProblem(
    accepted(bench, vector, request),
    reproduced(bench, vector, request),
    vector.client_call && clientCall(bench, vector.client_call),
    vector.response?.headers && answer(bench, vector),
  )
}

/** The platform accepts what the SDK sent, and refuses it once anything has changed. */
function accepted(bench: Bench, vector: WechatPayVector, request: HttpRequest): string | undefined {
  const platform = bench.auth.keyRing!(bench.credential, 'platform')
  const judge = (message: HttpRequest) => {
    const verdict = bench.tools.verify(bench.auth.request!, message, platform, clockOf(vector))
    return verdict.ok ? 'ok' : verdict.reason
  }
  const verdict = bench.tools.verify(bench.auth.request!, request, platform, clockOf(vector))
  const late = bench.tools.verify(bench.auth.request!, request, platform, {
    now: () => (vector.clock_ms ?? 0) + 301_000,
  })
  const moved = { ...request, url: new URL(`${request.url.pathname}x${request.url.search}`, request.url) }
  return firstProblem(
    differs('accepted', verdict.ok, vector.platform_rule_accepts_signature ?? true),
    differs('string verified', verdict.input?.text, vector.string_to_sign),
    differs('partner', bench.auth.partnerId?.(request), bench.credential['mchid']),
    differs('another path', judge(moved), 'mismatch'),
    differs('another method', judge({ ...request, method: 'PUT' }), 'mismatch'),
    differs('another query', judge({ ...request, url: new URL(`?x=1`, request.url) }), 'mismatch'),
    differs('301 seconds later', late.ok ? 'ok' : late.reason, 'expired'),
  )
}

/** We make the same string and the same signature. */
function reproduced(bench: Bench, vector: WechatPayVector, request: HttpRequest): string | undefined {
  const given = readAuthorization(request.headers)
  if (!given) return 'no Authorization'
  const headers = { ...request.headers, authorization: formatAuthorization({ mchid: given.mchid }) }
  const partner = bench.auth.keyRing!(bench.credential, 'partner')
  const stamp = { timestamp: Number(given.timestamp), nonce: given.nonce_str }
  const again = bench.tools.sign(bench.auth.request!, { ...request, headers }, partner, stamp)
  return firstProblem(
    differs('timestamp', stamp.timestamp * 1000, vector.clock_ms),
    differs('string signed', again.input.text, vector.string_to_sign),
    differs('signature', bench.auth.request!.extract(again.message)?.value, vector.signature),
  )
}

function clientCall(bench: Bench, call: NonNullable<WechatPayVector['client_call']>): string | undefined {
  const { merchant_certificate: certificate = '', private_key: key = '' } = bench.credential
  return firstProblem(
    differs('client call', bench.sdk.crypto.rsaSign(key, call.string_to_sign), call.signature),
    differs('client call accepted', bench.sdk.crypto.rsaVerify(certificate, call.string_to_sign, call.signature), true),
  )
}

function answer(bench: Bench, vector: WechatPayVector): string | undefined {
  const recorded = vector.response!
  const response = recordedResponse(recorded)
  if (recorded.status >= 300) {
    return firstProblem(
      differs('known to be unsigned', bench.auth.unsignedAnswer?.(response), true),
      differs('error code', decodeWechatError(response, undefined)?.code, (JSON.parse(recorded.body) as { code: string }).code), // prettier-ignore
    )
  }
  const partner = bench.auth.keyRing!(bench.credential, 'partner')
  const verdict = bench.tools.verify(bench.auth.response!, response, partner, clockOf(vector))
  return firstProblem(
    differs('answer accepted', verdict.ok, true),
    differs('string of the answer', verdict.input?.text, recorded.signed_content ?? verdict.input?.text),
    signedAgain(bench, response, bench.auth.answerKeyId?.(recordedRequest(vector.http!))),
  )
}
