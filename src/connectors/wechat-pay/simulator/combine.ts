import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { parseTime } from '../beijing-time.ts'
import { done, failure, success } from './answers.ts'
import { fingerprint, listOf, objectOf, textOf } from './bodies.ts'
import { combinationOf, subOrder } from './combined-order.ts'
import { findCombination, findOrder, saveCombination, saveOrder, type TradeType } from './order.ts'
import { repeated } from './place-order.ts'
import { fieldFault } from './read-order.ts'
import { newTicket, ticketView } from './tickets.ts'
import { combinationView } from './views.ts'

const ownerOf = (call: SimulatedCall) => call.credential['mchid'] ?? ''

/** Several orders that are paid as one [OAPI]. */
export const placeCombination =
  (tradeType: TradeType): OperationHandler =>
  (call) => {
    const body = objectOf(call.body)
    const owner = ownerOf(call)
    const subs = listOf(body['sub_orders']).map(objectOf)
    const number = textOf(body, 'combine_out_trade_no') ?? ''
    const print = `${call.operation.id} ${fingerprint(call.body)}`
    const wrong = faultOf(call, body, subs)
    if (wrong) return wrong
    const earlier = findCombination(call, owner, number)
    if (earlier && earlier.fingerprint !== print)
      return failure(call.request, 'OUT_TRADE_NO_USED', 'the combined number is used with other data [DOC]')
    const used = usedNumber(call, owner, subs, print)
    if (used) return used
    const orders = subs.map((sub) => subOrder(call, body, sub, tradeType, print, number))
    if (!earlier) for (const order of orders) saveOrder(call, order)
    const combination = saveCombination(call, {
      ...(earlier ?? combinationOf(call, body, orders, tradeType, print)),
      ticket: newTicket(call, tradeType),
    })
    call.state.put('tickets', combination.ticket.prepay_id, { owner, combine_out_trade_no: number })
    return success(ticketView(combination.ticket, tradeType), 'combined order [OAPI]')
  }

function faultOf(call: SimulatedCall, body: JsonObject, subs: readonly JsonObject[]): SimulatedAnswer | undefined {
  if (textOf(body, 'combine_appid') !== call.credential['appid'])
    return failure(call.request, 'APPID_MCHID_NOT_MATCH', 'combine_appid is not bound to this merchant [OAPI]')
  for (const name of ['time_start', 'time_expire']) {
    const time = textOf(body, name)
    if (time !== undefined && parseTime(time) === undefined)
      return fieldFault(call, `/${name}`, 'not RFC 3339', `${name} is RFC 3339 [OAPI]`)
  }
  const numbers = subs.map((sub) => textOf(sub, 'out_trade_no') ?? '')
  if (new Set(numbers).size < numbers.length)
    return fieldFault(call, '/sub_orders', 'a number stands twice', 'out_trade_no differs per sub order [OAPI]')
  return undefined
}

function usedNumber(
  call: SimulatedCall,
  owner: string,
  subs: readonly JsonObject[],
  print: string,
): SimulatedAnswer | undefined {
  for (const sub of subs) {
    const order = findOrder(call, owner, textOf(sub, 'out_trade_no') ?? '')
    const refused = order && repeated(call, order, { fingerprint: print })
    if (refused) return refused
  }
  return undefined
}

export const queryCombination: OperationHandler = (call) => {
  const found = findCombination(call, ownerOf(call), textOf(call.params, 'combine_out_trade_no') ?? '')
  return found ? success(combinationView(call, found), 'combined query [OAPI]') : absent(call)
}

/** All sub orders, or nothing [OAPI]. */
export const closeCombination: OperationHandler = (call) => {
  const found = findCombination(call, ownerOf(call), textOf(call.params, 'combine_out_trade_no') ?? '')
  if (!found) return absent(call)
  const named = listOf(objectOf(call.body)['sub_orders']).map((one) => textOf(objectOf(one), 'out_trade_no') ?? '')
  if ([...named].sort().join() !== [...found.numbers].sort().join())
    return fieldFault(call, '/sub_orders', 'not all sub orders', 'close with all sub orders [OAPI]')
  if (found.transaction_id !== undefined)
    return failure(call.request, 'ORDERPAID', 'close: paid; which code is UNCONFIRMED')
  for (const number of found.numbers) {
    const order = findOrder(call, found.owner, number)
    if (order?.state === 'NOTPAY') saveOrder(call, { ...order, state: 'CLOSED' })
  }
  return done('combined order closed [OAPI]')
}

function absent(call: SimulatedCall): SimulatedAnswer {
  return failure(call.request, 'ORDER_NOT_EXIST', 'no combined order with this number [OAPI]')
}
