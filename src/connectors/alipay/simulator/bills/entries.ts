import type { Json, Simulation } from '../../../../sdk/index.ts'
import type { Cents } from '../money.ts'
import { ownerOf } from '../owner.ts'
import type { Trade } from '../trade.ts'
import type { Period } from './period.ts'

/** One line of a bill: money that came or went back. */
export interface Entry {
  readonly trade: Trade
  readonly kind: 'payment' | 'refund'
  readonly at: number
  /** Below zero for refunds. */
  readonly amount: Cents
  readonly requestNo: string
}

/** The payments and refunds of a merchant in that time, in their order. */
export function entriesOf(
  { state, credential }: Pick<Simulation, 'state' | 'credential'>,
  period: Period,
): readonly Entry[] {
  const own = (state.list('trades') as readonly (Json & Trade)[]).filter((one) => one.app_id === ownerOf(credential))
  return own
    .flatMap(entriesOfTrade)
    .filter(({ at }) => at >= period.from && at < period.until)
    .sort((a, b) => a.at - b.at)
}

function entriesOfTrade(trade: Trade): readonly Entry[] {
  if (trade.paid === undefined) return []
  return [
    { trade, kind: 'payment', at: trade.paid, amount: trade.total, requestNo: '' },
    ...trade.refunds.map((refund) => ({
      trade,
      kind: 'refund' as const,
      at: refund.at,
      amount: -refund.amount,
      requestNo: refund.out_request_no,
    })),
  ]
}
