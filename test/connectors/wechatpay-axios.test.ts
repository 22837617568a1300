import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { Aes, Formatter, Multipart, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { newMerchant, startReceiver, type Received, type Receiver } from '../support/wechat-pay.ts'

// A client library of the platform, changed in nothing but address and keys, against the sandbox. It verifies every answer.

interface Answer {
  readonly status: number
  readonly data: Record<string, unknown>
  readonly headers: Readonly<Record<string, string>>
}
interface Client {
  post(data?: unknown, config?: unknown): Promise<Answer>
  get(config?: unknown): Promise<Answer>
}
type Tree = { readonly chain: (path: string) => Client }

let sandbox: TestSandbox
let merchant: Record<string, string>
let receiver: Receiver
const opened: Record<string, unknown>[] = []

const of = (name: string) => merchant[name] ?? ''

function client(certs: Record<string, string>, headers: Record<string, string> = {}): Tree {
  const config = {
    mchid: of('mchid'),
    serial: of('serial_no'),
    privateKey: of('private_key'),
    certs,
    baseURL: `${sandbox.url('wechat-pay')}/`,
    headers,
  }
  return new (Wechatpay as unknown as new (config: unknown) => Tree)(config)
}
const byPublicKey = () =>
  client({ [of('public_key_id')]: of('public_key') }, { 'Wechatpay-Serial': of('public_key_id') })

/** As a receiver has to do it: five minutes, key by serial, signature, decryption. */
function read({ headers, body }: Received): Record<string, unknown> | undefined {
  const [timestamp = '', nonce = '', serial = '', signature = ''] = ['timestamp', 'nonce', 'serial', 'signature'].map(
    (name) => headers[`wechatpay-${name}`],
  )
  const key = serial === of('public_key_id') ? of('public_key') : of('platform_certificate')
  if (Math.abs(Number(timestamp) - Formatter.timestamp()) > 300) return undefined
  if (!Rsa.verify(Formatter.response(timestamp, nonce, body), signature, key)) return undefined
  const { resource } = JSON.parse(body) as { resource: Record<string, string> }
  const { ciphertext = '', nonce: iv = '', associated_data: aad = '' } = resource
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, of('apiv3_key'), iv, aad)) as Record<string, unknown>
}

beforeAll(async () => {
  merchant = await newMerchant()
  sandbox = await startSandbox({ connectors: ['wechat-pay'], credentials: { 'wechat-pay': merchant } })
  receiver = await startReceiver((one) => {
    const event = read(one)
    if (event) opened.push(event)
    return event ? 204 : 500
  })
})

afterAll(async () => {
  receiver.close()
  await sandbox.stop()
})

const order = (number: string, more: Record<string, unknown> = {}) => ({
  appid: of('appid'),
  mchid: of('mchid'),
  description: '咖啡豆 100%',
  out_trade_no: number,
  notify_url: receiver.url,
  amount: { total: 8888, currency: 'CNY' },
  ...more,
})
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: { response?: { status: number; data: unknown } }) => error.response,
  )

