import { expect, test } from 'vitest'
import { placeOrder, sandbox, shop } from './support.ts'

/** A real notification: signed by the sandbox, caught on its way. */
async function paid() {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await placeOrder(server)
  await platform.act('alipay.buyer.pay', { out_trade_no: id })
  const [event] = await platform.events()
  const body = event?.deliveries[0]?.request.body ?? ''
  return { platform, server, id, body }
}

test('the same notification twice is accepted twice and changes the order once', async () => {
  const { server, id, body } = await paid()
  const before = (await server.request('GET', `/orders/${id}`)).body
  expect(await server.notify(body)).toBe('success')
  expect((await server.request('GET', `/orders/${id}`)).body).toEqual(before)
})

test('a notification with a changed amount is refused: its signature does not verify', async () => {
  const { server, body } = await paid()
  expect(await server.notify(body.replace('total_amount=88.00', 'total_amount=0.01'))).toBe('fail')
  expect(server.log.at(-1)).toContain('signature')
})

test('a notification without a signature is refused', async () => {
  const { server, body } = await paid()
  const fields = new URLSearchParams(body)
  fields.delete('sign')
  expect(await server.notify(fields.toString())).toBe('fail')
})

test('a notification of an order that we never placed is refused', async () => {
  const { platform, body } = await paid()
  const other = await shop(platform)
  expect(await other.notify(body)).toBe('fail')
  expect(other.log.at(-1)).toContain('no order')
})

test('a notification that somebody else signed is refused', async () => {
  const { server } = await paid()
  const forger = await paid()
  expect(await server.notify(forger.body)).toBe('fail')
})

test('an empty body is refused', async () => {
  const { server } = await paid()
  expect(await server.notify('')).toBe('fail')
})
