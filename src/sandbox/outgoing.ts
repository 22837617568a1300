import { corruptRequest } from '../delivery/corrupt.ts'
import { recordedBytes, type EventFacts, type RecordedRequest } from '../delivery/records.ts'
import type { Credential, KeyRing } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { WebhookScheme } from '../sdk/webhook.ts'
import { brokenRing } from '../signing/broken.ts'
import { signMessageLater } from '../signing/message.ts'
import type { Manner } from './manner.ts'
import { partnerName } from './partner.ts'
import type { Platform } from './platform.ts'
import { deliveryStamp } from './stamp.ts'

export interface Outgoing {
  readonly scheme: WebhookScheme
  readonly request: HttpRequest
  /** Where the body was changed after signing. */
  readonly corruptedAt?: string
}

/** Names the event for `integ listen`; no real platform sends this header. */
const EVENT_HEADER = 'integ-event'

/** The request of one delivery, and the scheme that judges its answer. A text: the code of why nothing can be sent. */
export async function outgoing(
  platform: Platform,
  event: EventFacts,
  to: string,
  manner: Manner,
  foreign: () => Promise<Credential>,
): Promise<Outgoing | string> {
  const url = URL.canParse(to) ? new URL(to) : undefined
  if (!url) return 'unsupported-url'
  const { connector } = platform
  const scheme = connector.webhooks[connector.event(event.type)?.scheme ?? '']
  const credential = credentialOf(platform, event)
  if (!scheme) return 'unknown-event-type'
  if (!credential) return 'no-local-credential'
  try {
    const request = manner.asSent
      ? again(manner.asSent, url)
      : named(
          await fresh(platform, event, url, scheme, credential, manner, manner.wrongKey ? await foreign() : credential),
          event,
        )
    if (manner.corrupt === undefined) return { scheme, request }
    const path = manner.corrupt === true ? undefined : manner.corrupt
    // A fault may name a path that only some events have.
    const corrupted = corruptRequest(request, path) ?? corruptRequest(request)
    return corrupted ? { scheme, request: corrupted.request, corruptedAt: corrupted.at } : { scheme, request }
  } catch {
    return 'connector-failed'
  }
}

async function fresh(
  platform: Platform,
  event: EventFacts,
  url: URL,
  scheme: WebhookScheme,
  credential: Credential,
  manner: Manner,
  signer: Credential,
): Promise<HttpRequest> {
  const stamp = deliveryStamp(platform, scheme.signature)
  const { id, type, payload } = event
  const unsigned = scheme.wrap({ id, type, payload }, url, credential, stamp)
  if (manner.unsigned) return unsigned
  const ring: KeyRing = scheme.keyRing(signer, 'platform')
  const keys = manner.badSignature ? brokenRing(ring, scheme.signature.probe) : ring
  // A foreign platform has no key of that name.
  const keyId = manner.wrongKey ? undefined : event.keyId
  return (await signMessageLater(scheme.signature, unsigned, keys, stamp, keyId)).message
}

function named(request: HttpRequest, event: EventFacts): HttpRequest {
  return { ...request, headers: { ...request.headers, [EVENT_HEADER]: event.id } }
}

function again(sent: RecordedRequest, url: URL): HttpRequest {
  return { kind: 'request', method: sent.method, url, headers: sent.headers, body: recordedBytes(sent) }
}

function credentialOf({ connector, credentials }: Platform, event: EventFacts): Credential | undefined {
  const all = credentials()
  const partner =
    event.partner === undefined ? undefined : all.find((one) => partnerName(connector, one) === event.partner)
  return partner ?? all[0]
}
