import { expect, test } from 'vitest'
import { payOrder, sandbox, shop, type Notification } from './support.ts'

/** A real notification: signed and encrypted by the sandbox, caught on its way. */
async function paid() {
  const platform = await sandbox()
  const server = await shop(platform)
  const id = await payOrder(platform, server)
  const [event] = await platform.events()
  const request = event?.deliveries[0]?.request
  if (!request) throw new Error('no notification was sent')
  const sent: Notification = { headers: request.headers, body: request.body }
  return { platform, server, id, sent }
}

const withHeader = (sent: Notification, name: string, value: string): Notification => {
  const others = Object.entries(sent.headers).filter(([one]) => one.toLowerCase() !== name)
  return { ...sent, headers: { ...Object.fromEntries(others), [name]: value } }
}

test('the same notification twice is accepted twice and changes the order once', async () => {
  const { server, id, sent } = await paid()
  const before = (await server.request('GET', `/orders/${id}`)).body
  expect(await server.notify(sent)).toBe(204)
  expect((await server.request('GET', `/orders/${id}`)).body).toEqual(before)
})

test('a notification whose body was changed is refused: its signature does not verify', async () => {
  const { server, sent } = await paid()
  expect(await server.notify({ ...sent, body: sent.body.replace('TRANSACTION.SUCCESS', 'REFUND.SUCCESS') })).toBe(400)
  expect(server.log.at(-1)).toContain('signature')
})

test('a notification that lacks one of the four headers is refused', async () => {
  const { server, sent } = await paid()
  for (const name of ['signature', 'timestamp', 'nonce', 'serial'])
    expect(await server.notify(withHeader(sent, `wechatpay-${name}`, '')), name).toBe(400)
})

test('a signature probe of WeChat Pay is refused like any wrong signature', async () => {
  const { server, sent } = await paid()
  const probe = `WECHATPAY/SIGNTEST/${Buffer.alloc(256).toString('base64')}`
  expect(await server.notify(withHeader(sent, 'wechatpay-signature', probe))).toBe(400)
})

test('a genuine notification from ten minutes ago is a replay and refused', async () => {
  const { server, sent } = await paid()
  const { createWechatPay } = await import('../src/wechat-pay.ts')
  const wechatPay = createWechatPay(server.config.wechatPay)
  const header = (name: string) => Object.entries(sent.headers).find(([one]) => one.toLowerCase() === name)?.[1] ?? ''
  const headers = {
    timestamp: header('wechatpay-timestamp'),
    nonce: header('wechatpay-nonce'),
    serial: header('wechatpay-serial'),
    signature: header('wechatpay-signature'),
  }
  expect(wechatPay.isFromWechatPay(headers, sent.body)).toBe(true)
  const now = Date.now
  try {
    Date.now = () => now() + 600_000
    expect(wechatPay.isFromWechatPay(headers, sent.body)).toBe(false)
  } finally {
    Date.now = now
  }
})

test('a notification of an order that we never placed is refused', async () => {
  const { platform, sent } = await paid()
  const other = await shop(platform)
  expect(await other.notify(sent)).toBe(400)
  expect(other.log.at(-1)).toContain('no order')
})

test('a notification that somebody else signed is refused', async () => {
  const { server } = await paid()
  const forger = await paid()
  expect(await server.notify(forger.sent)).toBe(400)
})

test('an empty body is refused', async () => {
  const { server, sent } = await paid()
  expect(await server.notify({ ...sent, body: '' })).toBe(400)
})

test('the end of a refund is told to the order', async () => {
  const { platform, server, id } = await paid()
  await server.request('POST', `/orders/${id}/refund`, { amount: 100 })
  await expect.poll(async () => (await platform.events()).some(({ type }) => type.includes('refund'))).toBe(true)
  await expect
    .poll(async () => (await server.request('GET', `/orders/${id}`)).body['refunds'])
    .toMatchObject([{ amount: 100, state: 'done' }])
  expect(server.log.join('\n')).toContain('SUCCESS')
})
