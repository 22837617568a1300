import type { Json, Unasked } from '../../../sdk/index.ts'
import { credentialOf } from './cashier/session.ts'
import { findTrade } from './lifecycle.ts'
import { actingFor } from './owner.ts'
import type { Trade } from './trade.ts'

/** The time to pay is over: an unpaid trade is closed, and its receiver hears of it [DOC 02ekfq]. */
export function closeInTime(unasked: Unasked, tradeNo: string): void {
  const trade = unasked.state.get('trades', tradeNo) as (Json & Trade) | undefined
  const credential = trade && credentialOf(unasked.credentials, { caller: trade.caller ?? trade.app_id })
  if (trade && credential) findTrade(actingFor(unasked.as(credential), trade.app_id), { trade_no: tradeNo })
}
