import { AlipaySdk } from 'alipay-sdk'
import { describe, expect, it } from 'vitest'
import { signMessage, verifyMessage } from '../../../src/signing/message.ts'
import type { HttpRequest, HttpResponse } from '../../../src/sdk/index.ts'
import { auth, BUYER, countingRandom, DAY, NOON, notify, openSandbox, ORDER } from './bench.ts'

const credential = await auth.mint(countingRandom(), { now: () => 0 })
const official = new AlipaySdk({
  appId: credential['app_id']!,
  privateKey: credential['private_key']!,
  keyType: 'PKCS8',
  alipayPublicKey: credential['alipay_public_key']!,
})
const url = new URL('http://127.0.0.1:3000/notify')

function delivered(type: string, payload: Parameters<typeof notify.wrap>[0]['payload'], at = NOON / 1000): HttpRequest {
  const stamp = { timestamp: at, nonce: '' }
  const request = notify.wrap({ type, id: 'evt_1', payload }, url, credential, stamp)
  return signMessage(notify.signature, request, notify.keyRing(credential, 'platform'), stamp).message
}

const fieldsOf = (request: HttpRequest) => Object.fromEntries(new URLSearchParams(Buffer.from(request.body).toString()))
const verdict = (request: HttpRequest) =>
  verifyMessage(notify.signature, request, notify.keyRing(credential, 'partner'), { now: () => NOON })

function paidTrade(product: object = {}) {
  const sandbox = openSandbox(credential)
  sandbox.call('create', { ...ORDER, ...BUYER, subject: '咖啡 100% +1', ...product }, { notify_url: url.href })
  sandbox.act('buyer.pay', { out_trade_no: 'T1' })
  return sandbox
}

describe('a notification', () => {
  it('is genuine to the platform’s own SDK, and not after a change', () => {
    const [event] = paidTrade().emitted
    const fields = fieldsOf(delivered(event!.type, event!.payload))
    expect(official.checkNotifySignV2({ ...fields })).toBe(true)
    expect(official.checkNotifySignV2({ ...fields, total_amount: '0.01' })).toBe(false)
    expect(fields).toMatchObject({
      notify_type: 'trade_status_sync',
      notify_time: '2026-07-01 12:00:00',
      app_id: credential['app_id'],
      trade_status: 'TRADE_SUCCESS',
      subject: '咖啡 100% +1',
      total_amount: '88.88',
      fund_bill_list: '[{"amount":"88.88","fundChannel":"ALIPAYACCOUNT"}]',
      sign_type: 'RSA2',
    })
  })

  it('is read by us as it was sent, and refused when one character differs', () => {
    const request = delivered('alipay.trade.paid', { trade_status: 'TRADE_SUCCESS', body: 'a&b=c' })
    expect(verdict(request).ok).toBe(true)
    expect(notify.unwrap(request, credential)).toMatchObject({ type: 'alipay.trade.paid', payload: { body: 'a&b=c' } })
    const changed = { ...request, body: Buffer.from(Buffer.from(request.body).toString().replace('SUCCESS', 'CLOSED')) }
    expect(verdict(changed)).toMatchObject({ ok: false, reason: 'mismatch' })
  })

  it('accepts the second rule of signing, where sign_type takes part', () => {
    const request = delivered('x', { msg_method: 'alipay.marketing.activity.message.created', biz_content: '{}' })
    expect(verdict(request).ok).toBe(true)
    expect(official.checkNotifySignV2(fieldsOf(request))).toBe(true)
  })

  it('accepts a sender that leaves empty fields out of the string', () => {
    const bare = delivered('alipay.trade.paid', { trade_status: 'TRADE_SUCCESS' })
    const request = { ...bare, body: Buffer.from(`${Buffer.from(bare.body).toString()}&body=`) }
    expect(verdict(request).ok).toBe(true)
  })

  it('keeps its notify_id over every retry, while the time moves on', () => {
    const [first, second] = [NOON / 1000, (NOON + DAY) / 1000].map((at) =>
      fieldsOf(delivered('alipay.trade.paid', {}, at)),
    )
    expect(first!['notify_id']).toMatch(/^[0-9a-f]{32}$/)
    expect(second!['notify_id']).toBe(first!['notify_id'])
    expect(second!['notify_time']).toBe('2026-07-02 12:00:00')
  })

  it.each([
    [200, 'success', true],
    [200, 'success\n', false],
    [200, '"success"', false],
    [200, 'SUCCESS', false],
    [200, 'fail', false],
    [201, 'success', false],
    [500, 'success', false],
  ])('takes %i %j as acknowledged: %s', (status, text, acknowledged) => {
    const response: HttpResponse = { kind: 'response', status, headers: {}, body: Buffer.from(text) }
    expect(notify.acknowledged(response)).toBe(acknowledged)
  })

  it('is acknowledged by its own acknowledgement, and tried eight times within 25 hours', () => {
    expect(notify.acknowledged(notify.acknowledgement())).toBe(true)
    expect(notify.retries).toEqual([240, 600, 600, 3600, 7200, 21_600, 54_000])
  })
})

describe('what is announced', () => {
  it('goes to the order’s notify_url; without one only listeners get it', () => {
    expect(paidTrade().emitted[0]?.options.url).toBe(url.href)
    const sandbox = openSandbox()
    sandbox.call('precreate', ORDER)
    sandbox.act('buyer.pay', { out_trade_no: 'T1' })
    expect(sandbox.emitted[0]?.options.url).toBeUndefined()
  })

  it('is a refund with its own fields, a partial one still TRADE_SUCCESS, a full one TRADE_CLOSED', () => {
    const sandbox = paidTrade()
    sandbox.call('refund', { out_trade_no: 'T1', refund_amount: '8.88', out_request_no: 'R1' })
    sandbox.call('refund', { out_trade_no: 'T1', refund_amount: '80.00', out_request_no: 'R2' })
    const [, partial, full] = sandbox.emitted
    expect(partial).toMatchObject({
      type: 'alipay.trade.refunded',
      payload: {
        trade_status: 'TRADE_SUCCESS',
        refund_fee: '8.88',
        out_biz_no: 'R1',
        gmt_refund: '2026-07-01 12:00:00.000',
      },
    })
    expect(full?.payload).toMatchObject({ trade_status: 'TRADE_CLOSED', refund_fee: '88.88', out_biz_no: 'R2' })
    expect(notify.unwrap(delivered(full!.type, full!.payload), credential).type).toBe('alipay.trade.refunded')
  })

  it.each([
    ['JSAPI_PAY', 1],
    ['QUICK_WAP_WAY', 1],
    ['FACE_TO_FACE_PAYMENT', 0],
  ])('is the close of an unpaid trade of %s: %i times', (product, times) => {
    const sandbox = openSandbox()
    sandbox.call('create', { ...ORDER, ...BUYER, product_code: product })
    sandbox.wait(16 * DAY)
    sandbox.call('query', { out_trade_no: 'T1' })
    sandbox.call('query', { out_trade_no: 'T1' })
    const closed = sandbox.emitted.filter(({ type }) => type === 'alipay.trade.closed')
    expect(closed).toHaveLength(times)
    if (closed[0]) {
      expect(closed[0].payload['gmt_close']).toBe('2026-07-16 12:00:00')
      expect(notify.unwrap(delivered(closed[0].type, closed[0].payload), credential).type).toBe('alipay.trade.closed')
    }
  })
})
