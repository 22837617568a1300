import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { beijingDay } from '../../beijing-time.ts'
import { success } from '../answers.ts'
import { parseYuan } from '../money.ts'
import { bodyOf } from '../refused.ts'
import { CREATION_MS, findActivity, quantityOf, rulesOf, saveActivity, type Activity } from './activity.ts'
import { once } from './once.ts'
import { voucherRefused } from './refusal.ts'

const CALL_MEMBERS = new Set(['out_biz_no', 'merchant_access_mode', 'activity_id'])

/** alipay.marketing.activity.ordervoucher.create: acknowledged at once, created later [OPEN ordervoucher.create mirror]. */
export const createActivity: OperationHandler = once((call) => {
  const given = bodyOf(call.body)
  const problem = problemOf(given)
  if (problem) return problem
  const now = call.clock.now()
  const digits = [...call.random.bytes(20)].map((byte) => byte % 10).join('')
  const activity: Activity = {
    activity_id: `${beijingDay(now)}${digits}`,
    app_id: call.credential['app_id'] ?? '',
    given: content(given),
    created: now,
    ready: now + CREATION_MS,
    quantity: quantityOf(given),
    deposited: 0,
    sent: 0,
    used: 0,
  }
  saveActivity(call, activity)
  announce(call, activity)
  return success(
    { activity_id: activity.activity_id },
    'create: the reply only acknowledges [OPEN ordervoucher.create]',
  )
})

/** alipay.marketing.activity.ordervoucher.modify: as create, changed parts only [PHP3]. */
export const modifyActivity: OperationHandler = once((call) => {
  const body = bodyOf(call.body)
  const activity = findActivity(call, body['activity_id'])
  if (!activity) return voucherRefused('INVALID_PARAMETER', 'no such activity_id')
  if (activity.stopped !== undefined) return voucherRefused('BIZ_ERROR', 'the activity has been stopped')
  const merged = merge(activity.given, content(body))
  const problem = problemOf(merged)
  if (problem) return problem
  saveActivity(call, { ...activity, given: merged })
  return success({ activity_id: activity.activity_id }, 'modify: changed parts only [PHP3]')
})

function problemOf(given: JsonObject): SimulatedAnswer | undefined {
  const rules = rulesOf(given)
  const deduct = bodyOf(bodyOf(given['voucher_deduct_info'] ?? null)['fix_voucher_info'] ?? null)
  if (!['MERCHANT_UPLOAD', 'MERCHANT_API'].includes(rules.codeMode))
    return voucherRefused('INVALID_PARAMETER', 'code_mode is MERCHANT_UPLOAD or MERCHANT_API')
  if (rules.publishStart >= rules.publishEnd)
    return voucherRefused('INVALID_PARAMETER', 'publish_start_time lies behind publish_end_time')
  const amount = parseYuan(deduct['amount'])
  // The meaning is taken from the name of the code (UNCONFIRMED) [PHP3].
  if (amount === 0) return voucherRefused('DISCOUNT_AMOUNT_INSUFFICIENT', 'the amount of the coupon is nothing')
  return undefined
}

/** To the application gateway that the console holds; in the sandbox, listeners get it. */
function announce(call: SimulatedCall, activity: Activity): void {
  const content = { activity_id: activity.activity_id, out_biz_no: bodyOf(call.body)['out_biz_no'] ?? '' }
  call.emit(
    'alipay.marketing.activity.message.created',
    { msg_method: 'alipay.marketing.activity.message.created', biz_content: JSON.stringify(content) },
    { afterMs: CREATION_MS },
  )
}

function content(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !CALL_MEMBERS.has(name)))
}

function merge(old: JsonObject, changed: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...old }
  for (const [name, value] of Object.entries(changed)) {
    const both = [merged[name], value].every((one) => one !== null && typeof one === 'object' && !Array.isArray(one))
    merged[name] = both ? merge(merged[name] as JsonObject, value as JsonObject) : value
  }
  return merged
}
