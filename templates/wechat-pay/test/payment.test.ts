import { expect, test } from 'vitest'
import { payOrder, placeOrder, sandbox, shop } from './support.ts'

test('an order gets a code to scan and waits', async () => {
  const server = await shop(await sandbox())
  const placed = await server.request('POST', '/orders', { description: 'Tea', total: 1250 })
  expect(placed.status).toBe(201)
  expect(placed.body).toMatchObject({ state: 'waiting', total: 1250, refunded: 0 })
  expect(placed.body['code_url']).toMatch(/^weixin:\/\/wxpay\//)
})

test('the buyer pays, the notification arrives and the order is paid', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await payOrder(platform, server)
  const [event] = await platform.events()
  expect(event?.deliveries[0]).toMatchObject({ acknowledged: true, response: { status: 204 } })
  const { body } = await server.request('GET', `/orders/${id}`)
  expect(body).toMatchObject({ state: 'paid', transaction_id: expect.stringMatching(/^\d{28}$/) })
})

test('a missed notification is made up for by asking WeChat Pay', async () => {
  const platform = await sandbox()
  const server = await shop(platform, { notifyUrl: 'http://127.0.0.1:9/nobody' })
  const id = await placeOrder(server)
  expect((await server.request('POST', `/orders/${id}/reconcile`)).body['state']).toBe('waiting')
  await platform.act('wechat-pay.buyer.pay', { out_trade_no: id })
  expect((await server.request('GET', `/orders/${id}`)).body['state']).toBe('waiting')
  expect((await server.request('POST', `/orders/${id}/reconcile`)).body['state']).toBe('paid')
})

test('part of a payment is refunded once, however often the same refund is asked for', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await payOrder(platform, server)
  const wish = { amount: 800, refund_no: 'refund-1' }
  const first = await server.request('POST', `/orders/${id}/refund`, wish)
  const again = await server.request('POST', `/orders/${id}/refund`, wish)
  expect(first).toMatchObject({ status: 200, body: { state: 'paid', refunded: 800 } })
  expect(again.body).toMatchObject({ refunded: 800, refunds: [{ refund_no: 'refund-1', amount: 800 }] })
})

test('the rest is refunded without naming an amount; once it is back, the order is closed', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await payOrder(platform, server)
  const { body } = await server.request('POST', `/orders/${id}/refund`, {})
  expect(body).toMatchObject({ refunded: 8800, refunds: [{ amount: 8800 }] })
  const settled = await server.request('POST', `/orders/${id}/reconcile`)
  expect(settled.body).toMatchObject({ state: 'closed', refunds: [{ state: 'done' }] })
  expect((await server.request('POST', `/orders/${id}/refund`, {})).status).toBe(409)
})

test('an order that nobody paid is not refunded', async () => {
  const server = await shop(await sandbox())
  const id = await placeOrder(server)
  expect((await server.request('POST', `/orders/${id}/refund`, {})).status).toBe(409)
})

test('an order that WeChat Pay would refuse is refused before it hears of it', async () => {
  const server = await shop(await sandbox())
  const totals = ['88', -1, 0, 1.5, undefined].map((total) => ({ description: 'Tea', total }))
  const descriptions = ['', '茶'.repeat(128), '🍵', undefined].map((description) => ({ description, total: 1 }))
  for (const wish of [...totals, ...descriptions])
    expect((await server.request('POST', '/orders', wish)).status, JSON.stringify(wish)).toBe(400)
})

test('what WeChat Pay refuses is answered with its code', async () => {
  const platform = await sandbox()
  const { config } = await shop(platform)
  const { createWechatPay } = await import('../src/wechat-pay.ts')
  const stranger = { ...config.wechatPay, serialNo: '0'.repeat(40) }
  const refused = createWechatPay(stranger, platform.url('wechat-pay')).query('anything')
  await expect(refused).rejects.toMatchObject({ name: 'WechatPayRefusal', code: 'SIGN_ERROR', final: true })
})

test('an answer that somebody else signed is not believed, and nobody knows how the call ended', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const stranger = await shop(await sandbox())
  const { createWechatPay } = await import('../src/wechat-pay.ts')
  const deceived = { ...server.config.wechatPay, publicKey: stranger.config.wechatPay.publicKey }
  const id = await placeOrder(server)
  const asked = createWechatPay(deceived, platform.url('wechat-pay')).query(id)
  await expect(asked).rejects.toMatchObject({ code: 'no-answer', final: false })
})

test('a refund whose answer was lost is found by asking WeChat Pay; one that it never got stays as asked for', async () => {
  const platform = await sandbox()
  const server = await shop(platform, { notifyUrl: 'http://127.0.0.1:9/nobody' })
  const id = await payOrder(platform, server)
  await server.request('POST', `/orders/${id}/reconcile`)
  const refund = (no: string) => server.request('POST', `/orders/${id}/refund`, { amount: 800, refund_no: no })
  const states = async () => (await server.request('POST', `/orders/${id}/reconcile`)).body['refunds']
  await platform.fault({ fault: 'error=SYSTEM_ERROR', operation: 'wechat-pay.refunds.create', count: 1 })
  expect((await refund('lost')).status).toBe(502)
  expect(await states()).toMatchObject([{ state: 'asked' }])
  await platform.fault({ fault: 'status=502', operation: 'wechat-pay.refunds.create', when: 'after', count: 1 })
  expect((await refund('lost')).status).toBe(502)
  expect(await states()).toMatchObject([{ state: 'done' }])
})
