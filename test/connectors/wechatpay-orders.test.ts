import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../../src/testing/index.ts'
import type { JsonObject } from '../../src/sdk/http.ts'
import { builtinRegistry } from '../support/registry.ts'
import { merchantServer, newMerchant, type Reply } from '../support/wechat-pay.ts'

// State machines and repetitions, as the platform's pages have them.

let sandbox: TestSandbox
let merchant: Record<string, string>
const registry = await builtinRegistry()
const connector = await registry.get('wechat-pay')
const plain = merchantServer(
  () => sandbox.url('wechat-pay'),
  () => merchant,
)

/** Every success is signed and fits the document; no error is signed. */
const send: typeof plain = async (method, path, body, headers) => {
  const reply = await plain(method, path, body, headers)
  expect([reply.status, reply.verified]).toEqual([reply.status, reply.status < 300])
  const request = { kind: 'request' as const, method, url: new URL(path, 'http://127.0.0.1'), headers: {}, body: new Uint8Array() } // prettier-ignore
  const id = connector.protocols['rest']!.route(request)?.operationId ?? ''
  const schema = connector.operation(id)?.responses[String(reply.status)]?.schema
  if (schema) expect(connector.validate(schema, reply.body as JsonObject, 'answer')).toEqual([])
  return reply
}

beforeAll(async () => {
  merchant = await newMerchant()
  sandbox = await startSandbox({ connectors: ['wechat-pay'], credentials: { 'wechat-pay': merchant } })
})
afterAll(() => {
  registry.close()
  return sandbox.stop()
})

const NOTIFY = 'https://merchant.example.com/notify'
const order = (number: string, more: Record<string, unknown> = {}) => ({
  appid: merchant['appid'],
  mchid: merchant['mchid'],
  description: 'Tea',
  out_trade_no: number,
  notify_url: NOTIFY,
  amount: { total: 1000 },
  ...more,
})
const place = (number: string, more: Record<string, unknown> = {}, kind = 'native') =>
  send('POST', `/v3/pay/transactions/${kind}`, order(number, more))
const query = (number: string) =>
  send('GET', `/v3/pay/transactions/out-trade-no/${number}?mchid=${merchant['mchid'] ?? ''}`)
const act = (name: string, params: Record<string, string> = {}) => sandbox.act(`wechat-pay.${name}`, params)
const codeOf = ({ status, body }: Reply) => [status, body['code']]
const refund = (number: string, refundNo: string, amount: number, more: Record<string, unknown> = {}) =>
  send('POST', '/v3/refund/domestic/refunds', {
    out_trade_no: number,
    out_refund_no: refundNo,
    amount: { refund: amount, total: 1000, currency: 'CNY' },
    ...more,
  })
const eventsOf = async (type: string) => (await sandbox.events()).filter((event) => event.type === `wechat-pay.${type}`)

