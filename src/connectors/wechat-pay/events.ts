import type { JsonObject } from '../../sdk/index.ts'

/** How an event of the document travels: `event_type`, `summary` and `original_type` of the envelope [DOC 4012791861, 4013071196, NET, LIVE]. */
export interface Envelope {
  readonly eventType: string
  readonly summary: string
  readonly originalType: string
}

export const EVENTS: Readonly<Record<string, Envelope>> = {
  'wechat-pay.transaction.success': {
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
  },
  'wechat-pay.partner.transaction.success': {
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
  },
  'wechat-pay.combine.transaction.success': {
    eventType: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    originalType: 'transaction',
  },
  'wechat-pay.refund.success': { eventType: 'REFUND.SUCCESS', summary: '退款成功', originalType: 'refund' },
  'wechat-pay.refund.abnormal': { eventType: 'REFUND.ABNORMAL', summary: '退款异常', originalType: 'refund' },
  'wechat-pay.refund.closed': { eventType: 'REFUND.CLOSED', summary: '退款关闭', originalType: 'refund' },
  'wechat-pay.mchtransfer.bill.finished': {
    eventType: 'MCHTRANSFER.BILL.FINISHED',
    summary: '商家转账单据终态通知',
    originalType: 'mch_payment',
  },
  // original_type of batches is UNCONFIRMED.
  'wechat-pay.mchtransfer.batch.finished': {
    eventType: 'MCHTRANSFER.BATCH.FINISHED',
    summary: '商家转账批次完成通知',
    originalType: 'mch_payment',
  },
  'wechat-pay.mchtransfer.batch.closed': {
    eventType: 'MCHTRANSFER.BATCH.CLOSED',
    summary: '商家转账批次关闭通知',
    originalType: 'mch_payment',
  },
}

/** The document's name of what arrived; the platform's own word where it has none. */
export function eventIdOf(eventType: string, payload: JsonObject): string {
  if (eventType === 'TRANSACTION.SUCCESS') {
    if ('combine_out_trade_no' in payload) return 'wechat-pay.combine.transaction.success'
    return 'sp_mchid' in payload ? 'wechat-pay.partner.transaction.success' : 'wechat-pay.transaction.success'
  }
  return Object.entries(EVENTS).find(([, envelope]) => envelope.eventType === eventType)?.[0] ?? eventType
}
