import type { JsonObject, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { failure, filled } from './answers.ts'
import { keyOf, type Order } from './order.ts'

export type Sharing = {
  readonly owner: string
  readonly out_order_no: string
  readonly order_id: string
  readonly transaction_id: string
  readonly fingerprint: string
  readonly amount: number
  readonly receivers: readonly JsonObject[]
  readonly finished: boolean
}

export const ownerOf = (call: SimulatedCall): string => call.credential['mchid'] ?? ''

export function sharingOf(call: SimulatedCall, number: string): Sharing | undefined {
  return call.state.get('sharings', keyOf(ownerOf(call), number)) as Sharing | undefined
}

export function allSharings(call: SimulatedCall): readonly Sharing[] {
  return (call.state.list('sharings') as readonly Sharing[]).filter((one) => one.owner === ownerOf(call))
}

/** Paid and not refunded, less what was shared already; nothing once a sharing ended it. */
export function unsplit(call: SimulatedCall, order: Order | undefined): number {
  if (!order) return 0
  const done = allSharings(call).filter((one) => one.transaction_id === order.transaction_id)
  if (done.some((one) => one.finished)) return 0
  return order.total - order.refunded - done.reduce((sum, one) => sum + one.amount, 0)
}

export function sharingView(sharing: Sharing): JsonObject {
  return filled({
    transaction_id: sharing.transaction_id,
    out_order_no: sharing.out_order_no,
    order_id: sharing.order_id,
    state: 'FINISHED',
    receivers: [...sharing.receivers],
  })
}

export function absent(call: SimulatedCall): SimulatedAnswer {
  return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no record with this number [GO]', {
    text: { zh: '记录不存在', en: 'The record does not exist' },
  })
}
