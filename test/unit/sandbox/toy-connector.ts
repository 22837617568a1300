import type { AuthScheme, Credential, KeyRing, SignatureScheme } from '../../../src/sdk/auth.ts'
import type { Connector, Protocol } from '../../../src/sdk/connector.ts'
import { equalText, hmac } from '../../../src/sdk/crypto.ts'
import type { HttpMessage, HttpRequest, HttpResponse, Json, JsonObject } from '../../../src/sdk/http.ts'
import type { Operation } from '../../../src/sdk/operation.ts'
import type { Simulator } from '../../../src/sdk/simulator.ts'
import type { EventType, WebhookScheme } from '../../../src/sdk/webhook.ts'
import { refuseAction } from './refuse-action.ts'

export const PARTNER: Credential = { app: 'app-1', secret: 'partner-secret' }

const text = (body: Uint8Array): string => Buffer.from(body).toString('utf8')
const bytes = (value: Json): Uint8Array => Buffer.from(JSON.stringify(value))

function scheme<M extends HttpMessage>(id: string, toleranceSeconds?: number): SignatureScheme<M> {
  return {
    id,
    ...(toleranceSeconds === undefined ? {} : { toleranceSeconds }),
    signingInput: (message, stamp) => ({
      text: `${stamp.timestamp}\n${text(message.body)}`,
      parts: [
        ['timestamp', String(stamp.timestamp)],
        ['body', text(message.body)],
      ],
    }),
    attach: (message, { value, stamp }) => ({
      ...message,
      headers: { ...message.headers, 'x-toy-time': String(stamp.timestamp), 'x-toy-sign': value },
    }),
    extract: ({ headers }) => {
      const value = headers['x-toy-sign']
      return value === undefined
        ? undefined
        : { value, keyId: 'hmac', stamp: { timestamp: Number(headers['x-toy-time']), nonce: '' } }
    },
  }
}

export const requestScheme = scheme<HttpRequest>('toy', 300)
export const responseScheme = scheme<HttpResponse>('toy')

/** HMAC is symmetric: both parties hold the same key. */
export function keyRing(credential: Credential): KeyRing {
  const sign = (input: string): string => hmac('sha256', credential['secret'] ?? '', input).toString('hex')
  return {
    signer: () => ({ keyId: 'hmac', sign: (input) => sign(input.text) }),
    verifier: (keyId) => (keyId === 'hmac' ? { verify: (signed, value) => equalText(sign(signed), value) } : undefined),
  }
}

const label = { en: 'x', zh: 'x' }

export const toyAuth: AuthScheme = {
  id: 'toy',
  fields: [
    { name: 'app', label, secret: false },
    { name: 'secret', label, secret: true },
  ],
  request: requestScheme,
  response: responseScheme,
  keyRing,
  partnerId: (request) => request.headers['x-toy-app'],
  credentialId: (credential) => credential['app'] ?? '',
  mint: () => PARTNER,
}

export const staticAuth: AuthScheme = {
  id: 'key',
  fields: [],
  static: {
    attach: (request, credential) => ({
      ...request,
      headers: { ...request.headers, 'x-key': credential['secret'] ?? '' },
    }),
    matches: (request, credential) => {
      const key = request.headers['x-key']
      return key === undefined ? 'missing' : key === credential['secret'] ? 'ok' : 'mismatch'
    },
  },
  mint: () => PARTNER,
}

const operation = (id: string, method: string, path: string, more: Partial<Operation> = {}): Operation => ({
  id,
  method,
  path,
  summary: id,
  tags: [],
  auth: ['toy'],
  parameters: [],
  responses: {},
  emits: [],
  writes: method !== 'GET',
  extensions: {},
  ...more,
})

const orderBody = { body: { mediaType: 'application/json', required: true, schema: {} } } as const

export const OPERATIONS: readonly Operation[] = [
  operation('orders.create', 'POST', '/orders', orderBody),
  operation('orders.crash', 'POST', '/crash', orderBody),
  operation('orders.list', 'GET', '/orders', {
    auth: ['key'],
    responses: { '404': { example: 'no' }, '200': { mediaType: 'application/json', example: { orders: [] } } },
  }),
  operation('ping', 'GET', '/ping', { auth: [], responses: { '204': {} } }),
]

