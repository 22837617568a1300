import type { JsonObject, OperationHandler } from '../../../sdk/index.ts'
import { success } from './answers.ts'
import { close, findTrade, giveBack } from './lifecycle.ts'
import { namesTrade } from './query.ts'
import { bodyOf, refusedCall } from './refused.ts'
import { CANCEL_WINDOW_MS } from './timeouts.ts'
import { saveTrade, type Trade } from './trade.ts'

/** alipay.trade.cancel: undo a payment whose result is unclear. Repeatable [DOC 02ekfq]. */
export const cancelTrade: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  if (!namesTrade(body))
    return refusedCall(call, 'ACQ.INVALID_PARAMETER', 'trade_no or out_trade_no [OPEN trade pages, PHP3]')
  const trade = findTrade(call, body)
  // Nothing existed: a success without an action [OPEN trade pages, PHP3].
  if (!trade)
    return success({ ...echo(body), retry_flag: 'N' }, 'cancel: nothing existed, no action [OPEN trade pages, PHP3]')
  switch (trade.status) {
    case 'WAIT_BUYER_PAY': {
      const closed = close(call, trade)
      return done(
        saveTrade(call, { ...closed, cancelled: 'close' }),
        'cancel: unpaid trade closed [OPEN trade pages, PHP3]',
      )
    }
    case 'TRADE_SUCCESS':
      if (call.clock.now() > (trade.paid ?? 0) + CANCEL_WINDOW_MS) {
        return refusedCall(
          call,
          'ACQ.TRADE_CANCEL_TIME_OUT',
          'cancel within 24 hours (UNCONFIRMED) [OPEN trade pages, PHP3]',
        )
      }
      return done(giveBack(call, trade), 'cancel: money returned [OPEN trade pages, PHP3]')
    case 'TRADE_FINISHED':
      return refusedCall(call, 'ACQ.TRADE_HAS_FINISHED', 'the trade is finished [OPEN trade pages, PHP3]')
    case 'TRADE_CLOSED':
      return done(trade, 'cancel repeated [DOC 02ekfq]')
  }
}

function done(trade: Trade, rule: string) {
  // For a trade that was closed otherwise, the action that led to its state is named (UNCONFIRMED).
  const action = trade.cancelled ?? (trade.paid === undefined ? 'close' : 'refund')
  return success({ action, out_trade_no: trade.out_trade_no, retry_flag: 'N', trade_no: trade.trade_no }, rule)
}

function echo(body: JsonObject): JsonObject {
  const names = ['out_trade_no', 'trade_no'].filter((name) => typeof body[name] === 'string')
  return Object.fromEntries(names.map((name) => [name, body[name]!]))
}
