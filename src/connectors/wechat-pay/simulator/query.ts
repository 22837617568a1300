import type { OperationHandler, SimulatedCall } from '../../../sdk/index.ts'
import { done, failure, filled, success } from './answers.ts'
import { objectOf, textOf } from './bodies.ts'
import { findByTransaction, findOrder, type Order, saveOrder } from './order.ts'
import { orderView } from './views.ts'

const ownerOf = (call: SimulatedCall) => call.credential['mchid'] ?? ''
const absent = (call: SimulatedCall) =>
  failure(call.request, 'ORDER_NOT_EXIST', 'no order with this number [DOC 4012791858]')

/** Partner orders belong to one sub merchant. */
function visible(call: SimulatedCall, order: Order | undefined): Order | undefined {
  const sub = textOf(call.params, 'sub_mchid') ?? textOf(objectOf(call.body), 'sub_mchid')
  return order && order.partner?.sub_mchid === sub ? order : undefined
}

/** In any state. */
export const queryByNumber: OperationHandler = (call) => {
  const order = visible(call, findOrder(call, ownerOf(call), textOf(call.params, 'out_trade_no') ?? ''))
  return order ? success(orderView(order), 'query by out_trade_no [DOC 4012791859]') : absent(call)
}

/** Paid orders only: unpaid ones have no such number. */
export const queryById: OperationHandler = (call) => {
  const order = visible(call, findByTransaction(call, ownerOf(call), textOf(call.params, 'transaction_id') ?? ''))
  return order ? success(orderView(order), 'query by transaction_id [DOC 4012791858]') : absent(call)
}

/** 204, and again for an order that is closed [DOC 4012791860, 4012791869]. */
export const closeOrder: OperationHandler = (call) => {
  const order = visible(call, findOrder(call, ownerOf(call), textOf(call.params, 'out_trade_no') ?? ''))
  if (!order) return absent(call)
  if (order.state === 'CLOSED') return done('close repeated [DOC 4012791869]')
  if (order.state === 'USERPAYING') return failure(call.request, 'USER_PAYING', 'close: the buyer is paying [OLD]')
  if (order.state !== 'NOTPAY')
    // ORDERPAID, INVALID_REQUEST or TRADE_ERROR: UNCONFIRMED.
    return failure(call.request, 'ORDERPAID', 'close: the order is paid; which code is UNCONFIRMED')
  saveOrder(call, { ...order, state: 'CLOSED' })
  return done('close [DOC 4012791860]')
}

/** Undoes a payment by code whose result is unclear [OAPI]. */
export const reverseOrder: OperationHandler = (call) => {
  const order = findOrder(call, ownerOf(call), textOf(call.params, 'out_trade_no') ?? '')
  if (!order) return absent(call)
  if (order.trade_type !== 'MICROPAY')
    return failure(call.request, 'INVALID_REQUEST', 'reverse is for payments by code [OAPI]')
  if (order.state === 'REFUND') return failure(call.request, 'TRADE_ERROR', 'reverse: refunded already (UNCONFIRMED)')
  saveOrder(call, { ...order, state: 'REVOKED' })
  const { appid, mchid, out_trade_no: number } = order
  return success(filled({ appid, mchid, out_trade_no: number }), 'reversed: REVOKED from now on [OAPI]')
}
