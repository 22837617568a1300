import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Json } from '../../../src/sdk/index.ts'
import { CERTIFIED, openSandbox } from './bench.ts'
import { openLive, type Live } from './live.ts'

let live: Live
beforeAll(async () => void (live = await openLive()))
afterAll(() => live.close())

const TO_USER = { identity: '2088000000000001', identity_type: 'ALIPAY_USER_ID' }
const TRANSFER = {
  out_biz_no: 'P1',
  trans_amount: '12.50',
  product_code: 'TRANS_ACCOUNT_NO_PWD',
  biz_scene: 'DIRECT_TRANSFER',
  order_title: 'Commission',
  payee_info: TO_USER,
}
const pay = (more: Record<string, Json> = {}, how: { protocol?: string } = {}) =>
  live.ask('alipay.fund.trans.uni.transfer', { ...TRANSFER, ...more }, how)

it('a transfer happens once for its number, is found again, and is announced to the application gateway', async () => {
  await live.client.addListener({ url: live.notifyUrl })
  const first = await pay()
  expect(first).toMatchObject({ status: 'SUCCESS', amount: '12.50', error: undefined })
  expect((await pay())['order_id']).toBe(first['order_id'])
  expect((await pay({}, { protocol: 'v3' }))['order_id']).toBe(first['order_id'])
  expect(await pay({ trans_amount: '12.51' })).toMatchObject({ error: 'PAYMENT_INFO_INCONSISTENCY' })
  for (const protocol of ['v2', 'v3']) {
    expect(await live.ask('alipay.fund.trans.common.query', { out_biz_no: 'P1' }, { protocol })).toMatchObject({
      order_id: first['order_id'],
      status: 'SUCCESS',
      trans_amount: '12.50',
    })
  }
  await expect.poll(() => live.received.map((one) => one['msg_method'])).toContain('alipay.fund.trans.order.changed')
  const message = live.received.find((one) => one['msg_method'])!
  expect(JSON.parse(message['biz_content']!)).toMatchObject({ out_biz_no: 'P1', status: 'SUCCESS' })
})

it('a bank card takes its time', async () => {
  const card = { identity: '6222020000000000000', identity_type: 'BANKCARD_ACCOUNT', name: '张三' }
  expect(await pay({ out_biz_no: 'P2', payee_info: card })).toMatchObject({ status: 'DEALING' })
  await live.client.advanceClock('3h')
  expect(await live.ask('alipay.fund.trans.common.query', { out_biz_no: 'P2' })).toMatchObject({ status: 'SUCCESS' })
  expect(live.received.filter((one) => one['msg_method'])).toHaveLength(2)
})

it.each([
  ['PAYEE_NOT_EXIST', { payee_info: { ...TO_USER, identity: '1' } }],
  ['INVALID_PARAMETER', { payee_info: { identity: 'a@b.c', identity_type: 'ALIPAY_LOGON_ID' } }],
  ['PAYEE_USER_INFO_ERROR', { payee_info: { identity: 'a@b.c', identity_type: 'ALIPAY_LOGON_ID', name: '不匹配' } }],
  ['EXCEED_LIMIT_SM_MIN_AMOUNT', { trans_amount: '0.09' }],
  ['EXCEED_LIMIT_SM_AMOUNT', { trans_amount: '100000001.00' }],
  ['PAYER_BALANCE_NOT_ENOUGH', { trans_amount: '1000001.00' }],
])('is refused with %s', (code, more) => {
  const answer = openSandbox().call('alipay.fund.trans.uni.transfer', { ...TRANSFER, ...more } as Json, {}, CERTIFIED)
  expect(answer['sub_code']).toBe(code)
})

it('is refused outside of certificate mode', () => {
  const answer = openSandbox().call('alipay.fund.trans.uni.transfer', TRANSFER)
  expect(answer['sub_code']).toBe('isv.missing-app-cert-sn')
})
