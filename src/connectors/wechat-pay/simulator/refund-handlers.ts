import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { failure, success } from './answers.ts'
import { fingerprint, numberOf, objectOf, textOf } from './bodies.ts'
import { newRefundId } from './identifiers.ts'
import { findByTransaction, findOrder, keyOf, type Order, saveOrder } from './order.ts'
import { fieldFault, keyIdOf, optional } from './read-order.ts'
import {
  finishRefund,
  findRefund,
  findRefundById,
  type Refund,
  type RefundPlan,
  refundView,
  saveRefund,
} from './refund.ts'
import { DIFFERS, faultOf, invalid, notThere } from './refund-rules.ts'

const ownerOf = (call: SimulatedCall) => call.credential['mchid'] ?? ''

export const createRefund: OperationHandler = (call) => {
  const body = objectOf(call.body)
  const owner = ownerOf(call)
  const id = textOf(body, 'transaction_id')
  const order =
    id === undefined ? findOrder(call, owner, textOf(body, 'out_trade_no') ?? '') : findByTransaction(call, owner, id)
  const number = textOf(body, 'out_refund_no') ?? ''
  const earlier = findRefund(call, owner, number)
  if (earlier) return repeated(call, body, earlier, order)
  const wrong = faultOf(call, body, order)
  if (wrong || !order) return wrong ?? notThere(call)
  const amount = objectOf(body['amount'])
  const refund = saveRefund(call, {
    owner,
    out_refund_no: number,
    refund_id: newRefundId(call),
    out_trade_no: order.out_trade_no,
    fingerprint: fingerprint(call.body),
    refund: numberOf(amount, 'refund') ?? 0,
    total: order.total,
    currency: textOf(amount, 'currency') ?? 'CNY',
    status: 'PROCESSING',
    created: call.clock.now(),
    ...optional('funds_account', textOf(body, 'funds_account')),
    ...optional('notify_url', textOf(body, 'notify_url')),
    key_id: keyIdOf(call),
  })
  saveOrder(call, {
    ...order,
    state: 'REFUND',
    refunded: order.refunded + refund.refund,
    refunds: order.refunds + 1,
    last_refund: refund.created,
  })
  // 200 means accepted; the end comes with the notification, or as somebody planned it [DOC 4014959631].
  finishRefund(call, refund, planned(call, order) ?? 'SUCCESS')
  return success(refundView(refund, order), 'refund accepted; its end follows [DOC 4013071036]')
}

function planned(call: SimulatedCall, order: Order): RefundPlan | undefined {
  const key = keyOf(order.owner, order.out_trade_no)
  const plan = call.state.get('refund-plans', key)
  if (plan === undefined) return undefined
  call.state.remove('refund-plans', key)
  return plan as RefundPlan
}

/** The same refund once more: money moves once [DOC 4014959631]. */
function repeated(call: SimulatedCall, body: JsonObject, earlier: Refund, order: Order | undefined): SimulatedAnswer {
  const { refund, total } = objectOf(body['amount'])
  // REFUND_FEE_MISMATCH or INVALID_REQUEST: UNCONFIRMED which.
  if (refund !== earlier.refund || total !== earlier.total)
    return failure(call.request, 'REFUND_FEE_MISMATCH', 'out_refund_no repeated with other amounts [DOC 4013071200]')
  if (order?.out_trade_no !== earlier.out_trade_no)
    return invalid(call, 'out_refund_no repeated for another order (UNCONFIRMED)', DIFFERS)
  return success(refundView(earlier, order), 'refund repeated: the same refund [DOC 4014959631]')
}

export const queryRefund: OperationHandler = (call) => {
  const refund = findRefund(call, ownerOf(call), textOf(call.params, 'out_refund_no') ?? '')
  if (!refund)
    return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no refund with this number [DOC 4013071041]', {
      text: { zh: '退款单不存在', en: 'The refund does not exist' },
    })
  const order = findOrder(call, refund.owner, refund.out_trade_no)
  return success(refundView(refund, order), 'refund query [DOC 4013071041]')
}

/** Money that could not go back the way it came [DOC 4013071193]. */
export const applyAbnormal: OperationHandler = (call) => {
  const body = objectOf(call.body)
  const refund = findRefundById(call, ownerOf(call), textOf(call.params, 'refund_id') ?? '')
  if (!refund || refund.out_refund_no !== textOf(body, 'out_refund_no')) return notThere(call)
  if (refund.status !== 'ABNORMAL')
    return invalid(call, 'only an ABNORMAL refund [DOC 4013071193]', {
      zh: '退款单状态不是退款异常',
      en: 'The refund is not abnormal',
    })
  const missing = ['bank_type', 'bank_account', 'real_name'].find((name) => textOf(body, name) === undefined)
  if (body['type'] === 'USER_BANK_CARD' && missing !== undefined)
    return fieldFault(call, `/${missing}`, 'is missing', 'USER_BANK_CARD needs bank, card and name [DOC 4013071193]')
  const order = findOrder(call, refund.owner, refund.out_trade_no)
  const accepted = saveRefund(call, { ...refund, status: 'PROCESSING' })
  finishRefund(call, accepted, 'SUCCESS')
  return success(refundView(accepted, order), 'abnormal refund accepted [DOC 4013071193]')
}
