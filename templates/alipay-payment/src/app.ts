import { createServer, type IncomingMessage, type Server } from 'node:http'
import { AlipayRefusal } from './alipay.ts'
import { HttpError, readBody, readJson, send, type Answer } from './http.ts'
import { toAmount, toCents } from './money.ts'
import { receiveNotification } from './notify.ts'
import { refunded, type Order } from './orders.ts'
import { NotPossible, placeOrder, reconcile, refundOrder, type PaymentPorts } from './payments.ts'

export interface AppPorts extends PaymentPorts {
  readonly appId: string
  readonly log: (line: string) => void
}

export const NOTIFY_PATH = '/alipay/notify'
export const RETURN_PATH = '/alipay/return'

/** Every address of this server, in one place. */
export function createApp(ports: AppPorts): Server {
  return createServer((request, response) => {
    answer(request, ports)
      .catch((error: unknown) => failure(error, ports))
      .then((answered) => send(response, answered))
      .catch(() => response.destroy())
  })
}

async function answer(request: IncomingMessage, ports: AppPorts): Promise<Answer> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const [, first, id, action] = pathname.split('/')
  const route = `${request.method} ${pathname}`
  if (route === 'GET /') return { status: 200, body: { ok: true } }
  if (route === `POST ${NOTIFY_PATH}`) return notify(await readBody(request), ports)
  if (route === `GET ${RETURN_PATH}`) return returned(search, ports)
  if (first !== 'orders') throw new HttpError(404, `There is nothing at ${pathname}.`)
  if (route === 'POST /orders') return place(await readJson(request), ports)
  if (request.method === 'GET' && id && !action) return show(await ports.orders.find(id))
  if (request.method === 'POST' && id && action === 'reconcile') return show(await reconcile(id, ports))
  if (request.method === 'POST' && id && action === 'refund') return refund(id, await readJson(request), ports)
  throw new HttpError(404, `There is nothing at ${pathname}.`)
}

/** Alipay reads the body: exactly `success`, or it sends the notification again. */
async function notify(body: string, ports: AppPorts): Promise<Answer> {
  const { accepted, reason } = await receiveNotification(body, ports)
  ports.log(`notification ${accepted ? 'accepted' : 'refused'}: ${reason}`)
  return { status: 200, body: accepted ? 'success' : 'fail' }
}

/**
 * Where the buyer's browser comes back from the cashier. It proves nothing: the buyer may never come back, or come
 * back before the notification. So Alipay is asked.
 */
async function returned(search: string, ports: AppPorts): Promise<Answer> {
  const fields = Object.fromEntries(new URLSearchParams(search))
  if (!ports.alipay.isFromAlipay(fields)) throw new HttpError(400, 'This address was not signed by Alipay.')
  const order = await reconcile(fields['out_trade_no'] ?? '', ports)
  if (!order) throw new HttpError(404, 'There is no such order.')
  return { status: 200, body: `Order ${order.outTradeNo}: ${order.state}` }
}

async function place(wish: Record<string, unknown>, ports: AppPorts): Promise<Answer> {
  const amount = toCents(wish['amount'])
  const subject = wish['subject']
  if (amount === undefined) throw new HttpError(400, 'amount has to be a text such as "88.00".')
  // Alipay refuses / = & in a subject.
  if (typeof subject !== 'string' || !/^[^/=&]{1,256}$/.test(subject))
    throw new HttpError(400, 'subject has to be a text of 1 to 256 characters, without / = and &.')
  const way = wish['way'] ?? 'code'
  if (way !== 'code' && way !== 'page') throw new HttpError(400, 'way is "code" or "page".')
  const order = await placeOrder({ subject, amount, way }, ports)
  ports.log(`order ${order.outTradeNo}: ${toAmount(order.amount)} for ${JSON.stringify(order.subject)}`)
  return { status: 201, body: view(order) }
}

async function refund(id: string, wish: Record<string, unknown>, ports: AppPorts): Promise<Answer> {
  const { amount: given, request_no: requestNo, reason } = wish
  const amount = toCents(given)
  if (given !== undefined && amount === undefined) throw new HttpError(400, 'amount has to be a text such as "88.00".')
  const options = {
    ...(amount === undefined ? {} : { amount }),
    ...(typeof requestNo === 'string' && requestNo !== '' ? { requestNo } : {}),
    ...(typeof reason === 'string' && reason !== '' ? { reason } : {}),
  }
  return show(await refundOrder(id, options, ports))
}

function show(order: Order | undefined): Answer {
  if (!order) throw new HttpError(404, 'There is no such order.')
  return { status: 200, body: view(order) }
}

function view(order: Order) {
  return {
    out_trade_no: order.outTradeNo,
    state: order.state,
    subject: order.subject,
    amount: toAmount(order.amount),
    refunded: toAmount(refunded(order)),
    qr_code: order.qrCode,
    pay_url: order.payUrl,
    trade_no: order.tradeNo,
    created_at: order.createdAt,
    paid_at: order.paidAt,
  }
}

function failure(error: unknown, ports: AppPorts): Answer {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.message } }
  if (error instanceof NotPossible) return { status: 409, body: { error: error.message } }
  if (error instanceof AlipayRefusal) {
    ports.log(`alipay refused: ${error.code} ${error.message}`)
    return { status: 502, body: { error: error.message, code: error.code } }
  }
  ports.log(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return { status: 500, body: { error: 'Something went wrong here.' } }
}
