import { createServer, type IncomingMessage, type Server } from 'node:http'
import { HttpError, readBody, readJson, send, type Answer } from './http.ts'
import { receiveNotification, type NotifyPorts } from './notify.ts'
import { refunded, type Fen, type Order } from './orders.ts'
import { NotPossible, placeOrder, reconcile, refundOrder, type PaymentPorts } from './payments.ts'
import { WechatPayRefusal } from './wechat-pay.ts'

export interface AppPorts extends PaymentPorts, NotifyPorts {
  readonly log: (line: string) => void
}

export const NOTIFY_PATH = '/wechat-pay/notify'

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
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const [, first, id, action] = pathname.split('/')
  const route = `${request.method} ${pathname}`
  if (route === 'GET /') return { status: 200, body: { ok: true } }
  if (route === `POST ${NOTIFY_PATH}`) return notify(request, ports)
  if (first !== 'orders') throw new HttpError(404, `There is nothing at ${pathname}.`)
  if (route === 'POST /orders') return place(await readJson(request), ports)
  if (request.method === 'GET' && id && !action) return show(await ports.orders.find(id))
  if (request.method === 'POST' && id && action === 'reconcile') return show(await reconcile(id, ports))
  if (request.method === 'POST' && id && action === 'refund') return refund(id, await readJson(request), ports)
  throw new HttpError(404, `There is nothing at ${pathname}.`)
}

/** WeChat Pay looks at the status: 204 (or 200), or it sends the notification again. */
async function notify(request: IncomingMessage, ports: AppPorts): Promise<Answer> {
  const header = (name: string): string => String(request.headers[`wechatpay-${name}`] ?? '')
  const headers = {
    timestamp: header('timestamp'),
    nonce: header('nonce'),
    serial: header('serial'),
    signature: header('signature'),
  }
  const { accepted, reason } = await receiveNotification(headers, await readBody(request), ports)
  ports.log(`notification ${accepted ? 'accepted' : 'refused'}: ${reason}`)
  return accepted ? { status: 204, body: '' } : { status: 400, body: { code: 'FAIL', message: reason.slice(0, 64) } }
}

async function place(wish: Record<string, unknown>, ports: AppPorts): Promise<Answer> {
  const { description, total } = wish
  if (!isFen(total)) throw new HttpError(400, 'total has to be a whole number of fen, such as 8800.')
  if (typeof description !== 'string' || description === '' || description.length > 127)
    throw new HttpError(400, 'description has to be a text of 1 to 127 characters.')
  // WeChat Pay refuses characters of four bytes, such as emoji.
  if (/[\u{10000}-\u{10ffff}]/u.test(description)) throw new HttpError(400, 'description cannot have emoji.')
  const order = await placeOrder({ description, total }, ports)
  ports.log(`order ${order.outTradeNo}: ${order.total} fen for ${JSON.stringify(order.description)}`)
  return { status: 201, body: view(order) }
}

async function refund(id: string, wish: Record<string, unknown>, ports: AppPorts): Promise<Answer> {
  const { amount, refund_no: refundNo, reason } = wish
  if (amount !== undefined && !isFen(amount)) throw new HttpError(400, 'amount has to be a whole number of fen.')
  if (refundNo !== undefined && !(typeof refundNo === 'string' && /^[\w|*@-]{1,64}$/.test(refundNo)))
    throw new HttpError(400, 'refund_no has up to 64 letters, digits and _ - | * @.')
  const options = {
    ...(amount === undefined ? {} : { amount }),
    ...(refundNo === undefined ? {} : { refundNo }),
    ...(typeof reason === 'string' && reason !== '' ? { reason } : {}),
  }
  return show(await refundOrder(id, options, ports))
}

function isFen(value: unknown): value is Fen {
  return Number.isSafeInteger(value) && (value as number) > 0
}

function show(order: Order | undefined): Answer {
  if (!order) throw new HttpError(404, 'There is no such order.')
  return { status: 200, body: view(order) }
}

function view(order: Order) {
  return {
    out_trade_no: order.outTradeNo,
    state: order.state,
    description: order.description,
    total: order.total,
    refunded: refunded(order),
    refunds: order.refunds.map(({ refundNo, amount, state }) => ({ refund_no: refundNo, amount, state })),
    code_url: order.codeUrl,
    transaction_id: order.transactionId,
    created_at: order.createdAt,
    paid_at: order.paidAt,
  }
}

function failure(error: unknown, ports: AppPorts): Answer {
  if (error instanceof HttpError) return { status: error.status, body: { error: error.message } }
  if (error instanceof NotPossible) return { status: 409, body: { error: error.message } }
  if (error instanceof WechatPayRefusal) {
    ports.log(`wechat pay refused: ${error.code} ${error.message}`)
    return { status: 502, body: { error: error.message, code: error.code } }
  }
  ports.log(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return { status: 500, body: { error: 'Something went wrong here.' } }
}
