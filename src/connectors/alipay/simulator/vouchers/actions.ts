import type { Action, Sdk, Simulation } from '../../../../sdk/index.ts'
import { sandboxBuyer } from '../buyer.ts'
import { findActivity, rulesOf, saveActivity, type Activity } from './activity.ts'
import { codesOf, saveCode } from './code.ts'

const ACTIVITY: Action['params'] = [
  { name: 'activity_id', summary: { en: 'The coupon activity.', zh: '商家券活动 ID。' }, required: true },
]

/** What users do with coupons in the wallet. */
export const voucherActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'user.receive-voucher': {
    summary: { en: 'A user receives a coupon of an activity.', zh: '用户领取一张商家券。' },
    params: ACTIVITY,
    run(simulation, params) {
      const activity = receivable(sdk, simulation, params['activity_id'] ?? '')
      const user = sandboxBuyer(sdk, simulation.credential).user_id
      const code = nextCode(sdk, simulation, activity)
      const received = simulation.clock.now()
      saveCode(simulation, {
        activity_id: activity.activity_id,
        voucher_code: code,
        status: 'RECEIVED',
        uses: 0,
        received,
        user_id: user,
      })
      saveActivity(simulation, { ...activity, sent: activity.sent + 1 })
      return { activity_id: activity.activity_id, voucher_code: code, user_id: user }
    },
  },
})

function receivable(sdk: Sdk, simulation: Simulation, id: string): Activity {
  const activity = findActivity(simulation, id)
  if (!activity) throw sdk.refuseAction({ en: `There is no activity ${id}.`, zh: `没有活动 ${id}。` })
  const now = simulation.clock.now()
  const rules = rulesOf(activity.given)
  if (activity.stopped !== undefined)
    throw sdk.refuseAction({ en: 'The activity has been stopped.', zh: '该活动已停止。' })
  if (now < Math.max(activity.ready, rules.publishStart) || now >= rules.publishEnd)
    throw sdk.refuseAction({ en: 'Coupons cannot be received at this time.', zh: '当前不在领券时间内。' })
  if (activity.sent >= activity.quantity)
    throw sdk.refuseAction({ en: 'All coupons are gone: append more.', zh: '券已领完，请追加数量。' })
  const user = sandboxBuyer(sdk, simulation.credential).user_id
  const had = codesOf(simulation, id).filter((one) => one.user_id === user).length
  if (had >= rules.perUser)
    throw sdk.refuseAction({ en: 'This user has had all coupons allowed.', zh: '该用户已达领取上限。' })
  return activity
}

/** An uploaded code, or one made here: in MERCHANT_API mode the platform asks the merchant for it (UNCONFIRMED how). */
function nextCode(sdk: Sdk, simulation: Simulation, activity: Activity): string {
  if (rulesOf(activity.given).codeMode !== 'MERCHANT_UPLOAD')
    return Buffer.from(simulation.random.bytes(12)).toString('hex').toUpperCase()
  const free = codesOf(simulation, activity.activity_id).find(({ status }) => status === 'DEPOSITED')
  if (!free) throw sdk.refuseAction({ en: 'No deposited code is left.', zh: '没有可用的券码，请先上传。' })
  return free.voucher_code
}
