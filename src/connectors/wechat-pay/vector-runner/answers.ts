import type { HttpMessage, SignatureScheme } from '../../../sdk/index.ts'
import { type Bench, clockOf, differs, firstProblem, recordedResponse } from './bench.ts'
import type { WechatPayVector } from './vector-file.ts'

/** What a client library says → why ours refuses. */
const REASONS: Readonly<Record<string, string>> = {
  EV3_RES_HEADER_SIGNATURE_DIGEST: 'mismatch',
  EV3_RES_HEADER_TIMESTAMP_OFFSET: 'expired',
  EV3_RES_HEADER_PLATFORM_SERIAL: 'unknown-key',
  EV3_RES_HEADERS_INCOMPLATE: 'missing',
}

/** A recorded answer is judged as the strictest library judges it, and made again when it is genuine. */
export function checkResponse(bench: Bench, vector: WechatPayVector): string | undefined {
  if (!vector.response) return 'no response'
  const response = recordedResponse(vector.response)
  const said = vector.sdk_verdicts?.['wechatpay-axios-plugin@0.9.6']
  const wanted = said?.accepted ? 'ok' : REASONS[said?.error?.code ?? '']
  const partner = bench.auth.keyRing!(bench.credential, 'partner')
  const verdict = bench.tools.verify(bench.auth.response!, response, partner, clockOf(vector))
  return firstProblem(
    differs('verdict', verdict.ok ? 'ok' : verdict.reason, wanted),
    verdict.ok ? signedAgain(bench, response, verdict.keyId) : undefined,
    verdict.ok ? undefined : differs('known to be unsigned', bench.auth.unsignedAnswer?.(response), false),
  )
}

/** The platform's ring gives the same signature with the key that the message names. */
export function signedAgain<M extends HttpMessage>(
  bench: Bench,
  message: M,
  keyId: string | undefined,
  scheme: SignatureScheme<M> = bench.auth.response as unknown as SignatureScheme<M>,
): string | undefined {
  const given = scheme.extract(message)
  if (!given) return 'no signature'
  const names = Object.keys(message.headers).filter((name) => !name.startsWith('wechatpay-'))
  const bare = { ...message, headers: Object.fromEntries(names.map((name) => [name, message.headers[name] ?? ''])) }
  const platform = bench.auth.keyRing!(bench.credential, 'platform')
  const again = bench.tools.sign(scheme, bare, platform, given.stamp, keyId)
  const made = scheme.extract(again.message)
  return firstProblem(
    differs('key of the answer', made?.keyId, given.keyId),
    differs('answer signed again', made?.value, given.value),
  )
}
