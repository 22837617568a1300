import type { Json, JsonObject, PlatformEvent, Sdk, WebhookScheme } from '../../sdk/index.ts'
import { formatBeijing } from './beijing-time.ts'
import { alipayKeyRing } from './key-rings.ts'
import { RETRIES } from './notify-schedule.ts'
import { notifySignature } from './notify-signature.ts'

/** UNCONFIRMED: no page says how long the platform waits for the answer. */
const TIMEOUT_SECONDS = 10
const FORM_TYPE = 'application/x-www-form-urlencoded; charset=utf-8'

/** Asynchronous notifications (异步通知): a signed form POST to the order's notify_url. */
export const alipayNotify = (sdk: Sdk): WebhookScheme => ({
  id: 'alipayNotify',
  signature: notifySignature(sdk),
  retries: RETRIES,
  timeoutSeconds: TIMEOUT_SECONDS,
  keyRing: (credential, party) => alipayKeyRing(sdk, credential, party),
  wrap(event, url, credential, stamp) {
    const appId = credential['app_id'] ?? ''
    const envelope: Readonly<Record<string, string>> = {
      notify_time: formatBeijing(stamp.timestamp * 1000),
      // Messages of the platform have msg_method in its place [LIVE].
      ...(isMessage(event.payload) ? {} : { notify_type: 'trade_status_sync' }),
      // The same for every retry of one notification [DOC 00f7nu].
      notify_id: sdk.crypto.hash('md5', event.id).toString('hex'),
      app_id: appId,
      auth_app_id: appId,
      charset: 'utf-8',
      version: '1.0',
    }
    // What the payload says wins, so that a receiver can be tried with a foreign app_id or a repeated notify_id.
    // The algorithm of the app, as answers have it [DOC 02mse7].
    const algorithm = credential['sign_type'] === 'RSA' ? 'RSA' : 'RSA2'
    const fields = { ...envelope, ...texts(event.payload), sign_type: algorithm }
    const body = Buffer.from(sdk.form.formatForm(Object.entries(fields)))
    return { kind: 'request', method: 'POST', url, headers: { 'content-type': FORM_TYPE }, body }
  },
  unwrap(request) {
    const text = request.method === 'GET' ? request.url.search : Buffer.from(request.body).toString('utf8')
    const fields = Object.fromEntries(
      sdk.form.parseForm(text).filter(([name]) => name !== 'sign' && name !== 'sign_type'),
    )
    return { type: typeOf(fields), id: fields['notify_id'] ?? '', payload: fields }
  },
  // Exactly these seven bytes and HTTP 200; anything else, `fail` included, is repeated [DOC 00f7nu].
  acknowledged: (response) => response.status === 200 && Buffer.from(response.body).toString('utf8') === 'success',
  acknowledgement: () => ({
    kind: 'response',
    status: 200,
    headers: { 'content-type': 'text/plain;charset=utf-8' },
    body: Buffer.from('success'),
  }),
})

function isMessage(payload: Json): boolean {
  return payload !== null && typeof payload === 'object' && 'msg_method' in payload
}

/** Lists such as fund_bill_list travel as JSON text [DOC 00f7nu]. */
function texts(payload: Json): Record<string, string> {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) return {}
  const entries = Object.entries(payload as JsonObject).filter(([, value]) => value !== null)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

function typeOf(fields: Readonly<Record<string, string>>): PlatformEvent['type'] {
  if (fields['msg_method']) return fields['msg_method']
  if (fields['refund_fee']) return 'alipay.trade.refunded'
  return fields['trade_status'] === 'TRADE_CLOSED' ? 'alipay.trade.closed' : 'alipay.trade.paid'
}
