import type { OperationHandler, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { cashierPage, errorPage } from './page.ts'
import { earlierTrade, readOrder } from './read-order.ts'
import { bodyOf, textOf } from './refused.ts'
import { LONGEST_MS } from './timeouts.ts'
import { saveOrder } from './trade.ts'

/** alipay.trade.page.pay: the browser arrives with a signed order; the trade begins when the buyer signs in [DOC 02ekfq]. */
export const pagePay =
  (sdk: Sdk): OperationHandler =>
  (call) => {
    const read = readOrder(sdk, call, { product: 'FAST_INSTANT_TRADE_PAY', payMs: LONGEST_MS })
    if ('refused' in read) return asPage(read.refused)
    const earlier = earlierTrade(call, read.value)
    if (earlier && 'refused' in earlier) return asPage(earlier.refused)
    if (!earlier) saveOrder(call, read.value)
    return cashierPage(read.value)
  }

/** A faulty page request gets a page, never JSON [PROBE P5]. */
export function asPage(answer: SimulatedAnswer): SimulatedAnswer {
  const body = bodyOf(answer.body ?? null)
  return errorPage(textOf(body, 'sub_code') ?? '', textOf(body, 'sub_msg') ?? '', answer.rule ?? '')
}
