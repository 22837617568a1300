import type { OperationHandler } from '../../../sdk/index.ts'
import { success } from './answers.ts'
import { close, findTrade } from './lifecycle.ts'
import { namesTrade } from './query.ts'
import { bodyOf, refusedCall, textOf } from './refused.ts'

/** alipay.trade.close: for trades that wait for their payment. */
export const closeTrade: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  if (!namesTrade(body))
    return refusedCall(call, 'ACQ.INVALID_PARAMETER', 'trade_no or out_trade_no [OPEN trade pages, PHP3]')
  const trade = findTrade(call, body)
  // Also for an order that nobody has scanned [DOC 02ekfq].
  if (!trade) return refusedCall(call, 'ACQ.TRADE_NOT_EXIST', 'no trade with this number [DOC 02ekfq]')
  // A second close is a state error, too; which of the state codes it gives is UNCONFIRMED [DOC 02ekfq].
  if (trade.status !== 'WAIT_BUYER_PAY') {
    return refusedCall(call, 'ACQ.TRADE_STATUS_ERROR', `close: the trade is ${trade.status} [OPEN trade pages]`)
  }
  const url = textOf(call.params, 'notify_url')
  const closed = close(call, url === undefined ? trade : { ...trade, notify_url: url })
  return success({ out_trade_no: closed.out_trade_no, trade_no: closed.trade_no }, 'close [DOC 02ekfq]')
}
