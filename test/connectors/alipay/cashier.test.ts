import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyMessage } from '../../../src/signing/message.ts'
import { alipayKeyRing } from '../../../src/connectors/alipay/key-rings.ts'
import { notifySignature } from '../../../src/connectors/alipay/notify-signature.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { sdk } from './bench.ts'
import { openLive, type Live } from './live.ts'

let live: Live
beforeAll(async () => void (live = await openLive()))
afterAll(() => live.close())

const BACK = 'http://127.0.0.1:9/back?order=7'
const QUIT = 'http://127.0.0.1:9/cart'

async function cashier(
  operation: 'page' | 'wap' | 'app',
  outTradeNo: string,
  more: Record<string, string> = {},
): Promise<string> {
  const products = { page: 'FAST_INSTANT_TRADE_PAY', wap: 'QUICK_WAP_WAY', app: 'QUICK_MSECURITY_PAY' }
  const address = await live.address(`alipay.trade.${operation}.pay`, {
    out_trade_no: outTradeNo,
    total_amount: '88.88',
    subject: '<i>咖啡 "豆"',
    product_code: products[operation],
    notify_url: live.notifyUrl,
    ...(operation === 'app' ? {} : { return_url: BACK }),
    ...(operation === 'wap' ? { quit_url: QUIT } : {}),
    ...more,
  })
  const answer = await live.visit(address.href)
  expect(answer.status, answer.text).toBe(302)
  return answer.location
}

const statusOf = async (outTradeNo: string) => {
  const { trade_status, error } = await live.ask('alipay.trade.query', { out_trade_no: outTradeNo })
  return trade_status ?? error
}

describe('the cashier', () => {
  it('shows the order escaped, in the language of the browser, and lets nothing be loaded', async () => {
    const page = await live.visit(await cashier('page', 'C1'))
    expect(page.text).toContain('<html lang="en">')
    expect(page.text).toContain('&#60;i&#62;咖啡 &#34;豆&#34;')
    expect(page.text).not.toContain('<i>')
    expect(page.text).toContain('88.88')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(page.text).not.toMatch(/<script|src=|url\(/)
    const chinese = await live.visit(await cashier('page', 'C1b'), undefined, {
      'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8',
    })
    expect(chinese.text).toContain('立即付款')
  })

  it('pays: notifies, and sends the browser to return_url with parameters that verify by rule 1', async () => {
    const place = await cashier('page', 'C2')
    expect(await statusOf('C2')).toBe('ACQ.TRADE_NOT_EXIST')
    const paid = await live.visit(place, { do: 'pay' })
    expect(paid.status).toBe(303)
    const back = new URL(paid.location)
    expect(back.origin + back.pathname).toBe('http://127.0.0.1:9/back')
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      order: '7',
      out_trade_no: 'C2',
      total_amount: '88.88',
      method: 'alipay.trade.page.pay.return',
      app_id: live.credential['app_id'],
      auth_app_id: live.credential['app_id'],
    })
    const keys = alipayKeyRing(sdk, live.credential, 'partner')
    const get = (url: URL) => ({ kind: 'request' as const, method: 'GET', url, headers: {}, body: new Uint8Array() })
    expect(verifyMessage(notifySignature(sdk), get(back), keys, systemClock).ok).toBe(true)
    back.searchParams.set('total_amount', '0.01')
    expect(verifyMessage(notifySignature(sdk), get(back), keys, systemClock).ok).toBe(false)
    await expect
      .poll(() => live.received.find((one) => one['out_trade_no'] === 'C2')?.['trade_status'])
      .toBe('TRADE_SUCCESS')
    expect(await statusOf('C2')).toBe('TRADE_SUCCESS')
    // Paying twice changes nothing.
    expect((await live.visit(place, { do: 'pay' })).location).toBe(place)
    expect((await live.visit(place)).text).toContain('The order is paid.')
  })

  it('lets a payment fail: the trade waits, and the buyer may try again', async () => {
    const place = await cashier('page', 'C3')
    const failed = await live.visit(place, { do: 'fail' })
    expect(failed).toMatchObject({ status: 303, location: `${place}?failed` })
    expect((await live.visit(failed.location)).text).toContain('role="alert"')
    expect(await statusOf('C3')).toBe('WAIT_BUYER_PAY')
    expect((await live.visit(place, { do: 'pay' })).location).toContain('http://127.0.0.1:9/back')
  })

  it('sends who gives up on a mobile page to quit_url, without a payment', async () => {
    expect((await live.visit(await cashier('wap', 'C4'), { do: 'cancel' })).location).toBe(QUIT)
    const page = await cashier('page', 'C5')
    const left = await live.visit(page, { do: 'cancel' })
    expect(left.location).toBe(`${page}?cancelled`)
    expect((await live.visit(left.location)).text).toContain('You left without paying.')
    expect(await statusOf('C5')).toBe('ACQ.TRADE_NOT_EXIST')
  })

  it('goes nowhere that the order does not say, and never to a script', async () => {
    expect(await live.visit('/cashier/0000', { do: 'pay' })).toMatchObject({ status: 404, location: '' })
    const place = await cashier('page', 'C6', { return_url: 'javascript:alert(1)//' })
    expect((await live.visit(place, { do: 'pay' })).location).toBe(place)
    const posted = await live.visit(`${place}?return_url=http://evil.test/`, {
      do: 'pay',
      return_url: 'http://evil.test/',
    })
    expect(posted.location).toBe(place)
  })

  it('may be framed only where the order asked for a code in a frame', async () => {
    const page = await live.visit(await cashier('page', 'C7', { qr_pay_mode: '4', qrcode_width: '200' }))
    expect(page.headers.get('content-security-policy')).not.toContain('frame-ancestors')
  })

  it('answers a faulty order with a page in GBK that names the code', async () => {
    const page = await live.visit('/gateway.do?method=alipay.trade.page.pay&app_id=1')
    expect(page.headers.get('content-type')).toBe('text/html;charset=GBK')
    expect(page.text).toContain('<code>missing-signature-type</code>')
    const address = await live.address('alipay.trade.page.pay', {
      out_trade_no: 'C8',
      total_amount: '1.00',
      subject: 'x',
      product_code: 'FAST_INSTANT_TRADE_PAY',
      return_url: 'http://127.0.0.1:9/?method=x',
    })
    expect((await live.visit(address.href)).text).toContain('suspected-attack')
  })

  it('opens for an order code under the code of its text', async () => {
    const { qr_code } = await live.ask('alipay.trade.precreate', {
      out_trade_no: 'C9',
      total_amount: '5.00',
      subject: 'Tea',
    })
    expect(qr_code).toMatch(/^https:\/\/qr\.alipay\.com\/bax/)
    const scanned = await live.visit(`/qr/${qr_code!.split('/').at(-1)}`)
    expect((await live.visit(scanned.location)).text).toContain('5.00')
    await live.visit(scanned.location, { do: 'pay' })
    expect(await statusOf('C9')).toBe('TRADE_SUCCESS')
  })
})

