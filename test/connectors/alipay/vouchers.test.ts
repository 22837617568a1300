import { describe, expect, it } from 'vitest'
import type { Json } from '../../../src/sdk/index.ts'
import { DAY, openSandbox, outcome, run, simulator } from './bench.ts'

const NAME = 'alipay.marketing.activity.ordervoucher'
const BASE = { merchant_access_mode: 'SELF_MODE' }

function activityWorld(changes: Readonly<Record<string, Json>> = {}) {
  const sandbox = openSandbox()
  let number = 0
  const call = (name: string, body: Readonly<Record<string, Json>>) =>
    run(sandbox.simulation, `${NAME}.${name}`, { out_biz_no: `N${++number}`, ...BASE, ...body })
  const created = call('create', {
    activity_base_info: { activity_name: '满10减1', code_mode: 'MERCHANT_UPLOAD' },
    voucher_deduct_info: { voucher_type: 'FIX_VOUCHER', fix_voucher_info: { amount: '1.00', floor_amount: '10.00' } },
    ...changes,
  })
  const activity_id = created['activity_id'] as string
  const receive = () => simulator.actions!['user.receive-voucher']!.run(sandbox.simulation, { activity_id }) as Json
  return { sandbox, call, activity_id, receive }
}

/** Created, with two uploaded codes that can be received. */
function readyWorld(changes: Readonly<Record<string, Json>> = {}) {
  const world = activityWorld(changes)
  world.sandbox.wait(2000)
  world.call('codedeposit', { activity_id: world.activity_id, voucher_codes: ['A-1', 'A-2'] })
  world.call('append', { activity_id: world.activity_id, voucher_quantity: '2' })
  return world
}

describe('merchant coupons', () => {
  it('live from creation over upload, receipt and write-off to the refund', () => {
    const { sandbox, call, activity_id, receive } = readyWorld()
    expect(sandbox.emitted[0]).toMatchObject({
      type: 'alipay.marketing.activity.message.created',
      payload: { msg_method: 'alipay.marketing.activity.message.created' },
    })
    expect(receive()).toMatchObject({ activity_id, voucher_code: 'A-1' })
    const coupon = { activity_id, voucher_code: 'A-1', total_fee: '12.50', biz_dt: '2026-07-01 12:00:00' }
    expect(call('use', coupon)).toMatchObject({
      code: '10000',
      activity_id,
      voucher_use_detail_result_info: { voucher_max_un_use_times: 0 },
    })
    expect(outcome(call('use', coupon))).toBe('BIZ_ERROR')
    expect(call('query', { activity_id })).toMatchObject({
      activity_status: 'ACTIVE',
      voucher_inventory_info: { send_count: 1, use_count: 1 },
      summary: { publish_count: 2, used_count: 1 },
    })
    expect(outcome(call('refund', coupon))).toBe('10000')
    expect(outcome(call('use', coupon))).toBe('10000')
  })

  it('are created later than the reply says, and wait for it', () => {
    const { call, activity_id } = activityWorld()
    expect(outcome(call('codedeposit', { activity_id, voucher_codes: ['A-1'] }))).toBe('BIZ_ERROR')
  })

  it('count every uploaded code on its own', () => {
    const { sandbox, call, activity_id } = activityWorld()
    sandbox.wait(2000)
    expect(call('codedeposit', { activity_id, voucher_codes: ['A-1', 'A-1', 'no spaces'] })).toMatchObject({
      success_count: 1,
      fail_count: 2,
      success_voucher_code_list: ['A-1'],
    })
    expect(call('codecount', { activity_id })).toMatchObject({ success_count: 1 })
    expect(outcome(call('append', { activity_id, voucher_quantity: '5' }))).toBe('BIZ_ERROR')
  })

  it('answer the same number with the same result, and refuse other parameters under it', () => {
    const { sandbox, call, activity_id, receive } = readyWorld()
    receive()
    const used = { out_biz_no: 'U1', activity_id, voucher_code: 'A-1', total_fee: '12.50' }
    const first = call('use', used)
    expect(call('use', used)).toEqual(first)
    expect(call('query', { activity_id })).toMatchObject({ voucher_inventory_info: { use_count: 1 } })
    expect(outcome(call('use', { ...used, total_fee: '13.00' }))).toBe('INVALID_PARAMETER')
    expect(sandbox.simulation.state.list('voucher-codes')).toHaveLength(2)
  })

  it.each([
    ['below the floor amount', {}, { total_fee: '9.99' }, 0],
    [
      'after its time',
      { voucher_use_rule_info: { voucher_use_time_info: { relative_period_info: { valid_days_after_receive: '3' } } } },
      {},
      4 * DAY,
    ],
  ])('cannot be used %s', (_why, changes, body, wait) => {
    const { sandbox, call, activity_id, receive } = readyWorld(changes)
    receive()
    sandbox.wait(wait)
    expect(outcome(call('use', { activity_id, voucher_code: 'A-1', total_fee: '12.50', ...body }))).toBe('BIZ_ERROR')
  })

  it('cannot be received once stopped, and a stranger cannot use them', () => {
    const { sandbox, call, activity_id, receive } = readyWorld()
    receive()
    expect(outcome(call('stop', { activity_id }))).toBe('10000')
    expect(receive).toThrow(/stopped/)
    const stranger = { ...sandbox.simulation, credential: { app_id: '9021000000000002' } }
    const body = { out_biz_no: 'X', activity_id, voucher_code: 'A-1', total_fee: '12.50' }
    expect(outcome(run(stranger, `${NAME}.use`, body))).toBe('ACTIVITY_NOT_PERMISSION')
  })
})
