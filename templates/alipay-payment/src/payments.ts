import { randomUUID } from 'node:crypto'
import { AlipayRefusal, type Alipay } from './alipay.ts'
import { toAmount, type Cents } from './money.ts'
import { refunded, type Order, type OrderStore } from './orders.ts'
import { applyStatus } from './trade-status.ts'

export class NotPossible extends Error {
  override readonly name = 'NotPossible'
}

export interface PaymentPorts {
  readonly alipay: Alipay
  readonly orders: OrderStore
  readonly notifyUrl: string
  readonly returnUrl: string
  readonly now: () => Date
}

export interface RefundWish {
  readonly amount?: Cents
  readonly requestNo?: string
  readonly reason?: string
}

export interface OrderWish {
  readonly subject: string
  readonly amount: Cents
  /** `code`: a QR code to scan; `page`: Alipay's cashier in the buyer's browser. */
  readonly way: 'code' | 'page'
}

/** Saves the order first: whatever happens next, a notification about it finds it. */
export async function placeOrder({ subject, amount, way }: OrderWish, ports: PaymentPorts): Promise<Order> {
  const { alipay, orders, notifyUrl, returnUrl } = ports
  const outTradeNo = randomUUID().replaceAll('-', '')
  const createdAt = ports.now().toISOString()
  await orders.add({ subject, amount, outTradeNo, state: 'waiting', createdAt, refunds: [] })
  const order = { outTradeNo, subject, amount: toAmount(amount), notifyUrl }
  const paying = way === 'page' ? { payUrl: alipay.cashierUrl({ ...order, returnUrl }) } : await alipay.precreate(order)
  return (await orders.update(outTradeNo, (saved) => ({ ...saved, ...paying }))) as Order
}

/** Asks Alipay instead of waiting for a notification that may have been missed. */
export async function reconcile(outTradeNo: string, ports: PaymentPorts): Promise<Order | undefined> {
  const trade = await ports.alipay.query(outTradeNo)
  if (!trade) return ports.orders.find(outTradeNo)
  return ports.orders.update(outTradeNo, (order) => applyStatus(order, trade, ports.now().toISOString()))
}

/** All orders that wait. One that cannot be asked about now is asked about the next time. */
export async function reconcileWaiting(ports: PaymentPorts, onError: (error: unknown) => void): Promise<void> {
  for (const order of await ports.orders.waiting()) await reconcile(order.outTradeNo, ports).catch(onError)
}

/**
 * The request number is written down before the call and kept when nobody knows how the call ended, so that a
 * repeat asks Alipay for the same refund and not for a second one.
 */
export async function refundOrder(
  outTradeNo: string,
  wish: RefundWish,
  ports: PaymentPorts,
): Promise<Order | undefined> {
  const fresh = wish.requestNo ?? randomUUID()
  const reserved = await ports.orders.update(outTradeNo, (order) => reserve(order, wish, fresh))
  if (!reserved) return undefined
  const refund =
    reserved.refunds.find(({ requestNo }) => requestNo === fresh) ?? reserved.refunds.find(({ done }) => !done)
  if (!refund || refund.done) return reserved
  const { requestNo } = refund
  const reason = wish.reason === undefined ? {} : { reason: wish.reason }
  try {
    await ports.alipay.refund({ outTradeNo, requestNo, amount: toAmount(refund.amount), ...reason })
  } catch (error) {
    if (isFinal(error)) await ports.orders.update(outTradeNo, (order) => release(order, requestNo))
    throw error
  }
  return ports.orders.update(outTradeNo, (order) => settle(order, requestNo))
}

/** Without an amount: the rest. Without a number: the refund whose end is unknown, or a new one. */
function reserve(order: Order, wish: RefundWish, fresh: string): Order {
  const known = order.refunds.find(({ requestNo }) => requestNo === wish.requestNo)
  const amount = wish.amount ?? order.amount - refunded(order)
  if (known && wish.amount !== undefined && known.amount !== wish.amount)
    throw new NotPossible(`Refund ${known.requestNo} was asked for with another amount.`)
  if (known) return order
  if (amount === 0 && order.refunds.some(({ done }) => !done)) return order
  if (order.state !== 'paid') throw new NotPossible(`Order ${order.outTradeNo} is ${order.state}, not paid.`)
  if (amount === 0 || refunded(order) + amount > order.amount)
    throw new NotPossible('More than was paid cannot be refunded.')
  return { ...order, refunds: [...order.refunds, { requestNo: fresh, amount, done: false }] }
}

/** Alipay said no. A missing answer or a system error says nothing about what happened. */
function isFinal(error: unknown): boolean {
  return error instanceof AlipayRefusal && error.code !== 'ACQ.SYSTEM_ERROR' && /^(ACQ|isv)\./.test(error.code)
}

function release(order: Order, requestNo: string): Order {
  return { ...order, refunds: order.refunds.filter((refund) => refund.requestNo !== requestNo || refund.done) }
}

function settle(order: Order, requestNo: string): Order {
  const refunds = order.refunds.map((refund) => (refund.requestNo === requestNo ? { ...refund, done: true } : refund))
  const changed = { ...order, refunds }
  const back = refunds.reduce((sum, refund) => sum + (refund.done ? refund.amount : 0), 0)
  return back === order.amount ? { ...changed, state: 'closed' } : changed
}