describe('an order string', () => {
  const make = async (outTradeNo: string) =>
    (
      await live.address('alipay.trade.app.pay', { out_trade_no: outTradeNo, total_amount: '9.90', subject: 'Tea' })
    ).search.slice(1)
  const open = async (order: string, choice = 'pay') =>
    (await live.client.act('alipay.app.pay', { order, choice })).result as Record<string, string>

  it('is paid in the app, whose result verifies over its raw node', async () => {
    const { resultStatus, result } = await open(await make('A1'))
    expect(resultStatus).toBe('9000')
    const { sign } = JSON.parse(result!) as { sign: string }
    const node = /"alipay_trade_app_pay_response":(\{.*?\}),"sign"/.exec(result!)![1]!
    const verifier = alipayKeyRing(sdk, live.credential, 'partner').verifier('RSA2')!
    expect(verifier.verify(node, sign)).toBe(true)
    expect(JSON.parse(node)).toMatchObject({ code: '10000', out_trade_no: 'A1', total_amount: '9.90' })
    expect(await statusOf('A1')).toBe('TRADE_SUCCESS')
  })

  it('is given up with 6001, fails with 4000, and is refused when somebody changed it', async () => {
    expect(await open(await make('A2'), 'cancel')).toMatchObject({ resultStatus: '6001' })
    expect(await statusOf('A2')).toBe('ACQ.TRADE_NOT_EXIST')
    expect(await open(await make('A3'), 'fail')).toMatchObject({ resultStatus: '4000' })
    expect(await statusOf('A3')).toBe('WAIT_BUYER_PAY')
    await expect(open((await make('A4')).replace('9.90', '0.01'))).rejects.toThrow(/signature of the order string/)
  })
})

describe('time', () => {
  it('closes an unpaid mobile trade by itself, and its receiver hears of it', async () => {
    const place = await cashier('wap', 'T1', { timeout_express: '90m' })
    await live.visit(place, { do: 'fail' })
    const paid = await cashier('wap', 'T2', { timeout_express: '90m' })
    await live.visit(paid, { do: 'pay' })
    await live.client.advanceClock('91m')
    const closed = live.received.filter((one) => one['trade_status'] === 'TRADE_CLOSED')
    expect(closed).toMatchObject([{ out_trade_no: 'T1' }])
    expect((await live.visit(place)).text).toContain('can no longer be paid')
  })
})
