import type { Sdk, Simulation } from '../../../sdk/index.ts'
import { allCombinations, allOrders, type Combination, findCombination, findOrder, type Order } from './order.ts'

type Params = Readonly<Record<string, string>>
export type Payable = { readonly order: Order } | { readonly combination: Combination }
type Source = Pick<Simulation, 'state' | 'clock' | 'credential'>

/** The order that a buyer has in hand: by number, prepay_id or code_url; of any merchant when it is by ticket. */
export function findPayable(simulation: Source, params: Params): Payable | undefined {
  const owner = simulation.credential['mchid'] ?? ''
  const { out_trade_no: number, combine_out_trade_no: combined } = params
  const ticket = params['prepay_id']?.replace(/^prepay_id=/, '')
  if (ticket) return byTicket(simulation, ticket)
  if (params['code_url']) return byCode(simulation, params['code_url'])
  if (combined) return wrapped(findCombination(simulation, owner, combined))
  if (!number) return undefined
  const order = findOrder(simulation, owner, number)
  if (order?.combine) return wrapped(findCombination(simulation, owner, order.combine))
  if (order) return { order }
  return wrapped(findCombination(simulation, owner, number))
}

/** Every prepay_id that was handed out leads to its order; only the last one is good. */
function byTicket(simulation: Source, prepayId: string): Payable | undefined {
  const found = simulation.state.get('tickets', prepayId) as
    { readonly owner: string; readonly out_trade_no?: string; readonly combine_out_trade_no?: string } | undefined
  if (!found) return undefined
  if (found.combine_out_trade_no !== undefined)
    return wrapped(findCombination(simulation, found.owner, found.combine_out_trade_no))
  const order = findOrder(simulation, found.owner, found.out_trade_no ?? '')
  return order && { order }
}

/** `weixin://wxpay/bizpayurl?pr=…`, or its code alone. */
function byCode(simulation: Source, code: string): Payable | undefined {
  const pr = codeOf(code)
  const matches = (one: { readonly ticket?: { readonly code_url?: string } }) =>
    one.ticket?.code_url !== undefined && codeOf(one.ticket.code_url) === pr
  const order = allOrders(simulation).find(matches)
  if (order) return { order: findOrder(simulation, order.owner, order.out_trade_no) ?? order }
  return wrapped(allCombinations(simulation).find(matches))
}

export function codeOf(url: string): string {
  return /[?&]pr=([^&]+)/.exec(url)?.[1] ?? url
}

function wrapped(combination: Combination | undefined): Payable | undefined {
  return combination && { combination }
}

export function totalOf(simulation: Source, payable: Payable): number {
  if ('order' in payable) return payable.order.total
  const { numbers, owner } = payable.combination
  return numbers.reduce((sum, number) => sum + (findOrder(simulation, owner, number)?.total ?? 0), 0)
}

/** Throws what the wallet would say about an order that cannot be paid now. */
export function assertPayable(sdk: Sdk, simulation: Source, payable: Payable): void {
  const now = simulation.clock.now()
  const holder = 'order' in payable ? payable.order : payable.combination
  const number = 'order' in payable ? payable.order.out_trade_no : payable.combination.combine_out_trade_no
  const say = (en: string, zh: string) => sdk.refuseAction({ en, zh })
  const states = statesOf(simulation, payable)
  if (states.some((state) => state === 'CLOSED' || state === 'REVOKED' || state === 'PAYERROR'))
    throw say(`The order ${number} is closed and cannot be paid.`, `订单 ${number} 已关闭，无法付款。`)
  if (states.some((state) => state === 'SUCCESS' || state === 'REFUND'))
    throw say(`The order ${number} is already paid.`, `订单 ${number} 已付款。`)
  // A failed attempt leaves the order NOTPAY [DOC 4012791870].
  if (holder.expires !== undefined && now >= holder.expires)
    throw say(`The order ${number} is past its time_expire.`, `订单 ${number} 已超过 time_expire。`)
  if (holder.ticket && now >= holder.ticket.until)
    throw say(
      `The prepay_id or code of the order ${number} has expired; order again with the same data to renew it.`,
      `订单 ${number} 的 prepay_id 或二维码已过期，请用相同参数重新下单获取。`,
    )
}

function statesOf(simulation: Source, payable: Payable): readonly Order['state'][] {
  if ('order' in payable) return [payable.order.state]
  const { numbers, owner } = payable.combination
  return numbers.flatMap((number) => findOrder(simulation, owner, number)?.state ?? [])
}
