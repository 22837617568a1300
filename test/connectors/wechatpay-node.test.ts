import { createHash } from 'node:crypto'
import WechatPay from 'wechatpay-node-v3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { newMerchant, startReceiver, type Received, type Receiver } from '../support/wechat-pay.ts'

// Another library, with the platform's host built in: its transport is replaced by one that changes the host and nothing else.

let sandbox: TestSandbox
let merchant: Record<string, string>
let receiver: Receiver
let pay: WechatPay
const answers: Response[] = []
const of = (name: string) => merchant[name] ?? ''

/** Sends what the library made, to the sandbox instead of api.mch.weixin.qq.com. */
const transport = () => {
  const send = async (url: string, init: RequestInit) => {
    const { pathname, search } = new URL(url)
    const response = await fetch(`${sandbox.url('wechat-pay')}${pathname}${search}`, init)
    answers.push(response)
    const text = await response.text()
    const data: unknown = text.startsWith('{') ? JSON.parse(text) : text
    return response.ok ? { status: response.status, data } : { status: response.status, error: text }
  }
  return {
    get: (url: string, headers: Record<string, string>) => send(url, { headers }),
    post: (url: string, body: unknown, headers: Record<string, string>) =>
      send(url, { method: 'POST', headers, body: JSON.stringify(body) }),
    upload: () => Promise.reject(new TypeError('not used')),
  }
}

beforeAll(async () => {
  merchant = await newMerchant()
  sandbox = await startSandbox({ connectors: ['wechat-pay'], credentials: { 'wechat-pay': merchant } })
  receiver = await startReceiver()
  pay = new WechatPay({
    appid: of('appid'),
    mchid: of('mchid'),
    publicKey: Buffer.from(of('merchant_certificate')),
    privateKey: Buffer.from(of('private_key')),
    key: of('apiv3_key'),
  })
  pay.createHttp(transport() as unknown as Parameters<WechatPay['createHttp']>[0])
})

afterAll(async () => {
  receiver.close()
  await sandbox.stop()
})

/** The library reads the keys by serial, which it downloads and decrypts by itself. */
async function verified({ headers, body }: Received): Promise<Record<string, unknown>> {
  const genuine = await pay.verifySign({
    timestamp: headers['wechatpay-timestamp'] ?? '',
    nonce: headers['wechatpay-nonce'] ?? '',
    serial: headers['wechatpay-serial'] ?? '',
    signature: headers['wechatpay-signature'] ?? '',
    body,
    apiSecret: of('apiv3_key'),
  })
  expect(genuine).toBe(true)
  const { resource } = JSON.parse(body) as { resource: Record<string, string> }
  const { ciphertext = '', associated_data: aad = '', nonce = '' } = resource
  return pay.decipher_gcm(ciphertext, aad, nonce, of('apiv3_key'))
}

/** Every 2xx is signed, 204 included. */
async function lastAnswerHolds(body: string): Promise<boolean> {
  const { headers } = answers.at(-1)!
  const part = (name: string) => headers.get(`wechatpay-${name}`) ?? ''
  return pay.verifySign({
    timestamp: part('timestamp'),
    nonce: part('nonce'),
    serial: part('serial'),
    signature: part('signature'),
    body,
    apiSecret: of('apiv3_key'),
  })
}

const base = (number: string) => ({ description: 'Tea', out_trade_no: number, notify_url: receiver.url })

