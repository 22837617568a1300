import type { CallPorts } from '../../../src/call/types.ts'
import type { Scenario } from '../../../src/sdk/check.ts'
import type { Connector } from '../../../src/sdk/connector.ts'
import type { Clock, HttpRequest, Json, Random } from '../../../src/sdk/http.ts'
import type { WebhookScheme } from '../../../src/sdk/webhook.ts'
import { signMessage } from '../../../src/signing/message.ts'
import { http, seededRandom } from '../sandbox/toy-sandbox.ts'
import { keyRing, PARTNER, toyAuth, toyConnector } from '../sandbox/toy-connector.ts'

const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value))
const base = toyConnector()

export const webhook: WebhookScheme = {
  ...(base.webhooks['toy'] as WebhookScheme),
  unwrap: (request) => {
    const { type, payload } = JSON.parse(Buffer.from(request.body).toString('utf8')) as { type: string; payload: Json }
    return { type, payload, id: request.headers['x-toy-event'] ?? '' }
  },
  handshake: (request) => {
    const echo = request.url.searchParams.get('echo')
    return echo === null ? undefined : { kind: 'response', status: 200, headers: {}, body: Buffer.from(echo) }
  },
}

export const PAID: Scenario = {
  id: 'order.paid',
  summary: { en: 'an order is paid', zh: '订单付款' },
  steps: [
    { name: 'order', operation: 'orders.create', params: { amount: 5, note: 'no. ${random}' } },
    { name: 'pay', action: 'toy.pay', params: { order: '${order.id}' } },
  ],
  emits: ['order.paid'],
}

/** The sandbox's toy, with what a partner's side needs too. */
export function partnerToy(more: Partial<Connector> = {}): Connector {
  return {
    ...base,
    auth: { ...base.auth, toy: { ...toyAuth, unsignedAnswer: ({ status }) => status >= 500 } },
    webhooks: { toy: webhook },
    protocols: {
      rest: {
        ...(base.protocols['rest'] as Connector['protocols'][string]),
        request: (operation, input, baseUrl, credential) => ({
          kind: 'request',
          method: operation.method,
          url: new URL(operation.path, baseUrl),
          headers: { 'content-type': 'application/json', 'x-toy-app': credential['app'] ?? '' },
          body: bytes(input.body ?? null),
        }),
      },
    },
    bodyProperties: () => ['amount', 'note', 'notify', 'after'],
    operation: (id) => {
      const found = base.operation(id)
      return found && id === 'orders.create' ? { ...found, extensions: { notify: 'notify' } } : found
    },
    scenario: (id) => (id === PAID.id ? PAID : undefined),
    scenarios: () => [PAID.id],
    ...more,
  }
}

export function toyPorts(
  connector: Connector,
  url: string,
  clock: Clock,
  random: Random = seededRandom('ports'),
): CallPorts {
  return {
    clock,
    random,
    http,
    connectorFor: async (id) => ({ connector, operation: connector.operation(id) as never }),
    credential: async () => ({ credential: PARTNER, environment: 'local' }),
    localUrl: async () => new URL(url),
  }
}

/** A delivery as the toy platform signs it. */
export function signedDelivery(
  url: string,
  payload: Json,
  clock: Clock,
  secret = PARTNER['secret'] ?? '',
): HttpRequest {
  const stamp = { timestamp: Math.floor(clock.now() / 1000), nonce: '' }
  const unsigned = webhook.wrap({ type: 'order.paid', id: 'evt-1', payload }, new URL(url), PARTNER, stamp)
  return signMessage(webhook.signature, unsigned, keyRing({ ...PARTNER, secret }), stamp).message
}
