import type { KeyRing, SignatureScheme } from '../auth.ts'
import type { HttpRequest, Json } from '../http.ts'
import type { WebhookScheme } from '../webhook.ts'

/** Attempts after the first: the schedule that Standard Webhooks recommends, cut at ten hours. */
const RETRIES = [5, 300, 1800, 7200, 18_000, 36_000]

export interface JsonWebhookOptions {
  readonly id: string
  readonly signature: SignatureScheme<HttpRequest>
  readonly keyRing: WebhookScheme['keyRing']
}

/** The payload as a JSON body, acknowledged by any 2xx: how connectors without code send their events. */
export function createJsonWebhook({ id, signature, keyRing }: JsonWebhookOptions): WebhookScheme {
  return {
    id,
    signature,
    keyRing,
    retries: RETRIES,
    timeoutSeconds: 15,
    wrap: (event, url) => ({
      kind: 'request',
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'x-integ-event': event.type, 'x-integ-event-id': event.id },
      body: Buffer.from(JSON.stringify(event.payload)),
    }),
    unwrap: (request) => ({
      type: request.headers['x-integ-event'] ?? '',
      id: request.headers['x-integ-event-id'] ?? '',
      payload: parse(request.body),
    }),
    acknowledged: ({ status }) => status >= 200 && status < 300,
    acknowledgement: () => ({ kind: 'response', status: 204, headers: {}, body: new Uint8Array() }),
  }
}

/** For documents that do not say how their events are signed: nothing is attached, so nothing can be wrong. */
export function createUnsignedWebhook(id: string): WebhookScheme {
  const keys: KeyRing = {
    signer: () => ({ keyId: 'none', sign: () => '' }),
    verifier: () => ({ verify: () => true }),
  }
  return createJsonWebhook({
    id,
    keyRing: () => keys,
    signature: {
      id: 'unsigned',
      signingInput: () => ({ text: '', parts: [] }),
      attach: (message) => message,
      extract: () => ({ value: '', keyId: 'none', stamp: { timestamp: 0, nonce: '' } }),
    },
  })
}

function parse(body: Uint8Array): Json {
  const text = Buffer.from(body).toString('utf8')
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
