import type { JsonObject, OperationHandler } from '../../../../sdk/index.ts'
import { success } from '../answers.ts'
import { bodyOf } from '../refused.ts'
import { findActivity, rulesOf, saveActivity } from './activity.ts'
import { codeOf, saveCode } from './code.ts'
import { once } from './once.ts'
import { voucherRefused } from './refusal.ts'

const MOST_VOUCHERS = 999_999
const MOST_CODES = 1000
const CODE_SHAPE = /^[0-9A-Za-z\-_+=|]{1,64}$/

/** alipay.marketing.activity.ordervoucher.append: the new total, only upward, at most 999999 [PHP3]. */
export const appendVouchers: OperationHandler = once((call) => {
  const body = bodyOf(call.body)
  const activity = findActivity(call, body['activity_id'])
  if (!activity) return voucherRefused('INVALID_PARAMETER', 'no such activity_id')
  if (call.clock.now() < activity.ready) return voucherRefused('BIZ_ERROR', 'the activity is still being created')
  if (activity.stopped !== undefined) return voucherRefused('BIZ_ERROR', 'the activity has been stopped')
  const total = Number(body['voucher_quantity'])
  if (!Number.isInteger(total) || total > MOST_VOUCHERS)
    return voucherRefused('INVALID_PARAMETER', `voucher_quantity is a whole number up to ${MOST_VOUCHERS}`)
  if (total < activity.quantity) return voucherRefused('INVALID_PARAMETER', 'voucher_quantity only goes upward')
  if (rulesOf(activity.given).codeMode === 'MERCHANT_UPLOAD' && total !== activity.deposited)
    return voucherRefused('BIZ_ERROR', 'voucher_quantity has to equal the number of deposited codes')
  saveActivity(call, { ...activity, quantity: total })
  return success({}, 'append: the new total [PHP3]')
})

/** alipay.marketing.activity.ordervoucher.codedeposit: up to 1000 codes, each judged on its own [PHP3]. */
export const depositCodes: OperationHandler = once((call) => {
  const body = bodyOf(call.body)
  const activity = findActivity(call, body['activity_id'])
  if (!activity) return voucherRefused('INVALID_PARAMETER', 'no such activity_id')
  if (rulesOf(activity.given).codeMode !== 'MERCHANT_UPLOAD')
    return voucherRefused('BIZ_ERROR', 'codes are deposited for code_mode MERCHANT_UPLOAD only')
  if (call.clock.now() < activity.ready) return voucherRefused('BIZ_ERROR', 'the activity is still being created')
  const codes = Array.isArray(body['voucher_codes']) ? body['voucher_codes'].map(String) : []
  if (codes.length === 0 || codes.length > MOST_CODES)
    return voucherRefused('INVALID_PARAMETER', `voucher_codes holds 1 to ${MOST_CODES} codes`)
  const done: string[] = []
  const failed: JsonObject[] = []
  for (const code of codes) {
    // What a single code is refused with is UNCONFIRMED.
    const wrong = !CODE_SHAPE.test(code) || codeOf(call, activity.activity_id, code) !== undefined
    if (wrong) failed.push({ voucher_code: code, error_code: 'INVALID_PARAMETER', error_msg: '券码不合法或已存在' })
    else {
      saveCode(call, { activity_id: activity.activity_id, voucher_code: code, status: 'DEPOSITED', uses: 0 })
      done.push(code)
    }
  }
  saveActivity(call, { ...activity, deposited: activity.deposited + done.length })
  return success(
    {
      success_count: done.length,
      fail_count: failed.length,
      success_voucher_code_list: done,
      fail_voucher_code_detail_list: failed,
    },
    'codedeposit: code by code [PHP3]',
  )
})

/** alipay.marketing.activity.ordervoucher.codecount. */
export const countCodes: OperationHandler = (call) => {
  const activity = findActivity(call, bodyOf(call.body)['activity_id'])
  if (!activity) return voucherRefused('INVALID_PARAMETER', 'no such activity_id')
  return success({ success_count: activity.deposited }, 'codecount: deposited codes [PHP3]')
}

/** alipay.marketing.activity.ordervoucher.stop: what was received may still be used (UNCONFIRMED) [PHP3]. */
export const stopActivity: OperationHandler = once((call) => {
  const activity = findActivity(call, bodyOf(call.body)['activity_id'])
  if (!activity) return voucherRefused('INVALID_PARAMETER', 'no such activity_id')
  if (activity.stopped !== undefined) return voucherRefused('BIZ_ERROR', 'the activity has been stopped')
  saveActivity(call, { ...activity, stopped: call.clock.now() })
  return success({}, 'stop [PHP3]')
})