const rest: Protocol = {
  id: 'rest',
  request: () => {
    throw new TypeError('not used by the sandbox')
  },
  route: (request) => {
    const found = OPERATIONS.find(({ method, path }) => method === request.method && path === request.url.pathname)
    if (!found) return undefined
    const body = request.body.byteLength > 0 ? (JSON.parse(text(request.body)) as Json) : null
    return { operationId: found.id, params: Object.fromEntries(request.url.searchParams), body }
  },
  answer: (_, answer) => ({
    kind: 'response',
    status: answer.status,
    headers: { 'content-type': 'application/json', ...answer.headers },
    body: answer.body === undefined ? new Uint8Array() : bytes(answer.body),
  }),
  read: (_, response) => JSON.parse(text(response.body)) as Json,
}

const simulator: Simulator = {
  handlers: {
    'orders.create': ({ body, state, random, emit }) => {
      const { notify, amount, after } = body as { notify?: string; amount: number; after?: number }
      const id = Buffer.from(random.bytes(4)).toString('hex')
      state.put('orders', id, { id, amount, ...(notify === undefined ? {} : { notify }) })
      emit(
        'order.made',
        { id },
        { ...(notify === undefined ? {} : { url: notify }), ...(after === undefined ? {} : { afterMs: after }) },
      )
      return { status: 201, body: { id }, rule: 'toy rule 1' }
    },
    'orders.crash': ({ emit }) => {
      emit('order.made', { id: 'never' })
      throw new RangeError('the toy broke')
    },
  },
  actions: {
    pay: {
      summary: { en: 'a buyer pays', zh: '买家付款' },
      params: [{ name: 'order', summary: { en: 'order id', zh: '订单号' }, required: true }],
      run: ({ state, emit }, { order = '' }) => {
        const known = state.get('orders', order) as JsonObject | undefined
        if (!known) throw refuseAction({ en: `no order ${order}`, zh: `没有订单 ${order}` })
        const notify = known['notify'] as string | undefined
        emit('order.paid', { id: order, amount: known['amount'] ?? 0 }, notify === undefined ? {} : { url: notify })
        return { paid: order }
      },
    },
  },
}

const webhook: WebhookScheme = {
  id: 'toy',
  signature: scheme<HttpRequest>('toy-webhook'),
  retries: [5, 60],
  timeoutSeconds: 1,
  keyRing,
  wrap: (event, url) => ({
    kind: 'request',
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', 'x-toy-event': event.id },
    body: bytes({ type: event.type, payload: event.payload }),
  }),
  unwrap: () => {
    throw new TypeError('not used by the sandbox')
  },
  acknowledged: (response) => response.status < 300 && text(response.body) === 'success',
  acknowledgement: () => ({ kind: 'response', status: 200, headers: {}, body: Buffer.from('success') }),
}

const EVENTS: readonly EventType[] = ['order.made', 'order.paid'].map((id) => ({
  id,
  summary: id,
  scheme: 'toy',
  payload: {},
  example: { id: 'example' },
}))

/** A whole platform in one object: HMAC-signed calls, orders that can be paid, events about them. */
export function toyConnector(): Connector {
  return {
    id: 'toy',
    folder: '/nowhere',
    manifest: {
      id: 'toy',
      name: { en: 'Toy', zh: '玩具' },
      summary: { en: 'Toy', zh: '玩具' },
      sdk: 1,
      openapi: 'openapi.yaml',
      environments: {},
    },
    operations: () => OPERATIONS,
    operation: (id) => OPERATIONS.find((one) => one.id === id),
    events: () => EVENTS,
    event: (id) => EVENTS.find((one) => one.id === id),
    scenario: () => undefined,
    scenarios: () => [],
    auth: { toy: toyAuth, key: staticAuth },
    webhooks: { toy: webhook },
    protocols: { rest },
    decodeError: (response) =>
      response.status >= 400
        ? { code: String((JSON.parse(text(response.body)) as { code?: string }).code), message: '' }
        : undefined,
    simulator,
    checks: [],
    explanation: () => undefined,
    explanations: () => [],
    validateInput: (op, input) => {
      const amount = (input.body as { amount?: unknown } | undefined)?.amount
      return op.id === 'orders.create' && typeof amount !== 'number'
        ? [
            { place: 'body', at: '/amount', message: { en: 'must be a number', zh: '应为数字' } },
            { place: 'body', at: '', message: { en: 'must have amount', zh: '缺少 amount' } },
          ]
        : []
    },
    validate: () => [],
    bodyProperties: () => undefined,
    sample: () => ({}),
  }
}
