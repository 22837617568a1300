import type { JsonObject, Simulation } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { addressed } from './address.ts'
import { filled } from './answers.ts'
import { findOrder, keyOf, type Order } from './order.ts'

export type RefundStatus = 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL'
/** How a refund will end, where somebody set it. */
export type RefundPlan = RefundStatus

export type Refund = {
  readonly owner: string
  readonly out_refund_no: string
  readonly refund_id: string
  readonly out_trade_no: string
  readonly fingerprint: string
  readonly refund: number
  readonly total: number
  readonly currency: string
  readonly status: RefundStatus
  readonly created: number
  readonly succeeded?: number
  readonly funds_account?: string
  readonly notify_url?: string
  readonly key_id: string
}

const RECEIVED_BY = '支付用户零钱'

export function findRefund(simulation: Pick<Simulation, 'state'>, owner: string, number: string): Refund | undefined {
  return simulation.state.get('refunds', keyOf(owner, number)) as Refund | undefined
}

export function findRefundById(simulation: Pick<Simulation, 'state'>, owner: string, id: string): Refund | undefined {
  return allRefunds(simulation).find((one) => one.owner === owner && one.refund_id === id)
}

export function allRefunds({ state }: Pick<Simulation, 'state'>): readonly Refund[] {
  return state.list('refunds') as readonly Refund[]
}

export function saveRefund({ state }: Pick<Simulation, 'state'>, refund: Refund): Refund {
  state.put('refunds', keyOf(refund.owner, refund.out_refund_no), refund)
  return refund
}

/** Reply of refund and refund query [DOC 4013071036, 4013071041]. */
export function refundView(refund: Refund, order: Order | undefined): JsonObject {
  return filled({
    refund_id: refund.refund_id,
    out_refund_no: refund.out_refund_no,
    transaction_id: order?.transaction_id,
    out_trade_no: refund.out_trade_no,
    channel: 'ORIGINAL',
    user_received_account: RECEIVED_BY,
    success_time: refund.succeeded === undefined ? undefined : formatTime(refund.succeeded),
    create_time: formatTime(refund.created),
    status: refund.status,
    funds_account: refund.funds_account ?? 'AVAILABLE',
    amount: {
      total: refund.total,
      refund: refund.refund,
      from: [],
      payer_total: refund.total,
      payer_refund: refund.refund,
      settlement_refund: refund.refund,
      settlement_total: refund.total,
      discount_refund: 0,
      currency: refund.currency,
    },
    promotion_detail: [],
  })
}

const EVENTS = {
  SUCCESS: 'wechat-pay.refund.success',
  CLOSED: 'wechat-pay.refund.closed',
  ABNORMAL: 'wechat-pay.refund.abnormal',
} as const

/** The refund comes to its end and is announced; PROCESSING is no end. */
export function finishRefund(simulation: Simulation, refund: Refund, status: RefundStatus): Refund {
  const succeeded = status === 'SUCCESS' ? { succeeded: simulation.clock.now() } : {}
  const finished = saveRefund(simulation, { ...refund, status, ...succeeded })
  if (status === 'PROCESSING') return finished
  const order = findOrder(simulation, refund.owner, refund.out_trade_no)
  simulation.emit(EVENTS[status], notified(finished, order), addressed(refund))
  return finished
}

/** `refund_status` here, `status` in replies; no channel, no funds account, no currency [DOC 4013071196]. */
function notified(refund: Refund, order: Order | undefined): JsonObject {
  const identity = order?.partner
    ? { sp_mchid: order.owner, sub_mchid: order.partner.sub_mchid }
    : { mchid: order?.mchid ?? refund.owner }
  return filled({
    ...identity,
    out_trade_no: refund.out_trade_no,
    transaction_id: order?.transaction_id,
    out_refund_no: refund.out_refund_no,
    refund_id: refund.refund_id,
    refund_status: refund.status,
    success_time: refund.succeeded === undefined ? undefined : formatTime(refund.succeeded),
    user_received_account: RECEIVED_BY,
    amount: { total: refund.total, refund: refund.refund, payer_total: refund.total, payer_refund: refund.refund },
  })
}
