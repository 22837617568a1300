import type { JsonObject, OperationHandler } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { success } from '../answers.ts'
import { formatYuan, NOTHING } from '../money.ts'
import { ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import { transferRefused } from './refusal.ts'
import { statusOf, transfersOf, type Transfer } from './transfer.ts'

const NAMES = ['order_id', 'pay_fund_order_id', 'out_biz_no'] as const

/** alipay.fund.trans.common.query: by the platform's number or your own. */
export const queryTransfer: OperationHandler = (call) => {
  const given = { ...bodyOf(call.params), ...bodyOf(call.body) }
  const name = NAMES.find((one) => textOf(given, one) !== undefined)
  if (!name) return transferRefused('INVALID_PARAMETER', 'order_id, pay_fund_order_id or out_biz_no')
  const transfer = transfersOf(call, ownerOf(call.credential)).find((one) => one[name] === given[name])
  if (!transfer) return transferRefused('ORDER_NOT_EXIST', 'no such transfer')
  return success(fields(transfer, call.clock.now()), 'transfer query [PHP3]')
}

function fields(transfer: Transfer, now: number): JsonObject {
  const status = statusOf(transfer, now)
  return {
    order_id: transfer.order_id,
    pay_fund_order_id: transfer.pay_fund_order_id,
    out_biz_no: transfer.out_biz_no,
    trans_amount: formatYuan(transfer.amount),
    status,
    ...(status === 'SUCCESS' ? { pay_date: formatBeijing(transfer.arrives) } : {}),
    arrival_time_end: formatBeijing(transfer.arrives),
    order_fee: NOTHING,
  }
}
