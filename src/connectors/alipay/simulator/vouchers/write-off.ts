import type { OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { success } from '../answers.ts'
import { formatYuan, parseYuan } from '../money.ts'
import { bodyOf, textOf } from '../refused.ts'
import { findActivity, rulesOf, saveActivity, type Activity } from './activity.ts'
import { codeOf, saveCode, type VoucherRecord } from './code.ts'
import { once } from './once.ts'
import { voucherRefused } from './refusal.ts'

type Found = { readonly activity: Activity; readonly voucher: VoucherRecord } | { readonly refused: SimulatedAnswer }

/** alipay.marketing.activity.ordervoucher.use: the merchant writes a coupon off (核销). */
export const useVoucher: OperationHandler = once((call) => {
  const found = find(call)
  if ('refused' in found) return found.refused
  const { activity, voucher } = found
  const body = bodyOf(call.body)
  const rules = rulesOf(activity.given)
  const now = call.clock.now()
  const total = parseYuan(body['total_fee'])
  if (total === undefined) return voucherRefused('INVALID_PARAMETER', 'total_fee is an amount in yuan')
  if (voucher.status === 'DEPOSITED') return voucherRefused('BIZ_ERROR', 'nobody has received this coupon')
  const times = Number(bodyOf(body['voucher_use_detail_info'] ?? null)['voucher_use_times'] ?? 1)
  if (!Number.isInteger(times) || times < 1)
    return voucherRefused('INVALID_PARAMETER', 'voucher_use_times is a whole number above zero')
  if (voucher.uses + times > rules.maxUses) return voucherRefused('BIZ_ERROR', 'the coupon is used up')
  const received = voucher.received ?? now
  if (now < rules.useFrom(received) || now >= rules.useUntil(received))
    return voucherRefused('BIZ_ERROR', 'the coupon cannot be used at this time')
  if (total < rules.floor) return voucherRefused('BIZ_ERROR', `the order is below ${formatYuan(rules.floor)}`)
  const uses = voucher.uses + times
  saveCode(call, { ...voucher, uses, status: 'USED' })
  saveActivity(call, { ...activity, used: activity.used + 1 })
  return success(
    {
      activity_id: activity.activity_id,
      voucher_use_detail_result_info: { voucher_max_un_use_times: rules.maxUses - uses },
    },
    'use: written off once for each out_biz_no [PHP3]',
  )
})

/** alipay.marketing.activity.ordervoucher.refund: a written-off coupon becomes usable again. */
export const refundVoucher: OperationHandler = once((call) => {
  const found = find(call)
  if ('refused' in found) return found.refused
  const { activity, voucher } = found
  if (voucher.uses === 0) return voucherRefused('BIZ_ERROR', 'the coupon has not been used')
  const uses = voucher.uses - 1
  saveCode(call, { ...voucher, uses, status: uses === 0 ? 'RECEIVED' : 'USED' })
  saveActivity(call, { ...activity, used: Math.max(0, activity.used - 1) })
  return success({ activity_id: activity.activity_id }, 'refund: the coupon may be used again [PHP3]')
})

function find(call: SimulatedCall): Found {
  const body = bodyOf(call.body)
  const code = textOf(body, 'voucher_code') ?? ''
  const id = textOf(body, 'activity_id') ?? ''
  const activity = findActivity(call, id)
  // An activity of somebody else: the code's meaning is taken from its name (UNCONFIRMED) [PHP3].
  if (!activity && call.state.get('voucher-activities', id))
    return { refused: voucherRefused('ACTIVITY_NOT_PERMISSION', 'the activity belongs to another merchant') }
  const voucher = activity && codeOf(call, activity.activity_id, code)
  if (!activity || !voucher) return { refused: voucherRefused('INVALID_PARAMETER', 'no such activity or coupon') }
  return { activity, voucher }
}
