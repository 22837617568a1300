import type { JsonObject, OperationHandler, Sdk, SimulatedCall } from '../../../sdk/index.ts'
import { formatBeijing } from '../beijing-time.ts'
import { success, waiting } from './answers.ts'
import { buyerFields, sandboxBuyer } from './buyer.ts'
import { pay } from './lifecycle.ts'
import { formatYuan, NOTHING, type Cents } from './money.ts'
import { earlierTrade, readOrder } from './read-order.ts'
import { bodyOf, refusedCall, textOf } from './refused.ts'
import { FACE_TO_FACE_MS } from './timeouts.ts'
import { startTrade, type Trade } from './trade.ts'

/** 25–30 followed by 14–22 digits, or `fp…` with 35 characters for a face [OPEN trade pages, PHP3]. */
const PAYMENT_CODE = /^(?:(?:2[5-9]|30)\d{14,22}|fp[A-Za-z0-9]{33})$/
/** Above this the buyer is asked for the password: 2000 yuan on the platform's sandbox, 1000 in production [DOC 00ip3n]. */
const PASSWORD_ABOVE: Cents = 200_000

/** alipay.trade.pay: the cashier scanned the buyer's payment code (付款码). */
export const payByCode =
  (sdk: Sdk): OperationHandler =>
  (call) => {
    const read = readOrder(sdk, call, { product: 'FACE_TO_FACE_PAYMENT', payMs: FACE_TO_FACE_MS })
    if ('refused' in read) return read.refused
    const earlier = earlierTrade(call, read.value)
    if (earlier && 'refused' in earlier) return earlier.refused
    // Repeated while the buyer still has to confirm: the same answer (UNCONFIRMED).
    if (earlier) return stillWaiting(earlier.value)
    const code = textOf(bodyOf(call.body), 'auth_code') ?? ''
    if (!PAYMENT_CODE.test(code) || used(call, code)) {
      return refusedCall(call, 'ACQ.PAYMENT_AUTH_CODE_INVALID', 'payment code wrong or used before [OPEN trade.pay]')
    }
    call.state.put('payment-codes', code, read.value.out_trade_no)
    const trade = startTrade(call, read.value, sandboxBuyer(sdk, call.credential))
    if (trade.total > PASSWORD_ABOVE) return stillWaiting(trade)
    return success(paidFields(pay(call, trade)), 'pay: paid at once up to 2000 yuan [DOC 00ip3n]')
  }

/** A code works once [OPEN trade.pay]. */
function used(call: SimulatedCall, code: string): boolean {
  return call.state.get('payment-codes', code) !== undefined
}

function stillWaiting(trade: Trade) {
  const members = { out_trade_no: trade.out_trade_no, trade_no: trade.trade_no }
  return waiting(members, 'pay: the buyer has to enter the password above 2000 yuan [DOC 00ip3n]')
}

function paidFields(trade: Trade): JsonObject {
  return {
    ...buyerFields(trade),
    ...amountFields(trade),
    gmt_payment: formatBeijing(trade.paid ?? trade.created),
    ...numbers(trade),
  }
}

function numbers(trade: Trade): JsonObject {
  return { out_trade_no: trade.out_trade_no, trade_no: trade.trade_no }
}

/** The balance pays all: no discounts, no points [DOC 097oft]. */
export function amountFields(trade: Trade): JsonObject {
  const total = formatYuan(trade.total)
  const paid = trade.paid === undefined ? NOTHING : total
  return {
    total_amount: total,
    receipt_amount: paid,
    buyer_pay_amount: paid,
    invoice_amount: paid,
    point_amount: NOTHING,
    ...(trade.paid === undefined ? {} : { fund_bill_list: [{ amount: total, fund_channel: 'ALIPAYACCOUNT' }] }),
  }
}
