import type { OperationHandler } from '../../../sdk/index.ts'
import { success } from './answers.ts'
import { close, findTrade } from './lifecycle.ts'
import { namesTrade } from './query.ts'
import { bodyOf, refusedCall } from './refused.ts'

/** alipay.trade.close: for trades that wait for their payment. */
export const closeTrade: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  if (!namesTrade(body)) return refusedCall(call, 'ACQ.INVALID_PARAMETER', 'trade_no or out_trade_no [sheet 10.2]')
  const trade = findTrade(call, body)
  // Also for an order that nobody has scanned [sheet 12].
  if (!trade) return refusedCall(call, 'ACQ.TRADE_NOT_EXIST', 'no trade with this number [sheet 12]')
  // A second close is a state error, too; which of the state codes it gives is UNCONFIRMED [sheet 12].
  if (trade.status !== 'WAIT_BUYER_PAY') {
    return refusedCall(call, 'ACQ.TRADE_STATUS_ERROR', `close: the trade is ${trade.status} [sheet 7.1]`)
  }
  const url = call.params['notify_url']
  const closed = close(call, typeof url === 'string' && url ? { ...trade, notify_url: url } : trade)
  return success({ out_trade_no: closed.out_trade_no, trade_no: closed.trade_no }, 'close [sheet 12]')
}
