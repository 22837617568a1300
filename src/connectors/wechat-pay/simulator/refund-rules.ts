import type { JsonObject, SimulatedAnswer, SimulatedCall, Text } from '../../../sdk/index.ts'
import { failure } from './answers.ts'
import { listOf, numberOf, objectOf, textOf } from './bodies.ts'
import type { Order } from './order.ts'
import { fieldFault } from './read-order.ts'

const DAY_MS = 24 * 3600_000
/** Limits of refunds [DOC 4013071200, 4014959631]. */
const WINDOW_MS = 365 * DAY_MS
const MOST_PARTS = 50
const PAUSE_MS = 60_000

/** Why an order cannot be refunded as asked. */
export function faultOf(call: SimulatedCall, body: JsonObject, order: Order | undefined): SimulatedAnswer | undefined {
  if (!order || order.paid === undefined || order.state === 'REVOKED') return notThere(call)
  const sub = textOf(body, 'sub_mchid')
  if (order.partner?.sub_mchid !== sub && !order.combine)
    return failure(call.request, 'NO_AUTH', 'sub_mchid is not the one of the order [DOC 4013071036]')
  const { refund = 0, total } = objectOf(body['amount']) as { readonly refund?: number; readonly total?: number }
  if (total !== order.total) return invalid(call, 'amount.total is the amount of the order [DOC 4013071036]', DIFFERS)
  const from = listOf(objectOf(body['amount'])['from'])
  const parts = from.reduce<number>((sum, one) => sum + (numberOf(objectOf(one), 'amount') ?? 0), 0)
  if (from.length > 0 && parts !== refund)
    return fieldFault(
      call,
      '/amount/from',
      'the parts do not add up to refund',
      'sum of from = refund [DOC 4013071036]',
    )
  if (call.clock.now() > order.paid + WINDOW_MS)
    return failure(call.request, 'TRADE_OVERDUE', 'refunds within 365 days [DOC 4013071200]')
  if (order.refunded + refund > order.total) return invalid(call, 'more than is left [DOC 4013071200]', TOO_MUCH)
  if (order.refunds >= MOST_PARTS) return invalid(call, 'at most 50 partial refunds [DOC 4013071200]', TOO_MANY)
  // Which code a second part within the minute gives is UNCONFIRMED.
  if (order.last_refund !== undefined && call.clock.now() < order.last_refund + PAUSE_MS)
    return failure(call.request, 'FREQUENCY_LIMITED', 'one minute between two partial refunds [DOC 4013071200]', {
      text: TOO_SOON,
    })
  return undefined
}

/** Unknown number or unpaid order [DOC 4013071036]. */
export function notThere(call: SimulatedCall): SimulatedAnswer {
  return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no paid order with this number [DOC 4013071036]', {
    text: { zh: '订单不存在', en: 'The order does not exist' },
  })
}

export function invalid(call: SimulatedCall, rule: string, text: Text): SimulatedAnswer {
  return failure(call.request, 'INVALID_REQUEST', rule, { text })
}

// Wordings of these are UNCONFIRMED.
export const DIFFERS = {
  zh: '订单金额或退款金额与之前请求不一致，请核实后再试',
  en: 'The amounts differ from those of the order or of the earlier request',
}
const TOO_MUCH = { zh: '申请退款金额大于订单可退金额', en: 'The refund is more than what is left of the order' }
const TOO_MANY = { zh: '部分退款次数超过50次', en: 'More than 50 partial refunds' }
const TOO_SOON = {
  zh: '同一订单多次退款的请求需间隔1分钟',
  en: 'Two partial refunds of an order are a minute apart',
}
