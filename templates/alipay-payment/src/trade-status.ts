import type { Order } from './orders.ts'

/**
 * What Alipay says about a trade → the order. A paid order never goes back to waiting: notifications may arrive
 * late, twice or out of order, and all of that has to end in the same place.
 */
export function applyStatus(order: Order, trade: { status: string; tradeNo: string }, now: string): Order {
  const { status, tradeNo } = trade
  if (status === 'TRADE_SUCCESS' || status === 'TRADE_FINISHED')
    return order.state === 'waiting' ? { ...order, state: 'paid', tradeNo, paidAt: now } : order
  // TRADE_CLOSED after a payment means fully refunded; before one, that nobody paid in time.
  if (status === 'TRADE_CLOSED') return order.state === 'closed' ? order : { ...order, state: 'closed', tradeNo }
  return order
}
