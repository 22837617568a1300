import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { formatBeijing } from '../beijing-time.ts'
import { success } from './answers.ts'
import { buyerFields } from './buyer.ts'
import { findTrade, refund } from './lifecycle.ts'
import { formatYuan, NOTHING, parseYuan, type Cents } from './money.ts'
import { namesTrade } from './query.ts'
import { optionsOf } from './refund-query.ts'
import { bodyOf, refusedCall, textOf } from './refused.ts'
import { refundedTotal, type Refund, type Trade } from './trade.ts'

/**
 * alipay.trade.refund. Partial refunds work as in production; the platform's own sandbox takes only one refund of the
 * whole amount [DOC 097jyi]. The three seconds between two refunds are advice and not enforced [DOC 02ekfs].
 */
export const refundTrade: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const amount = parseYuan(body['refund_amount'])
  if (!namesTrade(body) || amount === undefined) {
    return refusedCall(
      call,
      'ACQ.INVALID_PARAMETER',
      'a trade number, and an amount with two decimals at most [OPEN trade pages, PHP3]',
    )
  }
  const trade = findTrade(call, body)
  if (!trade) return refusedCall(call, 'ACQ.TRADE_NOT_EXIST', 'no trade with this number [LIVE]')
  const given = textOf(body, 'out_request_no')
  // Without a number, out_trade_no takes its place [OPEN trade pages, PHP3].
  const requestNo = given ?? trade.out_trade_no
  const known = trade.refunds.find((one) => one.out_request_no === requestNo)
  if (known) return repeated(call, trade, known, amount)
  const refusal = refuseRefund(call, trade, amount, given)
  if (refusal) return refusal
  const reason = textOf(body, 'refund_reason')
  const at = call.clock.now()
  const done = { out_request_no: requestNo, amount, at, ...(reason && { reason }) }
  return success(
    refundFields(refund(call, trade, done), done, 'Y', optionsOf(body).includes('refund_detail_item_list')),
    'refund: fund_change Y [OPEN alipay.trade.refund]',
  )
}

/** The same refund again: refunded once; with another amount: refused [DOC 02ekfq]. */
function repeated(call: SimulatedCall, trade: Trade, known: Refund, amount: Cents): SimulatedAnswer {
  if (known.amount !== amount) {
    return refusedCall(call, 'ACQ.DISCORDANT_REPEAT_REQUEST', 'same out_request_no, other amount [DOC 02ekfq]')
  }
  return success(refundFields(trade, known, 'N', false), 'refund repeated: fund_change N [DOC 02ekfq]')
}

function refuseRefund(
  call: SimulatedCall,
  trade: Trade,
  amount: Cents,
  given: string | undefined,
): SimulatedAnswer | undefined {
  if (trade.status === 'WAIT_BUYER_PAY') {
    return refusedCall(call, 'ACQ.TRADE_STATUS_ERROR', 'the trade is not paid [OPEN trade pages]', {
      text: '交易状态非法',
    })
  }
  // Which of the listed codes a closed trade gives is UNCONFIRMED.
  if (trade.status === 'TRADE_CLOSED')
    return refusedCall(call, 'ACQ.TRADE_HAS_CLOSE', 'the trade is closed [OPEN trade pages, PHP3]')
  if (trade.status === 'TRADE_FINISHED') {
    return refusedCall(call, 'ACQ.TRADE_HAS_FINISHED', 'the refund window is over [DOC 02ekfq]')
  }
  if (amount === 0)
    return refusedCall(call, 'ACQ.REASON_TRADE_REFUND_FEE_ERR', 'the amount is nothing [OPEN trade pages]')
  if (given === undefined && amount !== trade.total) {
    return refusedCall(call, 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', 'a partial refund needs out_request_no [DOC 02ekfq]')
  }
  if (refundedTotal(trade) + amount > trade.total) {
    return refusedCall(call, 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL', 'refunds may not exceed the payment [OPEN trade pages]')
  }
  return undefined
}

/** Live answers carry send_back_fee unasked, as 0.00; with refund_detail_item_list asked for, it holds the amount [LIVE]. */
function sentBack(done: Refund, detailed: boolean): JsonObject {
  if (!detailed) return { send_back_fee: NOTHING }
  const amount = formatYuan(done.amount)
  return { refund_detail_item_list: [{ amount, fund_channel: 'ALIPAYACCOUNT' }], send_back_fee: amount }
}

function refundFields(trade: Trade, done: Refund, change: 'Y' | 'N', detailed: boolean): JsonObject {
  return {
    ...buyerFields(trade),
    fund_change: change,
    gmt_refund_pay: formatBeijing(done.at),
    out_trade_no: trade.out_trade_no,
    // The sum refunded so far, not this refund [OPEN alipay.trade.refund].
    refund_fee: formatYuan(refundedTotal(trade)),
    trade_no: trade.trade_no,
    ...sentBack(done, detailed && change === 'Y'),
  }
}
