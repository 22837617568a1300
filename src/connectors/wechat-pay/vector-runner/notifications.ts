import type { JsonObject } from '../../../sdk/index.ts'
import { seal } from '../aead.ts'
import { wechatNotify } from '../webhooks.ts'
import { signedAgain } from './answers.ts'
import { type Bench, clockOf, differs, firstProblem, recordedRequest } from './bench.ts'
import type { WechatPayVector } from './vector-file.ts'

/** A recorded notification: signature and encryption each judged, and both made again when they hold. */
export function checkNotification(bench: Bench, vector: WechatPayVector): string | undefined {
  if (!vector.http) return 'no http'
  const scheme = wechatNotify(bench.sdk)
  const request = recordedRequest(vector.http)
  const said = (name: string) =>
    Object.entries(vector.sdk_verdicts ?? {}).find(([library]) => library.endsWith(name))?.[1]
  const keys = scheme.keyRing(bench.credential, 'partner')
  const verdict = bench.tools.verify(scheme.signature, request, keys, clockOf(vector))
  const genuine = said('Rsa.verify')?.result === true
  const opens = said('AesGcm.decrypt')?.accepted === true
  return firstProblem(
    differs('verdict', verdict.ok ? 'ok' : verdict.reason, genuine ? 'ok' : 'mismatch'),
    verdict.ok ? signedAgain(bench, request, verdict.keyId, scheme.signature) : undefined,
    opens ? opened(bench, vector) : differs('decrypted', tryUnwrap(bench, vector) !== undefined, false),
  )
}

function opened(bench: Bench, vector: WechatPayVector): string | undefined {
  const event = tryUnwrap(bench, vector)
  const plain = vector.plaintext ?? ''
  const body = JSON.parse(vector.http?.body ?? '{}') as JsonObject
  const given = body['resource'] as Readonly<Record<string, string>>
  const again = seal(
    bench.sdk,
    bench.credential['apiv3_key'] ?? '',
    plain,
    given['nonce'] ?? '',
    given['associated_data'] ?? '',
  )
  return firstProblem(
    differs('plaintext', JSON.stringify(event?.payload), JSON.stringify(JSON.parse(plain))),
    differs('id', event?.id, body['id']),
    differs('encrypted again', again.ciphertext, given['ciphertext']),
  )
}

function tryUnwrap(bench: Bench, vector: WechatPayVector) {
  try {
    return wechatNotify(bench.sdk).unwrap(recordedRequest(vector.http!), bench.credential)
  } catch {
    return undefined
  }
}
