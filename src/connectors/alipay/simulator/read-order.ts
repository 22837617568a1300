import type { JsonObject, Sdk, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { userId } from './identifiers.ts'
import { findTrade } from './lifecycle.ts'
import { MOST, parseYuan } from './money.ts'
import { callerOf, ownerOf } from './owner.ts'
import { bodyOf, refusedCall, textOf } from './refused.ts'
import { deadline } from './timeouts.ts'
import type { Order, Trade } from './trade.ts'

export type Read<T> = { readonly value: T } | { readonly refused: SimulatedAnswer }

/** The order that create, precreate, pay and page.pay carry in the same fields [TYP18, PHP3]. */
export function readOrder(sdk: Sdk, call: SimulatedCall, usual: { product: string; payMs: number }): Read<Order> {
  const body = bodyOf(call.body)
  const wrong = (rule: string) => ({ refused: refusedCall(call, 'ACQ.INVALID_PARAMETER', rule) })
  const total = parseYuan(body['total_amount'])
  if (total === undefined || total === 0)
    return wrong('total_amount: [0.01, 100000000], two decimals at most [TYP18, PHP3]')
  // TOTAL_FEE_EXCEED is documented for create; that it is what the upper bound answers is UNCONFIRMED.
  if (total > MOST)
    return { refused: refusedCall(call, 'ACQ.TOTAL_FEE_EXCEED', 'total_amount above 100000000 [TYP18, PHP3]') }
  // [TYP18, PHP3]
  if (!partsAddUp(body, total)) return wrong('total_amount = discountable_amount + undiscountable_amount [TYP18, PHP3]')
  if (textOf(body, 'enable_pay_channels') && textOf(body, 'disable_pay_channels')) {
    return wrong('enable_pay_channels and disable_pay_channels exclude each other [TYP18, PHP3]')
  }
  const due = deadline(body, usual.payMs, call.clock.now())
  if ('fault' in due) {
    if (due.fault === 'shape') return wrong(`${due.field}: 1m to 15d, whole numbers [TYP18, PHP3]`)
    // The code is in the list of create; that a past time_expire gives it is taken from its name (UNCONFIRMED).
    return {
      refused: refusedCall(
        call,
        'ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR',
        'time_expire is in the past [OPEN trade pages, PHP3]',
      ),
    }
  }
  const appId = ownerOf(call.credential)
  const caller = callerOf(call.credential)
  const named = {
    out_trade_no: textOf(body, 'out_trade_no') ?? '',
    app_id: appId,
    seller_id: textOf(body, 'seller_id') ?? userId(sdk, appId, 'seller'),
    product_code: textOf(body, 'product_code') ?? usual.product,
    total,
    subject: textOf(body, 'subject') ?? '',
    expires: due.at,
    ...present(body, ['body', 'passback_params', 'store_id', 'terminal_id', 'quit_url'] as const),
    ...(caller === appId ? {} : { caller }),
    ...present(call.params, ['notify_url', 'return_url'] as const),
  }
  // "Same number, other parameters" does not say which; these are compared (UNCONFIRMED).
  const fingerprint = JSON.stringify([named.total, named.subject, named.body ?? '', named.seller_id])
  return { value: { ...named, fingerprint } }
}

/** What an earlier call with the same out_trade_no means for this one [DOC 02ekfq]. */
export function earlierTrade(call: SimulatedCall, order: Order): Read<Trade> | undefined {
  const trade = findTrade(call, { out_trade_no: order.out_trade_no })
  if (!trade) return undefined
  // Number and amount may collide both; that the state is looked at first is UNCONFIRMED.
  if (trade.status === 'TRADE_SUCCESS' || trade.status === 'TRADE_FINISHED') {
    return { refused: refusedCall(call, 'ACQ.TRADE_HAS_SUCCESS', 'the number is already paid [DOC 02ekfq]') }
  }
  if (trade.status === 'TRADE_CLOSED') {
    return { refused: refusedCall(call, 'ACQ.TRADE_HAS_CLOSE', 'the number belongs to a closed trade [DOC 02ekfq]') }
  }
  if (trade.fingerprint !== order.fingerprint) {
    return { refused: refusedCall(call, 'ACQ.CONTEXT_INCONSISTENT', 'same number, other parameters [DOC 02ekfq]') }
  }
  return { value: trade }
}

/** Only when all three are given. */
function partsAddUp(body: JsonObject, total: number): boolean {
  const parts = [body['discountable_amount'], body['undiscountable_amount']]
  if (parts.includes(undefined)) return true
  return parts.reduce<number>((sum, part) => sum + (parseYuan(part) ?? Number.NaN), 0) === total
}

function present<N extends string>(body: JsonObject, names: readonly N[]): { readonly [K in N]?: string } {
  const entries = names.map((name) => [name, textOf(body, name)] as const).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as { readonly [K in N]?: string }
}
