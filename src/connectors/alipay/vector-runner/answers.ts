import type { AuthScheme, HttpRequest, HttpResponse } from '../../../sdk/index.ts'
import { rawMembers, resultMember } from '../v2/members.ts'
import { type Bench, differs, firstProblem, recordedResponse } from './bench.ts'
import { checkSealedAnswer } from './encryption.ts'
import type { AlipayVector, RecordedResponse } from './vector-file.ts'

const NO_CLOCK = { now: () => 0 }

/** The answer to a recorded request: accepted, made again byte for byte, and refused when it was changed. */
export function checkAnswer(
  bench: Bench,
  vector: AlipayVector,
  recorded: RecordedResponse,
  auth: AuthScheme,
  request: HttpRequest,
): string | undefined {
  const response = recordedResponse(recorded)
  const scheme = auth.response!
  // Gateway errors may come without a signature.
  if (!scheme.extract(response)) return undefined
  // The answer is signed with the algorithm of the request [PROBE].
  const credential = { ...bench.credential, sign_type: vector.client?.sign_type ?? 'RSA2' }
  const partner = auth.keyRing!(credential, 'partner')
  const verdict = bench.tools.verify(scheme, response, partner, NO_CLOCK)
  const changed = bench.tools.verify(scheme, withAnotherLetter(response), partner, NO_CLOCK)
  const { message } = bench.tools.sign(
    scheme,
    bare(response),
    auth.keyRing!(bench.credential, 'platform'),
    { timestamp: 0, nonce: '' },
    auth.answerKeyId?.(request),
  )
  return firstProblem(
    differs('answer accepted', verdict.ok, true),
    recorded.signed_content === undefined
      ? undefined
      : differs('string of the answer', verdict.input?.text, recorded.signed_content),
    differs('changed answer', changed.ok ? 'accepted' : changed.reason, 'mismatch'),
    differs('answer made again', text(message), text(response)),
    differs('headers made again', JSON.stringify(sorted(message)), JSON.stringify(sorted(response))),
    vector.client?.content_encryption ? checkSealedAnswer(bench, vector, response, auth) : undefined,
  )
}

/** The answer as a handler leaves it. The stamp of v3 stays, so that the same signature comes out. */
function bare(response: HttpResponse): HttpResponse {
  const { 'alipay-signature': _signature, 'alipay-sn': _sn, ...headers } = response.headers
  const body = text(response).replace(/(,"alipay_cert_sn":"[^"]*")?,"sign":"[^"]*"\}$/, '}')
  return { ...response, headers, body: Buffer.from(body) }
}

/** One character of what is signed: the result of v2, the body of v3. */
function withAnotherLetter(response: HttpResponse): HttpResponse {
  const whole = text(response)
  const result = resultMember(rawMembers(whole) ?? [])?.[1] ?? whole
  const changed = result.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (last) => (last === 'Z' ? 'Y' : 'Z'))
  return { ...response, body: Buffer.from(whole.replace(result, () => changed)) }
}

const text = (response: HttpResponse) => Buffer.from(response.body).toString('utf8')
const sorted = (response: HttpResponse) => Object.entries(response.headers).sort(([a], [b]) => (a < b ? -1 : 1))
