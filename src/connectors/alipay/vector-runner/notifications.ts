import type { HttpRequest } from '../../../sdk/index.ts'
import { alipayNotify } from '../webhooks.ts'
import { type Bench, differs, firstProblem, recordedRequest } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

const STAMP = { timestamp: 0, nonce: '' }

/** A recorded notification, judged as the Node SDK's checkNotifySignV2 judges it, and signed again. */
export function checkNotification(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.http) return 'no http'
  const scheme = alipayNotify(bench.sdk)
  const request = recordedRequest(bench, vector.http)
  const partner = scheme.keyRing(bench.credential, 'partner')
  const verdict = bench.tools.verify(scheme.signature, request, partner, { now: () => 0 })
  const accepted = vector.sdk_verdicts?.checkNotifySignV2.result === true
  const fields = scheme.unwrap(request, bench.credential).payload as Readonly<Record<string, string>>
  const read = Object.entries(vector.params ?? {}).filter(([name]) => name !== 'sign' && name !== 'sign_type')
  return firstProblem(
    differs('accepted', verdict.ok, accepted),
    ...read.map(([name, value]) => differs(name, fields[name], value)),
    accepted ? differs('string', verdict.input?.text, vector.signed_content) : undefined,
    accepted ? signedAgain(bench, vector, request) : undefined,
  )
}

function signedAgain(bench: Bench, vector: AlipayVector, request: HttpRequest): string | undefined {
  const scheme = alipayNotify(bench.sdk)
  const form = new URLSearchParams(Buffer.from(request.body).toString('utf8'))
  form.delete('sign')
  const bare = { ...request, body: Buffer.from(form.toString()) }
  const { message } = bench.tools.sign(scheme.signature, bare, scheme.keyRing(bench.credential, 'platform'), STAMP)
  return differs('signature', scheme.signature.extract(message)?.value, vector.params?.['sign'])
}
