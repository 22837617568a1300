import type { OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { failure, success } from './answers.ts'
import { findOrder, type Order, saveOrder, type TradeType } from './order.ts'
import { readOrder } from './read-order.ts'
import { newTicket, ticketView } from './tickets.ts'

/** Orders of direct merchants and of partners: JSAPI, native, app, H5. */
export const placeOrder =
  (tradeType: TradeType): OperationHandler =>
  (call) => {
    const read = readOrder(call, tradeType)
    if ('refused' in read) return read.refused
    const earlier = findOrder(call, read.value.owner, read.value.out_trade_no)
    const refused = earlier && repeated(call, earlier, read.value)
    if (refused) return refused
    // The same data again while unpaid: a new prepay_id or code_url [DOC 4012791870].
    const order = saveOrder(call, { ...(earlier ?? read.value), ticket: newTicket(call, tradeType) })
    call.state.put('tickets', order.ticket?.prepay_id ?? '', { owner: order.owner, out_trade_no: order.out_trade_no })
    const rule = earlier ? 'order repeated while unpaid [DOC 4012791870]' : 'order placed [DOC order pages]'
    return success(order.ticket ? ticketView(order.ticket, tradeType) : {}, rule)
  }

/** Why an order may not be placed again under its number; undefined when it may. */
export function repeated(
  call: Pick<SimulatedCall, 'request'>,
  earlier: Order,
  wanted: Pick<Order, 'fingerprint'>,
): SimulatedAnswer | undefined {
  const same = earlier.fingerprint === wanted.fingerprint
  switch (earlier.state) {
    case 'NOTPAY':
      return same
        ? undefined
        : failure(
            call.request,
            'OUT_TRADE_NO_USED',
            'the number is used with other data, or by another order operation [DOC]',
          )
    case 'CLOSED':
    case 'REVOKED':
    case 'PAYERROR':
      // Native pages name it; that the others answer the same is UNCONFIRMED.
      return failure(call.request, 'ORDER_CLOSED', 'the number belongs to a closed order [DOC native order]')
    default:
      if (!same) return failure(call.request, 'OUT_TRADE_NO_USED', 'the number belongs to a paid order [DOC]')
      // ORDERPAID or INVALID_REQUEST: UNCONFIRMED.
      return failure(call.request, 'INVALID_REQUEST', 'the order is paid; which code is UNCONFIRMED', {
        text: { zh: '该订单已支付', en: 'The order is paid' },
      })
  }
}
