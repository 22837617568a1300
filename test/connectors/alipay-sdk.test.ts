import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipaySdk } from 'alipay-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { generateRsaPair } from '../../src/sdk/crypto.ts'

// The platform's own SDK, changed in nothing but address and keys, against the sandbox.

let sandbox: TestSandbox
let sdk: AlipaySdk
let receiver: Server
let notifyUrl: string
const received: Record<string, string>[] = []

beforeAll(async () => {
  sandbox = await startSandbox({ connectors: ['alipay'] })
  sdk = client({})
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
      const genuine = sdk.checkNotifySignV2({ ...fields })
      if (genuine) received.push(fields)
      response.end(genuine ? 'success' : 'fail')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  notifyUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notify`
})

afterAll(async () => {
  receiver.close()
  await sandbox.stop()
})

function client(changes: { appId?: string; privateKey?: string }): AlipaySdk {
  const env = sandbox.env('alipay')
  return new AlipaySdk({
    appId: changes.appId ?? env['ALIPAY_APP_ID'] ?? '',
    privateKey: changes.privateKey ?? env['ALIPAY_PRIVATE_KEY'] ?? '',
    // The sandbox hands keys out as the SDK takes them by default.
    ...(changes.privateKey ? { keyType: 'PKCS8' as const } : {}),
    alipayPublicKey: env['ALIPAY_PUBLIC_KEY'] ?? '',
    gateway: env['ALIPAY_GATEWAY'] ?? '',
  })
}

/** The SDK verifies the answer's signature and throws when it does not hold. */
const exec = (method: string, bizContent: Record<string, unknown>, more: Record<string, unknown> = {}, by = sdk) =>
  by.exec(method, { bizContent, ...more }, { validateSign: true })

describe('alipay-sdk against the sandbox', () => {
  it('takes a trade through its life and accepts every signature', async () => {
    const order = { out_trade_no: 'LIFE1', total_amount: '88.88', subject: '测试 tea 100%', body: 'a=1 & b + c' }
    const precreated = await exec('alipay.trade.precreate', order, { notifyUrl })
    expect(precreated).toMatchObject({ code: '10000', outTradeNo: 'LIFE1' })
    expect(precreated['qrCode']).toMatch(/^https:\/\//)

    // Until the buyer scans there is no trade.
    expect(await exec('alipay.trade.query', { out_trade_no: 'LIFE1' })).toMatchObject({
      code: '40004',
      subCode: 'ACQ.TRADE_NOT_EXIST',
    })

    await sandbox.act('alipay.buyer.pay', { out_trade_no: 'LIFE1' })
    expect(received.at(-1)).toMatchObject({
      out_trade_no: 'LIFE1',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '88.88',
      subject: order.subject,
    })
    expect(await exec('alipay.trade.query', { out_trade_no: 'LIFE1' })).toMatchObject({
      code: '10000',
      tradeStatus: 'TRADE_SUCCESS',
      totalAmount: '88.88',
    })

    const part = { out_trade_no: 'LIFE1', refund_amount: '8.88', out_request_no: 'R1' }
    expect(await exec('alipay.trade.refund', part)).toMatchObject({ code: '10000', fundChange: 'Y', refundFee: '8.88' })
    expect(await exec('alipay.trade.refund', part)).toMatchObject({ code: '10000', fundChange: 'N', refundFee: '8.88' })
    expect(await exec('alipay.trade.refund', { ...part, refund_amount: '9.00' })).toMatchObject({
      subCode: 'ACQ.DISCORDANT_REPEAT_REQUEST',
    })
    expect(
      await exec('alipay.trade.fastpay.refund.query', { out_trade_no: 'LIFE1', out_request_no: 'R1' }),
    ).toMatchObject({ refundStatus: 'REFUND_SUCCESS', refundAmount: '8.88' })
    expect(await exec('alipay.trade.query', { out_trade_no: 'LIFE1' })).toMatchObject({ tradeStatus: 'TRADE_SUCCESS' })

    expect(
      await exec('alipay.trade.refund', { out_trade_no: 'LIFE1', refund_amount: '80.00', out_request_no: 'R2' }),
    ).toMatchObject({ code: '10000', fundChange: 'Y', refundFee: '88.88' })
    expect(await exec('alipay.trade.query', { out_trade_no: 'LIFE1' })).toMatchObject({ tradeStatus: 'TRADE_CLOSED' })
  })

  it('closes an unpaid trade, once', async () => {
    await exec('alipay.trade.create', {
      out_trade_no: 'CLOSE1',
      total_amount: '1.00',
      subject: 'x',
      buyer_id: '2088000000000001',
    })
    expect(await exec('alipay.trade.close', { out_trade_no: 'CLOSE1' })).toMatchObject({
      code: '10000',
      outTradeNo: 'CLOSE1',
    })
    expect(await exec('alipay.trade.close', { out_trade_no: 'CLOSE1' })).toMatchObject({ code: '40004' })
  })

  it('refuses a duplicate with other data and repeats one with the same', async () => {
    const order = { out_trade_no: 'DUP1', total_amount: '1.00', subject: 'x', buyer_id: '2088000000000001' }
    const first = await exec('alipay.trade.create', order)
    expect(await exec('alipay.trade.create', order)).toMatchObject({ code: '10000', tradeNo: first['tradeNo'] })
    expect(await exec('alipay.trade.create', { ...order, total_amount: '2.00' })).toMatchObject({
      subCode: 'ACQ.CONTEXT_INCONSISTENT',
    })
  })

  it('pays by a payment code at once', async () => {
    const paid = await exec('alipay.trade.pay', {
      out_trade_no: 'PAY1',
      total_amount: '9.90',
      subject: 'x',
      auth_code: '281234567890123456',
      scene: 'bar_code',
    })
    expect(paid).toMatchObject({ code: '10000', totalAmount: '9.90' })
    expect(await exec('alipay.trade.cancel', { out_trade_no: 'PAY1' })).toMatchObject({
      code: '10000',
      action: 'refund',
    })
  })

  it('answers an unknown trade as the gateway does', async () => {
    expect(await exec('alipay.trade.query', { out_trade_no: 'NEVER' })).toMatchObject({
      code: '40004',
      msg: 'Business Failed',
      subCode: 'ACQ.TRADE_NOT_EXIST',
      subMsg: '交易不存在',
    })
  })

  it('refuses a bad signature, signs the refusal, and shows the string it built', async () => {
    const stranger = client({ privateKey: generateRsaPair().privateKey })
    const refused = await exec('alipay.trade.query', { out_trade_no: 'LIFE1' }, {}, stranger)
    expect(refused).toMatchObject({ code: '40002', subCode: 'isv.invalid-signature' })
    expect(String(refused['subMsg'])).toContain('验签出错')
    expect(String(refused['subMsg'])).toContain('method=alipay.trade.query')
  })

  it('refuses an app that it does not know, unsigned as the gateway does', async () => {
    const stranger = client({ appId: '2021000000000000' })
    const refused = await stranger.exec('alipay.trade.query', { bizContent: { out_trade_no: 'LIFE1' } })
    expect(refused).toMatchObject({ code: '40002', subCode: 'isv.invalid-app-id' })
  })

  it('serves the page that pageExecute leads to', async () => {
    const url = sdk.pageExecute('alipay.trade.page.pay', 'GET', {
      bizContent: {
        out_trade_no: 'PAGE1',
        product_code: 'FAST_INSTANT_TRADE_PAY',
        total_amount: '5.00',
        subject: 'Page',
      },
      notifyUrl,
    })
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('5.00')
    await sandbox.act('alipay.buyer.pay', { out_trade_no: 'PAGE1' })
    expect(received.at(-1)).toMatchObject({ out_trade_no: 'PAGE1', trade_status: 'TRADE_SUCCESS' })
  })
})
