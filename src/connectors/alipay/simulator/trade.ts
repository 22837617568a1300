import type { Simulation } from '../../../sdk/index.ts'
import type { Cents } from './money.ts'
import { newTradeNo } from './identifiers.ts'

export type Buyer = { readonly user_id: string; readonly open_id?: string; readonly logon_id: string }

/** What a partner ordered. Times are milliseconds since the epoch, amounts are cents. */
export type Order = {
  readonly out_trade_no: string
  readonly app_id: string
  readonly seller_id: string
  readonly product_code: string
  readonly total: Cents
  readonly subject: string
  /** The data whose repetition has to be the same [DOC 02ekfq]. */
  readonly fingerprint: string
  readonly expires: number
  readonly body?: string
  readonly notify_url?: string
  readonly return_url?: string
  /** Where a buyer who gives up is sent; pages of mobile browsers only. */
  readonly quit_url?: string
  /** The app that ordered for the merchant `app_id`. */
  readonly caller?: string
  readonly passback_params?: string
  readonly store_id?: string
  readonly terminal_id?: string
}

/** Ordered by precreate or on a page: no trade yet, until the buyer scans or signs in [DOC 02ekfq]. */
export type OpenOrder = Order & { readonly qr_code?: string; readonly qr_expires?: number }

export type TradeStatus = 'WAIT_BUYER_PAY' | 'TRADE_SUCCESS' | 'TRADE_FINISHED' | 'TRADE_CLOSED'

export type Refund = {
  readonly out_request_no: string
  readonly amount: Cents
  readonly at: number
  readonly reason?: string
}

export type Trade = Order & {
  readonly trade_no: string
  readonly status: TradeStatus
  readonly buyer: Buyer
  readonly created: number
  readonly paid?: number
  readonly closed?: number
  /** What the first cancel did, for its repetitions. */
  readonly cancelled?: 'close' | 'refund'
  readonly refunds: readonly Refund[]
}

/** TRADE_CLOSED is sent for these only: older pages of app and WAP payment [DOC 00f7nj, 00dn78]; JSAPI_PAY is UNCONFIRMED. */
const CLOSE_IS_SENT = new Set(['QUICK_MSECURITY_PAY', 'QUICK_WAP_WAY', 'JSAPI_PAY'])

export function closingIsSent({ product_code }: Pick<Order, 'product_code'>): boolean {
  return CLOSE_IS_SENT.has(product_code)
}

type State = Pick<Simulation, 'state'>
const numberKey = (appId: string, outTradeNo: string) => `${appId}/${outTradeNo}`

export function openOrder({ state }: State, appId: string, outTradeNo: string): OpenOrder | undefined {
  return state.get('orders', numberKey(appId, outTradeNo)) as OpenOrder | undefined
}

export function saveOrder({ state }: State, order: OpenOrder): void {
  state.put('orders', numberKey(order.app_id, order.out_trade_no), order)
}

export function storedTrade({ state }: State, appId: string, tradeNo: string): Trade | undefined {
  const trade = state.get('trades', tradeNo) as Trade | undefined
  return trade?.app_id === appId ? trade : undefined
}

export function storedTradeByNumber(state: State, appId: string, outTradeNo: string): Trade | undefined {
  const tradeNo = state.state.get('trade-numbers', numberKey(appId, outTradeNo))
  return typeof tradeNo === 'string' ? storedTrade(state, appId, tradeNo) : undefined
}

export function saveTrade({ state }: State, trade: Trade): Trade {
  state.put('trades', trade.trade_no, trade)
  return trade
}

/** From an order to a trade that waits for its payment. */
export function startTrade(simulation: Simulation, order: OpenOrder, buyer: Buyer): Trade {
  const { qr_code: _code, qr_expires: _expires, ...ordered } = order
  const trade: Trade = {
    ...ordered,
    trade_no: newTradeNo(simulation),
    status: 'WAIT_BUYER_PAY',
    buyer,
    created: simulation.clock.now(),
    refunds: [],
  }
  const key = numberKey(order.app_id, order.out_trade_no)
  simulation.state.remove('orders', key)
  simulation.state.put('trade-numbers', key, trade.trade_no)
  // Only where somebody hears of it: others are closed when they are looked at.
  if (closingIsSent(trade)) simulation.state.put('appointments', trade.trade_no, { at: trade.expires })
  return saveTrade(simulation, trade)
}

export function refundedTotal(trade: Trade): Cents {
  return trade.refunds.reduce((sum, refund) => sum + refund.amount, 0)
}
