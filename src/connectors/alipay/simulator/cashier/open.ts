import type { OperationHandler, Sdk, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { failure } from '../answers.ts'
import { errorPage } from '../error-page.ts'
import { redirect } from '../pages/document.ts'
import { earlierTrade, readOrder } from '../read-order.ts'
import { bodyOf, textOf } from '../refused.ts'
import { LONGEST_MS } from '../timeouts.ts'
import { saveOrder } from '../trade.ts'
import { openSession, type Way } from './session.ts'

const PRODUCTS = {
  page: 'FAST_INSTANT_TRADE_PAY',
  wap: 'QUICK_WAP_WAY',
  app: 'QUICK_MSECURITY_PAY',
} as const satisfies Record<Exclude<Way, 'code'>, string>

export type BrowserWay = keyof typeof PRODUCTS

/** In a frame of the merchant's page: all modes but 2, a redirect [TYP18]. */
const FRAMED_MODES = new Set(['0', '1', '3', '4'])

/**
 * alipay.trade.page.pay, wap.pay, app.pay: somebody arrives with a signed order. There is no trade before the buyer
 * signs in [DOC 02ekfq]; the cashier stands at an address of its own, and a faulty order gets a page [PROBE P5].
 */
export const openCashier =
  (sdk: Sdk, way: BrowserWay): OperationHandler =>
  (call) => {
    const given = readPageOrder(sdk, call, way)
    if ('refused' in given) return asPage(given.refused)
    const session = openSession(call, given.value, way, {
      framed: FRAMED_MODES.has(textOf(bodyOf(call.body), 'qr_pay_mode') ?? ''),
    })
    return redirect(`/cashier/${session.id}`, `${way}.pay: no trade before the buyer signs in [DOC 02ekfq]`)
  }

/** The order as it was signed, saved unless its trade exists already. */
export function readPageOrder(sdk: Sdk, call: SimulatedCall, way: BrowserWay): ReturnType<typeof readOrder> {
  const read = readOrder(sdk, call, { product: PRODUCTS[way], payMs: LONGEST_MS })
  if ('refused' in read) return read
  if (hasReservedName(read.value.return_url)) {
    // One plugin reports it for `method`; the exact set of names is UNCONFIRMED [LIVE].
    return { refused: failure('isv.suspected-attack', 'return_url has a parameter of the platform’s own name [LIVE]') }
  }
  const earlier = earlierTrade(call, read.value)
  if (earlier && 'refused' in earlier) return earlier
  if (!earlier) saveOrder(call, read.value)
  return read
}

function hasReservedName(address: string | undefined): boolean {
  return address !== undefined && URL.canParse(address) && new URL(address).searchParams.has('method')
}

/** A faulty page request gets a page, never JSON [PROBE P5]. */
export function asPage(answer: SimulatedAnswer): SimulatedAnswer {
  const body = bodyOf(answer.body ?? null)
  return errorPage(textOf(body, 'sub_code') ?? '', textOf(body, 'sub_msg') ?? '', answer.rule ?? '')
}
