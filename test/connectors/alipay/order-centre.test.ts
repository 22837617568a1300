import { describe, expect, it } from 'vitest'
import { openSandbox, outcome, run } from './bench.ts'

const ORDER = {
  out_biz_no: 'O1',
  buyer_id: '2088000000000001',
  order_modified_time: '2026-07-01 12:00:00',
  item_order_list: [{ item_name: 'Tea', quantity: '1', unit_price: '12.50' }],
  ext_info: [{ ext_key: 'merchant_order_status', ext_value: 'WAIT_PAY' }],
}

describe('the order centre', () => {
  it('keeps one record for all updates of an order', () => {
    const { simulation } = openSandbox()
    const sync = (body: object) => run(simulation, 'alipay.merchant.order.sync', { ...ORDER, ...body })
    const first = sync({})
    const paid = [{ ext_key: 'merchant_order_status', ext_value: 'FINISHED' }]
    const second = sync({ order_modified_time: '2026-07-01 12:05:00', ext_info: paid })
    expect(second).toMatchObject({ code: '10000', record_id: first['record_id'], order_status: 'FINISHED' })
    expect(outcome(sync({ order_modified_time: '2026-07-01 12:05:00' }))).toBe('DUPLICATE_REQUEST')
    expect(outcome(sync({ buyer_id: '2088000000000002' }))).toBe('DATA_INCONSISTENT')
  })

  it.each([
    [{ out_biz_no: '' }, 'OUT_BIZ_NO_IS_NULL'],
    [{ buyer_id: '' }, 'BUYER_ID_IS_NULL'],
    [{ item_order_list: [{ quantity: '1' }] }, 'ITEM_INFO_NOT_COMPLETE'],
    [{ ext_info: [{ ext_key: 'merchant_order_status', ext_value: '' }] }, 'MERCHANT_ORDER_STATUS_ILLEGAL'],
    [{ ext_info: [{ ext_key: 'tiny_app_id', ext_value: '' }] }, 'TINY_APP_ID_NULL'],
    [{ trade_no: '2026070122001400000500000003' }, 'TRADE_NOT_EXIST'],
  ])('refuses %j', (change, code) => {
    expect(outcome(run(openSandbox().simulation, 'alipay.merchant.order.sync', { ...ORDER, ...change }))).toBe(code)
  })
})