describe('wechatpay-axios-plugin against the sandbox', () => {
  it('takes an order through its life in public key mode', async () => {
    const wx = byPublicKey()
    const placed = await wx.chain('v3/pay/transactions/jsapi').post(order('AXIOS1', { payer: { openid: 'oABC' } }))
    expect(placed.data['prepay_id']).toMatch(/^wx\d{12}/)
    expect(placed.headers['wechatpay-serial']).toBe(of('public_key_id'))

    const query = wx.chain('v3/pay/transactions/out-trade-no/AXIOS1')
    expect((await query.get({ params: { mchid: of('mchid') } })).data).toMatchObject({ trade_state: 'NOTPAY' })
    await sandbox.act('wechat-pay.buyer.pay', { prepay_id: String(placed.data['prepay_id']) })
    expect(opened.at(-1)).toMatchObject({ out_trade_no: 'AXIOS1', trade_state: 'SUCCESS', payer: { openid: 'oABC' } })
    const { data: paid } = await query.get({ params: { mchid: of('mchid') } })
    expect(paid).toEqual(opened.at(-1))
    const byId = wx.chain(`v3/pay/transactions/id/${String(paid['transaction_id'])}`)
    expect((await byId.get({ params: { mchid: of('mchid') } })).data).toEqual(paid)

    const refund = {
      out_trade_no: 'AXIOS1',
      out_refund_no: 'AXIOSR1',
      notify_url: receiver.url,
      amount: { refund: 888, total: 8888, currency: 'CNY' },
    }
    const refunds = wx.chain('v3/refund/domestic/refunds')
    const first = await refunds.post(refund)
    expect(first.data).toMatchObject({ status: 'PROCESSING', out_refund_no: 'AXIOSR1', channel: 'ORIGINAL' })
    const again = await refunds.post(refund)
    expect(again.data).toMatchObject({ status: 'SUCCESS', refund_id: first.data['refund_id'] })
    expect((await wx.chain('v3/refund/domestic/refunds/AXIOSR1').get()).data).toMatchObject({ status: 'SUCCESS' })
    await expect.poll(() => opened.at(-1)).toMatchObject({ refund_status: 'SUCCESS', out_refund_no: 'AXIOSR1' })
    expect((await query.get({ params: { mchid: of('mchid') } })).data).toMatchObject({ trade_state: 'REFUND' })
    expect(await failure(wx.chain('v3/pay/transactions/out-trade-no/AXIOS1/close').post({ mchid: of('mchid') }))).toMatchObject({ status: 400, data: { code: 'ORDERPAID' } }) // prettier-ignore
  })

  it('refuses the probes that the platform sends now and then, and takes the next answer', async () => {
    const wx = byPublicKey()
    await wx.chain('v3/pay/transactions/native').post(order('AXIOSP'))
    const fault = await sandbox.fault({ fault: 'bad-signature', connector: 'wechat-pay', count: 1 })
    const query = wx.chain('v3/pay/transactions/out-trade-no/AXIOSP')
    const probed = await failure(query.get({ params: { mchid: of('mchid') } }))
    expect((await fault.now()).hits).toBe(1)
    const { headers } = probed as unknown as Answer
    expect(headers['wechatpay-signature']).toMatch(/^WECHATPAY\/SIGNTEST\//)
    expect((await query.get({ params: { mchid: of('mchid') } })).data).toMatchObject({ trade_state: 'NOTPAY' })
  })

  it('closes an unpaid order with a signed 204, twice', async () => {
    const wx = byPublicKey()
    await wx.chain('v3/pay/transactions/native').post(order('AXIOS2'))
    const close = wx.chain('v3/pay/transactions/out-trade-no/AXIOS2/close')
    const { status, headers } = await close.post({ mchid: of('mchid') })
    expect(status).toBe(204)
    expect(headers['wechatpay-signature-type']).toBe('WECHATPAY2-SHA256-RSA2048')
    expect((await close.post({ mchid: of('mchid') })).status).toBe(204)
    await expect(sandbox.act('wechat-pay.buyer.pay', { out_trade_no: 'AXIOS2' })).rejects.toThrow(/closed/)
    expect(await failure(wx.chain('v3/pay/transactions/native').post(order('AXIOS2')))).toMatchObject({
      data: { code: 'ORDER_CLOSED' },
    })
  })

  it('downloads the platform certificate and goes on with it', async () => {
    const { data } = await byPublicKey().chain('v3/certificates').get()
    const [entry] = data['data'] as { serial_no: string; encrypt_certificate: Record<string, string> }[]
    const { ciphertext = '', nonce = '', associated_data: aad = '' } = entry?.encrypt_certificate ?? {}
    const certificate = Aes.AesGcm.decrypt(ciphertext, of('apiv3_key'), nonce, aad)
    expect(certificate.trim()).toBe(of('platform_certificate').trim())

    const wx = client({ [entry?.serial_no ?? '']: certificate })
    const placed = await wx.chain('v3/pay/transactions/native').post(order('AXIOS3'))
    expect(placed.headers['wechatpay-serial']).toBe(entry?.serial_no)
    await sandbox.act('wechat-pay.buyer.pay', { code_url: String(placed.data['code_url']) })
    // Whoever works with the certificate is notified with it.
    expect(receiver.received.at(-1)?.headers['wechatpay-serial']).toBe(entry?.serial_no)
    expect(opened.at(-1)).toMatchObject({ out_trade_no: 'AXIOS3', trade_type: 'NATIVE' })
  })

  it('refuses with unsigned errors that the library hands on', async () => {
    const wx = byPublicKey()
    const native = wx.chain('v3/pay/transactions/native')
    expect(await failure(native.post(order('AXIOS4', { amount: { total: 0 } })))).toMatchObject({
      status: 400,
      data: { code: 'PARAM_ERROR', detail: { field: '/amount/total', value: 0, location: 'body' } },
    })
    expect(await failure(native.post(order('AXIOS4', { mchid: '1900000001' })))).toMatchObject({
      data: { message: 'http header中的mchid与post payload中的mchid不匹配' },
    })
    await native.post(order('AXIOS4'))
    expect(await failure(native.post(order('AXIOS4', { description: 'other' })))).toMatchObject({
      status: 403,
      data: { code: 'OUT_TRADE_NO_USED' },
    })
    const missing = wx.chain('v3/pay/transactions/out-trade-no/NOTHERE').get({ params: { mchid: of('mchid') } })
    expect(await failure(missing)).toMatchObject({ status: 404, data: { code: 'ORDER_NOT_EXIST' } })
    expect(await failure(wx.chain('v3/nothing').get())).toMatchObject({ status: 404, data: '' })
    expect(await failure(wx.chain('v3/certificates').post({}))).toMatchObject({ status: 405, data: '' })
  })

  it('carries sensitive members both ways', async () => {
    const wx = byPublicKey()
    const transfer = (name: string, more: Record<string, unknown> = {}) => ({
      appid: of('appid'),
      out_bill_no: name,
      transfer_scene_id: '1000',
      openid: 'oABC',
      transfer_amount: 200_000,
      transfer_remark: 'July',
      notify_url: receiver.url,
      transfer_scene_report_infos: [{ info_type: '活动名称', info_content: 'July' }],
      ...more,
    })
    const transfers = wx.chain('v3/fund-app/mch-transfer/transfer-bills')
    const sealed = Rsa.encrypt('张三', of('public_key'))
    expect(await failure(transfers.post(transfer('T1')))).toMatchObject({ data: { detail: { field: '/user_name' } } })
    expect(await failure(client({ [of('public_key_id')]: of('public_key') }).chain('v3/fund-app/mch-transfer/transfer-bills').post(transfer('T1', { user_name: sealed })))).toMatchObject({ data: { message: 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)' } }) // prettier-ignore
    const wrong = { headers: { 'Wechatpay-Serial': of('serial_no') } }
    expect(await failure(transfers.post(transfer('T1', { user_name: sealed }), wrong))).toMatchObject({
      data: { message: '平台证书序列号Wechatpay-Serial错误' },
    })
    const made = await transfers.post(transfer('T1', { user_name: sealed }))
    expect(made.data).toMatchObject({ state: 'WAIT_USER_CONFIRM', package_info: expect.any(String) })
    const { data } = await wx.chain('v3/fund-app/mch-transfer/transfer-bills/out-bill-no/T1').get()
    expect(Rsa.decrypt(String(data['user_name']), of('private_key'))).toBe('张三')
    await sandbox.act('wechat-pay.user.confirm-transfer', { out_bill_no: 'T1' })
    expect(opened.at(-1)).toMatchObject({ out_bill_no: 'T1', state: 'SUCCESS', mch_id: of('mchid') })
    expect(await failure(transfers.post(transfer('T1', { transfer_remark: 'x', user_name: sealed })))).toMatchObject({
      data: { message: '单号已存在但信息不一致，请查单后比较确认' },
    })
  })

  it('uploads an image of which only meta is signed', async () => {
    const file = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00])
    const meta = { filename: 'a.png', sha256: createHash('sha256').update(file).digest('hex') }
    const form = new Multipart()
    form.append('meta', JSON.stringify(meta))
    form.append('file', file, 'a.png')
    const config = { meta, headers: (form as unknown as { getHeaders(): Record<string, string> }).getHeaders() }
    const { data } = await byPublicKey().chain('v3/merchant/media/upload').post(form, config)
    expect(data['media_id']).toEqual(expect.any(String))
  })

  it('gives yesterday’s bill, plain and packed, with the hash of the unpacked file', async () => {
    const wx = byPublicKey()
    const day = new Date((await sandbox.clock.now()).getTime() + 8 * 3600_000).toISOString().slice(0, 10)
    const trade = wx.chain('v3/bill/tradebill')
    expect(await failure(trade.get({ params: { bill_date: day } }))).toMatchObject({ status: 400 })
    await sandbox.clock.advance('48h')
    const { data } = await trade.get({ params: { bill_date: day, bill_type: 'ALL' } })
    const files = wx.chain('v3/billdownload/file')
    const params = Object.fromEntries(new URL(String(data['download_url'])).searchParams)
    const file = await files.get({ params, responseType: 'arraybuffer' })
    const bytes = file.data as unknown as Buffer
    expect(createHash('sha1').update(bytes).digest('hex')).toBe(data['hash_value'])
    const bill = Formatter.castCsvBill(bytes) as unknown as {
      rows: Record<string, string>[]
      summary: Record<string, string>
    }
    expect(bill.rows.find((row) => row['商户退款单号'] === 'AXIOSR1')).toMatchObject({
      退款金额: '8.88',
      交易状态: 'REFUND',
    })
    expect(bill.rows.find((row) => row['商户订单号'] === 'AXIOS3')).toMatchObject({
      订单金额: '88.88',
      特约商户号: '0',
    })
    expect(bill.summary['总交易单数']).toBe(String(bill.rows.length))

    const packed = await trade.get({ params: { bill_date: day, tar_type: 'GZIP' } })
    const link = Object.fromEntries(new URL(String(packed.data['download_url'])).searchParams)
    const zipped = await files.get({ params: link, responseType: 'arraybuffer' })
    const plain = gunzipSync(zipped.data as unknown as Buffer)
    expect(createHash('sha1').update(plain).digest('hex')).toBe(packed.data['hash_value'])
    await sandbox.clock.advance('6m')
    expect(await failure(files.get({ params }))).toMatchObject({ status: 400 })
  })
})
