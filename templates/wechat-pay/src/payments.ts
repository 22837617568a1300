import { randomUUID } from 'node:crypto'
import { isUnderWay, refunded, type Fen, type Order, type OrderStore } from './orders.ts'
import { applyRefund, applyTransaction } from './states.ts'
import { WechatPayRefusal, type WechatPay } from './wechat-pay.ts'

export class NotPossible extends Error {
  override readonly name = 'NotPossible'
}

export interface PaymentPorts {
  readonly wechatPay: WechatPay
  readonly orders: OrderStore
  readonly notifyUrl: string
  readonly now: () => Date
}

export interface RefundWish {
  readonly amount?: Fen
  readonly refundNo?: string
  readonly reason?: string
}

/** Saves the order first: whatever happens next, a notification about it finds it. */
export async function placeOrder(wish: { description: string; total: Fen }, ports: PaymentPorts): Promise<Order> {
  const { wechatPay, orders, notifyUrl } = ports
  const outTradeNo = newNumber()
  await orders.add({ ...wish, outTradeNo, state: 'waiting', createdAt: ports.now().toISOString(), refunds: [] })
  const { codeUrl } = await wechatPay.native({ ...wish, outTradeNo, notifyUrl })
  return (await orders.update(outTradeNo, (order) => ({ ...order, codeUrl }))) as Order
}

/** Asks WeChat Pay instead of waiting for notifications that may have been missed. */
export async function reconcile(outTradeNo: string, ports: PaymentPorts): Promise<Order | undefined> {
  const order = await ports.orders.find(outTradeNo)
  if (!order) return undefined
  if (order.state === 'waiting') {
    const transaction = await ports.wechatPay.query(outTradeNo)
    if (transaction)
      await ports.orders.update(outTradeNo, (now) => applyTransaction(now, transaction, ports.now().toISOString()))
  }
  for (const { refundNo } of order.refunds.filter(isUnderWay)) {
    const status = await ports.wechatPay.refundStatus(refundNo)
    // WeChat Pay may not have heard of it: then it stays as asked for, and asking again under its number is safe.
    if (status) await ports.orders.update(outTradeNo, (now) => applyRefund(now, refundNo, status))
  }
  return ports.orders.find(outTradeNo)
}

/** All orders that wait for something. One that cannot be asked about now is asked about the next time. */
export async function reconcileUnfinished(ports: PaymentPorts, onError: (error: unknown) => void): Promise<void> {
  for (const order of await ports.orders.unfinished()) await reconcile(order.outTradeNo, ports).catch(onError)
}

/**
 * The refund's number is written down before the call and kept when nobody knows how the call ended, so that a
 * repeat asks WeChat Pay for the same refund and not for a second one.
 */
export async function refundOrder(
  outTradeNo: string,
  wish: RefundWish,
  ports: PaymentPorts,
): Promise<Order | undefined> {
  const fresh = wish.refundNo ?? newNumber()
  const reserved = await ports.orders.update(outTradeNo, (order) => reserve(order, wish, fresh))
  if (!reserved) return undefined
  const refund =
    reserved.refunds.find(({ refundNo }) => refundNo === fresh) ??
    reserved.refunds.find(({ state }) => state === 'asked')
  if (!refund || refund.state !== 'asked') return reserved
  const { refundNo, amount } = refund
  const reason = wish.reason === undefined ? {} : { reason: wish.reason }
  try {
    const { total } = reserved
    const status = await ports.wechatPay.refund({
      outTradeNo,
      refundNo,
      amount,
      total,
      notifyUrl: ports.notifyUrl,
      ...reason,
    })
    return await ports.orders.update(outTradeNo, (order) => applyRefund(order, refundNo, status))
  } catch (error) {
    if (error instanceof WechatPayRefusal && error.final)
      await ports.orders.update(outTradeNo, (order) => release(order, refundNo))
    throw error
  }
}

/** Without an amount: the rest. Without a number: the refund whose end is unknown, or a new one. */
function reserve(order: Order, wish: RefundWish, fresh: string): Order {
  const known = order.refunds.find(({ refundNo }) => refundNo === wish.refundNo)
  if (known && wish.amount !== undefined && known.amount !== wish.amount)
    throw new NotPossible(`Refund ${known.refundNo} was asked for with another amount.`)
  if (known) return order
  const amount = wish.amount ?? order.total - refunded(order)
  if (amount === 0 && order.refunds.some(isUnderWay)) return order
  if (order.state !== 'paid') throw new NotPossible(`Order ${order.outTradeNo} is ${order.state}, not paid.`)
  if (amount === 0 || refunded(order) + amount > order.total)
    throw new NotPossible('More than was paid cannot be refunded.')
  return { ...order, refunds: [...order.refunds, { refundNo: fresh, amount, state: 'asked' }] }
}

function release(order: Order, refundNo: string): Order {
  return { ...order, refunds: order.refunds.filter((one) => one.refundNo !== refundNo || one.state !== 'asked') }
}

/** 32 characters, as many as an order number may have. */
function newNumber(): string {
  return randomUUID().replaceAll('-', '')
}
