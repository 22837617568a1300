import type { Sdk, Simulation } from '../../../../sdk/index.ts'
import { sandboxBuyer } from '../buyer.ts'
import { findTrade } from '../lifecycle.ts'
import { openOrder, startTrade, type OpenOrder, type Trade } from '../trade.ts'
import { ownerOf } from '../owner.ts'

export type Found =
  | { readonly kind: 'trade'; readonly trade: Trade }
  | { readonly kind: 'order'; readonly order: OpenOrder }
  | { readonly kind: 'expired'; readonly order: OpenOrder }
  | { readonly kind: 'none' }

/** What the buyer finds under an order number: the trade, or an order that nobody has opened yet. */
export function look(simulation: Simulation, outTradeNo: string): Found {
  const trade = findTrade(simulation, { out_trade_no: outTradeNo })
  if (trade) return { kind: 'trade', trade }
  const order = openOrder(simulation, ownerOf(simulation.credential), outTradeNo)
  if (!order) return { kind: 'none' }
  const now = simulation.clock.now()
  // The text of an order code lives two hours [DOC 05osvb]; the order itself as long as its timeout.
  const isOver = now >= order.expires || now >= (order.qr_expires ?? Infinity)
  return isOver ? { kind: 'expired', order } : { kind: 'order', order }
}

/** The buyer signs in or scans: now there is a trade [DOC 02ekfq]. */
export function signIn(sdk: Sdk, simulation: Simulation, order: OpenOrder): Trade {
  return startTrade(simulation, order, sandboxBuyer(sdk, simulation.credential))
}