describe('an order', () => {
  it('may be repeated with the same data while unpaid, and gives a new code each time', async () => {
    const first = await place('ORDER001')
    const second = await place('ORDER001')
    expect(second.status).toBe(200)
    expect(second.body['code_url']).not.toBe(first.body['code_url'])
    expect(codeOf(await place('ORDER001', { amount: { total: 1001 } }))).toEqual([403, 'OUT_TRADE_NO_USED'])
    expect(codeOf(await place('ORDER001', { payer: { openid: 'o1' } }, 'jsapi'))).toEqual([403, 'OUT_TRADE_NO_USED'])
  })

  it('is closed after seven days by itself', async () => {
    await place('ORDER002')
    await sandbox.clock.advance('6d')
    expect((await query('ORDER002')).body).toMatchObject({ trade_state: 'NOTPAY' })
    await sandbox.clock.advance('25h')
    expect((await query('ORDER002')).body).toMatchObject({ trade_state: 'CLOSED' })
  })

  it('stays unpaid after its last moment, and its code lives two hours', async () => {
    const soon = new Date((await sandbox.clock.now()).getTime() + 600_000).toISOString().replace(/\.\d+/, '')
    await place('ORDER003', { time_expire: soon })
    await sandbox.clock.advance('11m')
    await expect(act('buyer.pay', { out_trade_no: 'ORDER003' })).rejects.toThrow(/time_expire/)
    expect((await query('ORDER003')).body).toMatchObject({ trade_state: 'NOTPAY' })
    await place('ORDER004')
    await sandbox.clock.advance('121m')
    await expect(act('buyer.pay', { out_trade_no: 'ORDER004' })).rejects.toThrow(/expired/)
    await place('ORDER004')
    await act('buyer.pay', { out_trade_no: 'ORDER004' })
    expect((await query('ORDER004')).body).toMatchObject({ trade_state: 'SUCCESS' })
  })

  it('is left unpaid by a buyer who cancels or fails', async () => {
    await place('ORDER005', { payer: { openid: 'o1' } }, 'jsapi')
    const { result } = await act('buyer.cancel', { out_trade_no: 'ORDER005' })
    expect(result).toMatchObject({ trade_state: 'NOTPAY', client: 'get_brand_wcpay_request:cancel' })
    await act('buyer.fail', { out_trade_no: 'ORDER005' })
    await act('buyer.pay', { out_trade_no: 'ORDER005' })
    await expect(act('buyer.pay', { out_trade_no: 'ORDER005' })).rejects.toThrow(/already paid/)
    expect(codeOf(await place('ORDER005', { payer: { openid: 'o1' } }, 'jsapi'))).toEqual([400, 'INVALID_REQUEST'])
  })

  it('takes its parameters as the pages describe them', async () => {
    expect(codeOf(await place('SHORT'))).toEqual([400, 'PARAM_ERROR'])
    expect(codeOf(await place('ORDER006', { appid: 'wx0000000000000000' }))).toEqual([400, 'APPID_MCHID_NOT_MATCH'])
    expect(codeOf(await place('ORDER006', { description: 'Tea 🍵' }))).toEqual([400, 'PARAM_ERROR'])
    expect(codeOf(await place('ORDER006', {}, 'h5'))).toEqual([400, 'PARAM_ERROR'])
    const scene = { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }
    const { body } = await place('ORDER006', scene, 'h5')
    expect(body['h5_url']).toMatch(
      /^https:\/\/wx\.tenpay\.com\/cgi-bin\/mmpayweb-bin\/checkmweb\?prepay_id=wx\w+&package=\d{10}$/,
    )
    const english = await send('POST', '/v3/pay/transactions/native', order('X'), { 'accept-language': 'en' })
    expect(english.body['message']).toMatch(/^Input "\/body\/out_trade_no"/)
  })

  it('is paid from its page in a browser, without a script', async () => {
    const scene = { scene_info: { payer_client_ip: '127.0.0.1', h5_info: { type: 'Wap' } } }
    const { body } = await place('ORDER007', { ...scene, description: '<b>"Tea"</b>' }, 'h5')
    const { pathname, search, searchParams } = new URL(String(body['h5_url']))
    const page = await fetch(`${sandbox.url('wechat-pay')}${pathname}${search}&redirect_url=javascript:alert(1)`)
    const html = await page.text()
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).toContain('&#60;b&#62;&#34;Tea&#34;')
    expect(html).not.toMatch(/<b>|href="javascript/)
    const form = new URLSearchParams({ prepay_id: searchParams.get('prepay_id') ?? '', deed: 'pay' })
    const paid = await fetch(`${sandbox.url('wechat-pay')}${pathname}`, { method: 'POST', body: form })
    expect(await paid.text()).toContain('支付成功 · Paid')
    expect((await query('ORDER007')).body).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MWEB' })
    expect((await fetch(`${sandbox.url('wechat-pay')}/wxpay/bizpayurl?pr=none`)).status).toBe(404)
  })
})

