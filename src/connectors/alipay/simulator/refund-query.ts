import type { JsonObject, OperationHandler } from '../../../sdk/index.ts'
import { formatBeijing } from '../beijing-time.ts'
import { success } from './answers.ts'
import { findTrade } from './lifecycle.ts'
import { formatYuan } from './money.ts'
import { namesTrade } from './query.ts'
import { bodyOf, refusedCall } from './refused.ts'
import type { Refund, Trade } from './trade.ts'

/** alipay.trade.fastpay.refund.query. */
export const queryRefund: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  if (!namesTrade(body))
    return refusedCall(call, 'ACQ.INVALID_PARAMETER', 'trade_no or out_trade_no [OPEN trade pages, PHP3]')
  const trade = findTrade(call, body)
  if (!trade) return refusedCall(call, 'ACQ.TRADE_NOT_EXIST', 'no trade with this number [LIVE]')
  const known = trade.refunds.find((one) => one.out_request_no === body['out_request_no'])
  // An unknown out_request_no is a success without refund fields: not received, or failed [DOC 02ekft].
  if (!known) return success({}, 'refund query: unknown out_request_no gives 10000 without fields [DOC 02ekft]')
  return success(refundQueryFields(trade, known, optionsOf(body)), 'refund query [DOC 02ekft]')
}

function refundQueryFields(trade: Trade, known: Refund, options: readonly string[]): JsonObject {
  const amount = formatYuan(known.amount)
  return {
    trade_no: trade.trade_no,
    out_trade_no: trade.out_trade_no,
    out_request_no: known.out_request_no,
    ...(known.reason ? { refund_reason: known.reason } : {}),
    total_amount: formatYuan(trade.total),
    refund_amount: amount,
    refund_status: 'REFUND_SUCCESS',
    ...(options.includes('gmt_refund_pay') ? { gmt_refund_pay: formatBeijing(known.at) } : {}),
    ...(options.includes('refund_detail_item_list')
      ? { refund_detail_item_list: [{ amount, fund_channel: 'ALIPAYACCOUNT' }], send_back_fee: amount }
      : {}),
  }
}

export function optionsOf(body: JsonObject): readonly string[] {
  const options = body['query_options']
  return Array.isArray(options) ? options.filter((option): option is string => typeof option === 'string') : []
}
