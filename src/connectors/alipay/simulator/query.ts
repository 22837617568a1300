import type { JsonObject, OperationHandler } from '../../../sdk/index.ts'
import { formatBeijing } from '../beijing-time.ts'
import { success } from './answers.ts'
import { buyerFields } from './buyer.ts'
import { findTrade } from './lifecycle.ts'
import { amountFields } from './pay.ts'
import { bodyOf, refusedCall, textOf } from './refused.ts'
import type { Trade } from './trade.ts'

/** alipay.trade.query. An order that no buyer has opened is not there yet [DOC 02ekfq]. */
export const queryTrade: OperationHandler = (call) => {
  const named = bodyOf(call.body)
  if (!namesTrade(named))
    return refusedCall(call, 'ACQ.INVALID_PARAMETER', 'trade_no or out_trade_no [OPEN alipay.trade.query]')
  const trade = findTrade(call, named)
  if (!trade) return refusedCall(call, 'ACQ.TRADE_NOT_EXIST', 'no trade with this number [LIVE]')
  return success(queryFields(trade), 'query [OPEN alipay.trade.query]')
}

export function namesTrade(named: JsonObject): boolean {
  return textOf(named, 'trade_no') !== undefined || textOf(named, 'out_trade_no') !== undefined
}

function queryFields(trade: Trade): JsonObject {
  return {
    ...buyerFields(trade),
    ...amountFields(trade),
    trade_no: trade.trade_no,
    out_trade_no: trade.out_trade_no,
    trade_status: trade.status,
    ...(trade.paid === undefined ? {} : { send_pay_date: formatBeijing(trade.paid) }),
    ...(trade.store_id ? { store_id: trade.store_id } : {}),
    ...(trade.terminal_id ? { terminal_id: trade.terminal_id } : {}),
    ...(trade.passback_params ? { passback_params: trade.passback_params } : {}),
  }
}