describe('a payment by code', () => {
  const codePay = (number: string, code: string) =>
    send('POST', '/v3/pay/transactions/codepay', {
      ...order(number),
      payer: { auth_code: code },
      scene_info: { store_info: { out_id: 'S1' } },
    })
  const fresh = async (outcome: string) =>
    ((await act('buyer.code', { outcome })).result as { auth_code: string }).auth_code

  it('is done at once, or waits for the password with a signed 202', async () => {
    expect((await codePay('CODE0001', await fresh('pay'))).body).toMatchObject({ trade_state: 'SUCCESS' })
    const waiting = await codePay('CODE0002', await fresh('password'))
    expect([...codeOf(waiting), waiting.verified]).toEqual([202, 'USER_PAYING', true])
    expect((await query('CODE0002')).body).toMatchObject({ trade_state: 'USERPAYING' })
    await act('buyer.pay', { out_trade_no: 'CODE0002' })
    expect((await query('CODE0002')).body).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MICROPAY' })
    expect(codeOf(await codePay('CODE0003', await fresh('no-money')))).toEqual([403, 'NOT_ENOUGH'])
  })

  it('is reversed, or fails', async () => {
    await codePay('CODE0004', await fresh('password'))
    const { appid, mchid } = merchant
    const reversed = await send('POST', '/v3/pay/transactions/out-trade-no/CODE0004/reverse', { appid, mchid })
    expect(reversed.body).toMatchObject({ out_trade_no: 'CODE0004' })
    expect((await query('CODE0004')).body).toMatchObject({ trade_state: 'REVOKED' })
    await codePay('CODE0005', await fresh('password'))
    await act('buyer.fail', { out_trade_no: 'CODE0005' })
    expect((await query('CODE0005')).body).toMatchObject({ trade_state: 'PAYERROR' })
  })
})

describe('a refund', () => {
  it('needs a paid order, its own amount, and what is left of it', async () => {
    await place('REFUND01')
    expect(codeOf(await refund('REFUND01', 'R1', 100))).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    await act('buyer.pay', { out_trade_no: 'REFUND01' })
    expect(codeOf(await refund('REFUND01', 'R1', 1001))).toEqual([400, 'INVALID_REQUEST'])
    expect(codeOf(await refund('REFUND01', 'R1', 1, { amount: { refund: 1, total: 999, currency: 'CNY' } }))).toEqual([400, 'INVALID_REQUEST']) // prettier-ignore
    expect((await refund('REFUND01', 'R1', 100)).body).toMatchObject({ status: 'PROCESSING' })
    expect(codeOf(await refund('REFUND01', 'R1', 200))).toEqual([400, 'REFUND_FEE_MISMATCH'])
    expect(codeOf(await refund('REFUND01', 'R2', 100))).toEqual([429, 'FREQUENCY_LIMITED'])
    await sandbox.clock.advance('1m')
    expect((await refund('REFUND01', 'R2', 900)).status).toBe(200)
    expect((await query('REFUND01')).body).toMatchObject({ trade_state: 'REFUND', amount: { total: 1000 } })
    await sandbox.clock.advance('366d')
    expect(codeOf(await refund('REFUND01', 'R3', 1))).toEqual([400, 'TRADE_OVERDUE'])
  })

  it('may end otherwise, and an abnormal one is brought to its end', async () => {
    await place('REFUND02')
    await act('buyer.pay', { out_trade_no: 'REFUND02' })
    await act('refund.plan', { out_trade_no: 'REFUND02', status: 'ABNORMAL' })
    const { body } = await refund('REFUND02', 'R4', 100)
    expect((await eventsOf('refund.abnormal'))[0]?.payload).toMatchObject({ refund_status: 'ABNORMAL' })
    const path = `/v3/refund/domestic/refunds/${String(body['refund_id'])}/apply-abnormal-refund`
    expect(codeOf(await send('POST', path, { out_refund_no: 'R4', type: 'USER_BANK_CARD' }))).toEqual([
      400,
      'PARAM_ERROR',
    ])
    expect((await send('POST', path, { out_refund_no: 'R4', type: 'MERCHANT_BANK_CARD' })).status).toBe(200)
    expect((await send('GET', '/v3/refund/domestic/refunds/R4')).body).toMatchObject({ status: 'SUCCESS' })
  })
})

