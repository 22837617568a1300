import type { Transaction } from './wechat-pay.ts'
import type { Order, RefundState } from './orders.ts'

/**
 * What WeChat Pay says about a payment → the order. A paid order never goes back to waiting: notifications may
 * arrive late, twice or out of order, and all of that has to end in the same place.
 */
export function applyTransaction(order: Order, transaction: Transaction, now: string): Order {
  const { state, transactionId, successTime } = transaction
  if (order.state !== 'waiting') return order
  // REFUND: paid, and refunded in part or in full.
  if (state === 'SUCCESS' || state === 'REFUND')
    return { ...order, state: 'paid', paidAt: successTime ?? now, ...(transactionId ? { transactionId } : {}) }
  return state === 'CLOSED' ? { ...order, state: 'closed' } : order
}

const REFUND_STATES: Readonly<Record<string, RefundState>> = {
  PROCESSING: 'accepted',
  // The buyer's account could not take it. WeChat Pay's console, or the abnormal refund operation, finishes it.
  ABNORMAL: 'accepted',
  SUCCESS: 'done',
  CLOSED: 'failed',
}

/** What WeChat Pay says about a refund → the order. An order whose whole amount went back is closed. */
export function applyRefund(order: Order, refundNo: string, status: string): Order {
  const state = REFUND_STATES[status]
  if (state === undefined) return order
  const refunds = order.refunds.map((refund) =>
    // Done and failed are final: a new refund needs a new number.
    refund.refundNo === refundNo && refund.state !== 'done' && refund.state !== 'failed'
      ? { ...refund, state }
      : refund,
  )
  const back = refunds.reduce((sum, refund) => sum + (refund.state === 'done' ? refund.amount : 0), 0)
  return { ...order, refunds, state: back === order.total ? 'closed' : order.state }
}
