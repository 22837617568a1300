import { expect, test } from 'vitest'
import { placeOrder, sandbox, shop } from './support.ts'

test('an order gets a QR code and waits', async () => {
  const server = await shop(await sandbox())
  const placed = await server.request('POST', '/orders', { subject: 'Tea', amount: '12.5' })
  expect(placed.status).toBe(201)
  expect(placed.body).toMatchObject({ state: 'waiting', amount: '12.50', refunded: '0.00' })
  expect(placed.body['qr_code']).toMatch(/^https:\/\//)
})

test('the buyer pays, the notification arrives and the order is paid', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await placeOrder(server)
  await platform.act('alipay.buyer.pay', { out_trade_no: id })

  const [event] = await platform.events()
  expect(event?.deliveries[0]).toMatchObject({ acknowledged: true, response: { status: 200, body: 'success' } })
  expect((await server.request('GET', `/orders/${id}`)).body).toMatchObject({ state: 'paid' })
})

test('an order for the cashier gets its address, and is paid like any other', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const placed = await server.request('POST', '/orders', { subject: 'Tea', amount: '12.50', way: 'page' })
  const id = String(placed.body['out_trade_no'])
  const cashier = await fetch(String(placed.body['pay_url']))
  expect(cashier.status).toBe(200)
  expect(await cashier.text()).toContain('12.50')

  await platform.act('alipay.buyer.pay', { out_trade_no: id })
  expect((await server.request('GET', `/orders/${id}`)).body).toMatchObject({ state: 'paid' })
})

test('a return address that Alipay did not sign is refused', async () => {
  const server = await shop(await sandbox())
  expect((await server.request('GET', '/alipay/return?out_trade_no=1&sign=YQ==&sign_type=RSA2')).status).toBe(400)
})

test('a missed notification is made up for by asking Alipay', async () => {
  const platform = await sandbox()
  const server = await shop(platform, { notifyUrl: 'http://127.0.0.1:9/nobody' })
  const id = await placeOrder(server)
  expect((await server.request('POST', `/orders/${id}/reconcile`)).body['state']).toBe('waiting')
  await platform.act('alipay.buyer.pay', { out_trade_no: id })
  expect((await server.request('GET', `/orders/${id}`)).body['state']).toBe('waiting')
  expect((await server.request('POST', `/orders/${id}/reconcile`)).body['state']).toBe('paid')
})

test('part of a payment is refunded once, however often the same refund is asked for', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await placeOrder(server)
  await platform.act('alipay.buyer.pay', { out_trade_no: id })

  const wish = { amount: '8.00', request_no: 'refund-1' }
  const first = await server.request('POST', `/orders/${id}/refund`, wish)
  const again = await server.request('POST', `/orders/${id}/refund`, wish)
  expect(first).toMatchObject({ status: 200, body: { state: 'paid', refunded: '8.00' } })
  expect(again).toEqual(first)
})

test('the rest is refunded without naming an amount, which closes the order', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await placeOrder(server)
  await platform.act('alipay.buyer.pay', { out_trade_no: id })
  const refunded = await server.request('POST', `/orders/${id}/refund`, {})
  expect(refunded.body).toMatchObject({ state: 'closed', refunded: '88.00' })
  expect((await server.request('POST', `/orders/${id}/refund`, {})).status).toBe(409)
})

test('an order that nobody paid is not refunded', async () => {
  const server = await shop(await sandbox())
  const id = await placeOrder(server)
  expect((await server.request('POST', `/orders/${id}/refund`, {})).status).toBe(409)
})

test.each([{ amount: 88 }, { amount: '-1.00' }, { amount: '0.00' }, { amount: '1.001' }, { amount: '1e3' }, {}])(
  'an order with the amount $amount is refused before Alipay hears of it',
  async (wish) => {
    const server = await shop(await sandbox())
    expect((await server.request('POST', '/orders', { subject: 'Tea', ...wish })).status).toBe(400)
  },
)

test('a subject that Alipay would refuse is refused here', async () => {
  const server = await shop(await sandbox())
  expect((await server.request('POST', '/orders', { subject: 'Tea & cake', amount: '1.00' })).status).toBe(400)
})

test('what Alipay refuses is answered with its code', async () => {
  const platform = await sandbox()
  const server = await shop(platform)
  const stranger = { ...server.config.alipay, appId: '9021000000000000' }
  const { createAlipay } = await import('../src/alipay.ts')
  await expect(createAlipay(stranger).query('anything')).rejects.toMatchObject({ name: 'AlipayRefusal' })
})
