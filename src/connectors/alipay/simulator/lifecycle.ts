import type { JsonObject, Simulation } from '../../../sdk/index.ts'
import { announceClosed, announcePaid, announceRefunded } from './notifications.ts'
import { textOf } from './refused.ts'
import { REFUND_WINDOW_MS } from './timeouts.ts'
import { refundedTotal, saveTrade, storedTrade, storedTradeByNumber, type Refund, type Trade } from './trade.ts'

/** The trade that a call names: `trade_no` wins over `out_trade_no` [OPEN alipay.trade.query]. Undefined: there is none. */
export function findTrade(simulation: Simulation, named: JsonObject): Trade | undefined {
  const appId = simulation.credential['app_id'] ?? ''
  const tradeNo = textOf(named, 'trade_no')
  const trade =
    tradeNo === undefined
      ? storedTradeByNumber(simulation, appId, textOf(named, 'out_trade_no') ?? '')
      : storedTrade(simulation, appId, tradeNo)
  return trade && overtaken(simulation, trade)
}

/** What time alone has done to a trade since it was last looked at. */
function overtaken(simulation: Simulation, trade: Trade): Trade {
  const now = simulation.clock.now()
  // An unpaid trade is closed when its time is up [DOC 02ekfq].
  if (trade.status === 'WAIT_BUYER_PAY' && now >= trade.expires) return close(simulation, trade, trade.expires)
  // A paid one is finished when its refund window is over [DOC 02ekfq].
  if (trade.status === 'TRADE_SUCCESS' && now >= (trade.paid ?? now) + REFUND_WINDOW_MS) {
    return saveTrade(simulation, { ...trade, status: 'TRADE_FINISHED' })
  }
  return trade
}

export function pay(simulation: Simulation, trade: Trade): Trade {
  const paid = saveTrade(simulation, { ...trade, status: 'TRADE_SUCCESS', paid: simulation.clock.now() })
  announcePaid(simulation, paid)
  return paid
}

export function close(simulation: Simulation, trade: Trade, at = simulation.clock.now()): Trade {
  const closed = saveTrade(simulation, { ...trade, status: 'TRADE_CLOSED', closed: at })
  announceClosed(simulation, closed)
  return closed
}

/** Refunds that reach the total close the trade; partial ones keep TRADE_SUCCESS [DOC 02ekfq, 05osuz]. */
export function refund(simulation: Simulation, trade: Trade, given: Refund): Trade {
  const refunds = [...trade.refunds, given]
  const whole = refundedTotal({ ...trade, refunds }) >= trade.total
  const now = whole ? ({ status: 'TRADE_CLOSED', closed: given.at } as const) : {}
  const refunded = saveTrade(simulation, { ...trade, ...now, refunds })
  announceRefunded(simulation, refunded, given)
  return refunded
}

/** Money back without a refund of the partner's own: a cancel. No page says that it sends a notification. */
export function giveBack(simulation: Simulation, trade: Trade): Trade {
  const at = simulation.clock.now()
  const rest = { out_request_no: trade.out_trade_no, amount: trade.total - refundedTotal(trade), at }
  const back: Trade = {
    ...trade,
    status: 'TRADE_CLOSED',
    closed: at,
    cancelled: 'refund',
    refunds: [...trade.refunds, rest],
  }
  return saveTrade(simulation, back)
}