describe('others', () => {
  it('places orders of sub merchants, who are not mixed up', async () => {
    const body = { sp_appid: merchant['appid'], sp_mchid: merchant['mchid'], sub_mchid: '1900000109', description: 'Tea', out_trade_no: 'PARTNER1', notify_url: NOTIFY, amount: { total: 1000 } } // prettier-ignore
    expect((await send('POST', '/v3/pay/partner/transactions/native', body)).status).toBe(200)
    await act('buyer.pay', { out_trade_no: 'PARTNER1' })
    const path = `/v3/pay/partner/transactions/out-trade-no/PARTNER1?sp_mchid=${merchant['mchid'] ?? ''}`
    expect((await send('GET', `${path}&sub_mchid=1900000109`)).body).toMatchObject({ sub_mchid: '1900000109', payer: { sp_openid: expect.any(String) } }) // prettier-ignore
    expect(codeOf(await send('GET', `${path}&sub_mchid=1900000110`))).toEqual([404, 'ORDER_NOT_EXIST'])
    expect(codeOf(await refund('PARTNER1', 'PR1', 1))).toEqual([403, 'NO_AUTH'])
    expect((await refund('PARTNER1', 'PR1', 1, { sub_mchid: '1900000109' })).status).toBe(200)
  })

  it('shares a payment that was marked for it', async () => {
    await place('SHARE001')
    await act('buyer.pay', { out_trade_no: 'SHARE001' })
    const plain = (await query('SHARE001')).body['transaction_id']
    await place('SHARE002', { settle_info: { profit_sharing: true } })
    await act('buyer.pay', { out_trade_no: 'SHARE002' })
    const id = (await query('SHARE002')).body['transaction_id']
    const share = (transaction: unknown, number: string, amount: number) =>
      send('POST', '/v3/profitsharing/orders', {
        transaction_id: transaction,
        out_order_no: number,
        receivers: [{ type: 'MERCHANT_ID', account: '1900000109', amount, description: 'Share' }],
        unfreeze_unsplit: false,
      })
    expect((await share(plain, 'S1', 1)).body['message']).toBe('非分账订单不支持分账')
    expect((await share(id, 'S1', 1001)).body['message']).toBe('分账金额不足')
    expect((await share('abc', 'S1', 1)).body['message']).toBe('订单号格式不正确')
    expect((await share(id, 'S1', 400)).body).toMatchObject({ state: 'PROCESSING' })
    expect((await send('GET', `/v3/profitsharing/transactions/${String(id)}/amounts`)).body['unsplit_amount']).toBe(600)
    await send('POST', '/v3/profitsharing/orders/unfreeze', {
      transaction_id: id,
      out_order_no: 'S2',
      description: 'x',
    })
    expect((await share(id, 'S3', 1)).body['message']).toBe('分账金额为0')
  })

  it('lets a transfer wait, end and be taken back', async () => {
    const transfer = (number: string) =>
      send('POST', '/v3/fund-app/mch-transfer/transfer-bills', { appid: merchant['appid'], out_bill_no: number, transfer_scene_id: '1000', openid: 'o1', transfer_amount: 100, transfer_remark: 'July', transfer_scene_report_infos: [{ info_type: 'a', info_content: 'b' }] }) // prettier-ignore
    const state = async (number: string) =>
      (await send('GET', `/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/${number}`)).body
    const nothing = { appid: merchant['appid'], out_bill_no: 'T0', transfer_scene_id: '1000', openid: 'o1', transfer_amount: 100, transfer_remark: 'July' } // prettier-ignore
    const refused = await send('POST', '/v3/fund-app/mch-transfer/transfer-bills', nothing)
    expect(refused.body['message']).toBe('需传入转账场景报备信息，请检查')
    await transfer('T1')
    const cancelled = await send('POST', '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/T1/cancel')
    expect(cancelled.body).toMatchObject({ state: 'CANCELING' })
    expect(await state('T1')).toMatchObject({ state: 'CANCELLED' })
    await transfer('T2')
    await act('transfer.fail', { out_bill_no: 'T2' })
    expect(await state('T2')).toMatchObject({ state: 'FAIL', fail_reason: 'ACCOUNT_FROZEN' })
    await transfer('T3')
    await sandbox.clock.advance('24h')
    expect(await state('T3')).toMatchObject({ state: 'FAIL' })
  })
})
