import { CURRENT, writeKeyId } from '../key-id.ts'
import { type Bench, differs, firstProblem, recordedResponse } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

const NO_CLOCK = { now: () => 0 }

/** A recorded answer: judged by the platform's rule, and made again byte for byte when it is genuine. */
export function checkResponse(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.response) return 'no response'
  const response = recordedResponse(vector.response)
  const scheme = bench.auth.response!
  const verdict = bench.tools.verify(scheme, response, bench.auth.keyRing!(bench.credential, 'partner'), NO_CLOCK)
  if (!vector.response.body.includes('"sign"')) {
    return firstProblem(
      differs('reason', verdict.ok ? 'ok' : verdict.reason, 'missing'),
      differs('known to be unsigned', bench.auth.unsignedAnswer?.(response), true),
    )
  }
  const genuine = vector.signature_valid_by_rule === true
  return firstProblem(
    differs('accepted', verdict.ok, genuine),
    genuine ? differs('string', verdict.input?.text, vector.signed_content_by_rule) : undefined,
    genuine ? signedAgain(bench, vector) : undefined,
  )
}

function signedAgain(bench: Bench, vector: AlipayVector): string | undefined {
  const recorded = vector.response!
  const bare = recorded.body.replace(/(,"alipay_cert_sn":"[^"]*")?,"sign":"[^"]*"\}$/, '}')
  const platform = bench.auth.keyRing!(bench.credential, 'platform')
  const stamp = { timestamp: 0, nonce: '' }
  const { message } = bench.tools.sign(
    bench.auth.response!,
    recordedResponse({ ...recorded, body: bare }),
    platform,
    stamp,
    writeKeyId({ algorithm: 'RSA2', ...(vector.client?.mode === 'certificate' ? { sn: CURRENT } : {}) }),
  )
  return differs('answer signed again', Buffer.from(message.body).toString('utf8'), recorded.body)
}
