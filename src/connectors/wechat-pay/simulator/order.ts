import type { JsonObject, Simulation } from '../../../sdk/index.ts'

export type TradeType = 'JSAPI' | 'NATIVE' | 'APP' | 'MWEB' | 'MICROPAY'
export type TradeState = 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR'

/** What the client of the buyer gets; each lives for a while only [DOC 4012791870]. */
export type Ticket = {
  readonly prepay_id: string
  readonly code_url?: string
  readonly until: number
}

/** Times are milliseconds since the epoch, amounts are fen. */
export type Order = {
  /** Who asked for it: mchid, sp_mchid or combine_mchid; out_trade_no is unique per owner. */
  readonly owner: string
  readonly out_trade_no: string
  readonly appid: string
  /** The merchant that is paid: the caller, or the sub merchant. */
  readonly mchid: string
  readonly partner?: { readonly sp_appid: string; readonly sub_appid?: string; readonly sub_mchid: string }
  readonly combine?: string
  readonly trade_type: TradeType
  /** The operation and its data, whose repetition has to be the same. */
  readonly fingerprint: string
  readonly description: string
  readonly total: number
  readonly currency: string
  readonly attach?: string
  readonly notify_url?: string
  readonly device_id?: string
  readonly payer: JsonObject
  readonly created: number
  /** time_expire: later payments fail, the order stays NOTPAY. */
  readonly expires?: number
  readonly ticket?: Ticket
  readonly state: TradeState
  readonly transaction_id?: string
  readonly paid?: number
  readonly bank_type?: string
  readonly profit_sharing?: boolean
  readonly refunded: number
  readonly refunds: number
  readonly last_refund?: number
  /** The platform key that the caller works with, for its notifications. */
  readonly key_id: string
}

/** An order of several sub orders, which are orders of their own. */
export type Combination = {
  readonly owner: string
  readonly combine_out_trade_no: string
  readonly combine_appid: string
  readonly trade_type: TradeType
  readonly fingerprint: string
  readonly numbers: readonly string[]
  readonly payer: JsonObject
  readonly scene?: JsonObject
  readonly notify_url?: string
  readonly ticket: Ticket
  readonly expires?: number
  readonly transaction_id?: string
  readonly key_id: string
}

type State = Pick<Simulation, 'state'>
const DAY_MS = 24 * 3600_000
/** Default life of an unpaid order [DOC 4012791870]. */
export const ORDER_LIFE_MS = 7 * DAY_MS

export const keyOf = (owner: string, number: string): string => `${owner}/${number}`

/** Undefined: there is none. What time alone has done to it is done. */
export function findOrder(simulation: Pick<Simulation, 'state' | 'clock'>, owner: string, number: string) {
  const order = simulation.state.get('orders', keyOf(owner, number)) as Order | undefined
  if (order?.state !== 'NOTPAY' || simulation.clock.now() < order.created + ORDER_LIFE_MS) return order
  return saveOrder(simulation, { ...order, state: 'CLOSED' })
}

export function findByTransaction(simulation: Pick<Simulation, 'state' | 'clock'>, owner: string, id: string) {
  const number = simulation.state.get('transactions', keyOf(owner, id))
  return typeof number === 'string' ? findOrder(simulation, owner, number) : undefined
}

export function saveOrder({ state }: State, order: Order): Order {
  state.put('orders', keyOf(order.owner, order.out_trade_no), order)
  return order
}

export function allOrders({ state }: State): readonly Order[] {
  return state.list('orders') as readonly Order[]
}

export function findCombination({ state }: State, owner: string, number: string): Combination | undefined {
  return state.get('combinations', keyOf(owner, number)) as Combination | undefined
}

export function saveCombination({ state }: State, combination: Combination): Combination {
  state.put('combinations', keyOf(combination.owner, combination.combine_out_trade_no), combination)
  return combination
}

export function allCombinations({ state }: State): readonly Combination[] {
  return state.list('combinations') as readonly Combination[]
}
