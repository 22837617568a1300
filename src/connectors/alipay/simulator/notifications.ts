import type { Json, Simulation } from '../../../sdk/index.ts'
import { formatBeijing, formatBeijingMs } from '../beijing-time.ts'
import { FACE_TO_FACE_RETRIES } from '../notify-schedule.ts'
import { SELLER_EMAIL } from './identifiers.ts'
import { formatYuan, NOTHING } from './money.ts'
import { closingIsSent, refundedTotal, type Refund, type Trade } from './trade.ts'

/** Every product sends TRADE_SUCCESS [DOC 00f7nu]. */
export function announcePaid(simulation: Simulation, trade: Trade): void {
  send(simulation, 'alipay.trade.paid', trade, paymentFields(trade))
}

/**
 * Documents contradict each other on refunds: newer pages say that nothing is sent, older ones that the payment
 * notification is sent again with the refund's fields, and one was received in production [DOC 00f7nu, GO]. UNCONFIRMED;
 * the older behaviour is played, so that a receiver is ready for it.
 */
export function announceRefunded(simulation: Simulation, trade: Trade, given: Refund): void {
  send(simulation, 'alipay.trade.refunded', trade, {
    ...paymentFields(trade),
    ...closeFields(trade),
    out_biz_no: given.out_request_no,
    // The sum so far, as in the answer of refund (UNCONFIRMED for notifications).
    refund_fee: formatYuan(refundedTotal(trade)),
    gmt_refund: formatBeijingMs(given.at),
  })
}

/** By product: face to face, order code and PC page send nothing when a trade is closed [DOC 00f7nu]. */
export function announceClosed(simulation: Simulation, trade: Trade): void {
  if (closingIsSent(trade)) send(simulation, 'alipay.trade.closed', trade, closeFields(trade))
}

/** To the order's notify_url; without one the platform sends nothing [DOC 00f7nu], and only listeners of the sandbox see it. */
function send(simulation: Simulation, type: string, trade: Trade, fields: Record<string, Json>): void {
  const payload = { ...orderFields(trade), ...fields }
  simulation.emit(type, payload, {
    ...(trade.notify_url ? { url: trade.notify_url } : {}),
    ...(trade.product_code === 'FACE_TO_FACE_PAYMENT' ? { retries: FACE_TO_FACE_RETRIES } : {}),
  })
}

function orderFields(trade: Trade): Record<string, Json> {
  const { buyer } = trade
  return {
    notify_type: 'trade_status_sync',
    // The merchant's app; app_id stays the caller's [DOC 00f7nu].
    ...(trade.caller === undefined ? {} : { auth_app_id: trade.app_id }),
    trade_no: trade.trade_no,
    out_trade_no: trade.out_trade_no,
    trade_status: trade.status,
    ...(buyer.open_id ? { buyer_open_id: buyer.open_id } : { buyer_id: buyer.user_id }),
    buyer_logon_id: buyer.logon_id,
    seller_id: trade.seller_id,
    seller_email: SELLER_EMAIL,
    total_amount: formatYuan(trade.total),
    subject: trade.subject,
    ...(trade.body ? { body: trade.body } : {}),
    gmt_create: formatBeijing(trade.created),
    ...(trade.passback_params ? { passback_params: trade.passback_params } : {}),
  }
}

function paymentFields(trade: Trade): Record<string, Json> {
  const amount = formatYuan(trade.total)
  return {
    receipt_amount: amount,
    invoice_amount: amount,
    buyer_pay_amount: amount,
    point_amount: NOTHING,
    ...(trade.paid === undefined ? {} : { gmt_payment: formatBeijing(trade.paid) }),
    // Balance is the only way to pay on the platform's sandbox [DOC 097oft]; names inside are camelCase here [DOC 00f7nu].
    fund_bill_list: JSON.stringify([{ amount, fundChannel: 'ALIPAYACCOUNT' }]),
  }
}

function closeFields(trade: Trade): Record<string, Json> {
  return trade.closed === undefined ? {} : { gmt_close: formatBeijing(trade.closed) }
}
