import type { HttpRequest, Json, JsonObject, Sdk, WebhookScheme } from '../../sdk/index.ts'
import { open, seal } from './aead.ts'
import { formatTime } from './beijing-time.ts'
import { EVENTS, eventIdOf } from './events.ts'
import { wechatKeyRing } from './key-rings.ts'
import { messageSignature } from './message-signature.ts'

const MINUTE = 60
const HOUR = 3600
/** 15 s, 15 s, 30 s, 3 m, 10 m, 20 m, 30 m ×3, 60 m, 3 h ×3, 6 h ×2: fifteen more attempts in 24 h 4 m [DOC 4012791861]. */
const RETRIES = [
  15,
  15,
  30,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
]
/** Within 5 s [DOC 4012791861]. */
const TIMEOUT_SECONDS = 5

/** Notifications (回调通知): a signed JSON POST whose resource is encrypted with the APIv3 key. */
export const wechatNotify = (sdk: Sdk): WebhookScheme => ({
  id: 'wechatNotify',
  signature: messageSignature<HttpRequest>('wechatpay2-notify'),
  retries: RETRIES,
  timeoutSeconds: TIMEOUT_SECONDS,
  keyRing: (credential, party) => wechatKeyRing(sdk, credential, party),
  wrap(event, url, credential, stamp) {
    const { eventType, summary, originalType } = EVENTS[event.type] ?? unknownEnvelope(event.type)
    // Twelve characters in all samples; new for each attempt, as timestamp and signature are [DOC 4012791861].
    const nonce = stamp.nonce.slice(0, 12).padEnd(12, '0')
    const plain = JSON.stringify(event.payload)
    // Empty in the documents, the type in captured ones: UNCONFIRMED for the core events [LIVE].
    const sealed = seal(sdk, credential['apiv3_key'] ?? '', plain, nonce, originalType)
    const body = {
      // The same for all attempts of one event; the form of a UUID [LIVE].
      id: uuidOf(sdk, event.id),
      create_time: happenedAt(event.payload) ?? formatTime(stamp.timestamp * 1000),
      resource_type: 'encrypt-resource',
      event_type: eventType,
      summary,
      resource: { original_type: originalType, ...sealed },
    }
    return {
      kind: 'request',
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0', 'request-id': body.id },
      body: Buffer.from(JSON.stringify(body)),
    }
  },
  unwrap(request, credential) {
    const envelope = JSON.parse(Buffer.from(request.body).toString('utf8')) as JsonObject
    const resource = (envelope['resource'] ?? {}) as JsonObject
    const payload = JSON.parse(open(sdk, credential['apiv3_key'] ?? '', resource)) as Json
    const { event_type: type, id } = envelope as Readonly<Record<string, string>>
    return { type: eventIdOf(type ?? '', payload as JsonObject), id: id ?? '', payload }
  },
  acknowledged: ({ status }) => status === 200 || status === 204,
  acknowledgement: () => ({ kind: 'response', status: 204, headers: {}, body: new Uint8Array() }),
})

function unknownEnvelope(type: string): (typeof EVENTS)[string] {
  return { eventType: type, summary: type, originalType: 'transaction' }
}

/** When it happened, which is the same in every attempt. */
function happenedAt(payload: Json): string | undefined {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return undefined
  const { success_time: success, update_time: updated } = payload as JsonObject
  return [success, updated].find((time): time is string => typeof time === 'string')
}

function uuidOf(sdk: Sdk, id: string): string {
  const hex = sdk.crypto.hash('md5', id).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