describe('wechatpay-node-v3 against the sandbox, by platform certificate', () => {
  it('takes an order through its life, from the client call to the refund', async () => {
    const { data } = await pay.transactions_jsapi({
      ...base('NODE0001'),
      amount: { total: 100, currency: 'CNY' },
      payer: { openid: 'oABC' },
    })
    const call = data as Record<string, string>
    expect(call['package']).toMatch(/^prepay_id=wx/)
    expect(await lastAnswerHolds(JSON.stringify({ prepay_id: call['package']?.slice('prepay_id='.length) }))).toBe(true)

    // What the client would hand over, with its signature.
    const handOver = (parameters: unknown) =>
      sandbox.act('wechat-pay.buyer.pay', { client_call: JSON.stringify(parameters) })
    await expect(handOver({ ...call, nonceStr: 'x' })).rejects.toThrow(/signature of the client call/)
    const { result } = await handOver(call)
    expect(result).toMatchObject({ trade_state: 'SUCCESS', client: 'get_brand_wcpay_request:ok' })
    expect(await verified(receiver.received.at(-1)!)).toMatchObject({
      out_trade_no: 'NODE0001',
      trade_type: 'JSAPI',
      amount: { total: 100, payer_total: 100 },
    })

    expect(await pay.query({ out_trade_no: 'NODE0001' })).toMatchObject({ data: { trade_state: 'SUCCESS' } })
    const refund = { out_trade_no: 'NODE0001', out_refund_no: 'NODER1', notify_url: receiver.url }
    const amount = { refund: 30, total: 100, currency: 'CNY' }
    expect(await pay.refunds({ ...refund, amount })).toMatchObject({ status: 200, data: { status: 'PROCESSING' } })
    await expect.poll(() => receiver.received.length).toBe(2)
    expect(await verified(receiver.received[1]!)).toMatchObject({ refund_status: 'SUCCESS', amount: { refund: 30 } })
    expect(await pay.find_refunds('NODER1')).toMatchObject({ data: { status: 'SUCCESS' } })
    expect(await pay.refunds({ ...refund, out_refund_no: 'NODER2', amount })).toMatchObject({ status: 429 })
    await sandbox.clock.advance('61s')
    expect(await pay.refunds({ ...refund, out_refund_no: 'NODER2', amount: { ...amount, refund: 71 } })).toMatchObject({ status: 400 }) // prettier-ignore
  })

  it('pays from the parameters of an app, its own and those of the sandbox', async () => {
    const { data } = await pay.transactions_app({ ...base('NODE0010'), amount: { total: 1 } })
    const { result } = await sandbox.act('wechat-pay.merchant.client-call', { out_trade_no: 'NODE0010' })
    expect(Object.keys(result as object).sort()).toEqual(Object.keys(data as object).sort())
    await sandbox.act('wechat-pay.buyer.pay', { client_call: JSON.stringify(result) })
    expect(await pay.query({ out_trade_no: 'NODE0010' })).toMatchObject({ data: { trade_type: 'APP' } })
  })

  it('closes, and says why it does not', async () => {
    await pay.transactions_native({ ...base('NODE0002'), amount: { total: 1 } })
    expect(await pay.close('NODE0002')).toMatchObject({ status: 204 })
    expect(await lastAnswerHolds('')).toBe(true)
    const refused = (await pay.close('NOTHING1')) as { status: number; error: string }
    expect(refused.status).toBe(404)
    expect(JSON.parse(refused.error)).toMatchObject({ code: 'ORDER_NOT_EXIST' })
  })

  it('goes on after the platform changed its certificate, with both in the list', async () => {
    const rotated = { ...merchant }
    const { wechatPay } = await import('../support/wechat-pay.ts')
    const { rotate } = wechatPay.auth!['wechatPay2']!
    const clock = { now: () => Date.now() + 60_000 }
    const random = { bytes: (size: number) => crypto.getRandomValues(new Uint8Array(size)) }
    const next = await rotate!(rotated, random, clock)
    const renewed = await startSandbox({ connectors: ['wechat-pay'], credentials: { 'wechat-pay': next } })
    const before = sandbox
    sandbox = renewed
    try {
      const list = await pay.get_certificates(of('apiv3_key'))
      expect(list.map((one) => one.serial_no)).toHaveLength(2)
      await pay.transactions_native({ ...base('NODE0003'), amount: { total: 1 } })
      const serial = answers.at(-1)?.headers.get('wechatpay-serial')
      expect(serial).toBe(list[0]?.serial_no)
      expect(serial).not.toBe(list[1]?.serial_no)
      await renewed.act('wechat-pay.buyer.pay', { out_trade_no: 'NODE0003' })
      expect(receiver.received.at(-1)?.headers['wechatpay-serial']).toBe(serial)
      expect(await verified(receiver.received.at(-1)!)).toMatchObject({ out_trade_no: 'NODE0003' })
    } finally {
      sandbox = before
      await renewed.stop()
    }
  })

  it('places combined orders, batches and bills', async () => {
    const sub = (number: string, total: number) => ({
      mchid: of('mchid'),
      attach: 'a',
      amount: { total_amount: total, currency: 'CNY' },
      out_trade_no: number,
      description: 'Tea',
    })
    const combined = await pay.combine_transactions_native({
      combine_out_trade_no: 'NODEC0001',
      sub_orders: [sub('NODEC0011', 10), sub('NODEC0012', 20)],
      notify_url: receiver.url,
    } as unknown as Parameters<WechatPay['combine_transactions_native']>[0])
    expect(combined).toMatchObject({ status: 200, data: { code_url: expect.stringMatching(/^weixin:/) } })
    await sandbox.act('wechat-pay.buyer.pay', { out_trade_no: 'NODEC0012' })
    expect(await verified(receiver.received.at(-1)!)).toMatchObject({
      combine_out_trade_no: 'NODEC0001',
      sub_orders: [{ trade_state: 'SUCCESS' }, { trade_state: 'SUCCESS' }],
    })
    expect(await pay.combine_query('NODEC0001')).toMatchObject({ data: { combine_mchid: of('mchid') } })

    const detail = { out_detail_no: 'D1', transfer_amount: 100, transfer_remark: 'July', openid: 'oABC' }
    const batch = await pay.batches_transfer({
      out_batch_no: 'NODEB1',
      batch_name: 'July',
      batch_remark: 'July',
      total_amount: 100,
      total_num: 1,
      transfer_detail_list: [detail],
      wx_serial_no: sandbox.env('wechat-pay')['WECHAT_PAY_PUBLIC_KEY_ID'] ?? '',
    })
    expect(batch).toMatchObject({ status: 200, data: { batch_status: 'ACCEPTED' } })

    const day = new Date((await sandbox.clock.now()).getTime() + 8 * 3600_000).toISOString().slice(0, 10)
    await sandbox.clock.advance('48h')
    const { data } = await pay.tradebill({ bill_date: day, bill_type: 'ALL' })
    const { download_url: url, hash_value: hash } = data as Record<string, string>
    // The library cuts the platform's own host off what it signs, and no other.
    const real = (url ?? '').replace(sandbox.url('wechat-pay'), 'https://api.mch.weixin.qq.com')
    const file = (await pay.downloadBill(real)) as unknown as { data: string }
    const withMark = `\ufeff${file.data.replace(/^\ufeff/, '')}`
    expect(createHash('sha1').update(withMark).digest('hex')).toBe(hash)
  })
})
