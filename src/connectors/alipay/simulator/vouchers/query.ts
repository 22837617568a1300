import type { OperationHandler } from '../../../../sdk/index.ts'
import { success } from '../answers.ts'
import { bodyOf } from '../refused.ts'
import { findActivity, type Activity } from './activity.ts'
import { voucherRefused } from './refusal.ts'

/** alipay.marketing.activity.ordervoucher.query: what create was given, and how far it went [PHP3]. */
export const queryActivity: OperationHandler = (call) => {
  const activity = findActivity(call, bodyOf(call.body)['activity_id'])
  if (!activity) return voucherRefused('INVALID_PARAMETER', 'no such activity_id')
  return success(
    {
      ...activity.given,
      activity_id: activity.activity_id,
      activity_status: activity.stopped === undefined ? 'ACTIVE' : 'PAUSE',
      activity_operation_status: operationStatus(activity, call.clock.now()),
      voucher_inventory_info: { send_count: activity.sent, use_count: activity.used },
      summary: { publish_count: activity.quantity, used_count: activity.used },
    },
    'query: create structure and counts [PHP3]',
  )
}

/** The values are UNCONFIRMED: the sheet names the member only. */
function operationStatus({ ready, stopped }: Activity, now: number): string {
  if (stopped !== undefined) return 'STOPPED'
  return now < ready ? 'CREATING' : 'CREATED'
}
