import { describe, it } from 'vitest'
import { verifyMessage } from '../../../src/signing/message.ts'
import { recordedBytes } from '../../../src/delivery/records.ts'
import { keyRing, PARTNER, requestScheme } from './toy-connector.ts'
import { http, jsonOf, signedCall, startReceiver, startToy, tempFolder, testTime, until } from './toy-sandbox.ts'

const AWAY = 'http://127.0.0.1:9/notify'

async function order(toy: Awaited<ReturnType<typeof startToy>>, body: Record<string, unknown>): Promise<string> {
  return String(jsonOf(await http.send(signedCall(`${toy.url}/orders`, { amount: 1, ...body }, toy.time)))['id'])
}

describe('an event of the sandbox', () => {
  it('reaches the address that the call named, signed by the platform, byte for byte as recorded', async ({
    expect,
  }) => {
    const toy = await startToy()
    const receiver = await startReceiver({})
    const id = await order(toy, { notify: receiver.url })
    await until(() => receiver.received.length > 0)
    const [event] = await toy.client.events()
    const settled = await toy.client.wait(event?.id ?? '')
    const [delivery] = settled.deliveries
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({ type: 'order.made', payload: { id } })
    expect(delivery).toMatchObject({ attempt: 1, acknowledged: true, response: { status: 200, body: 'success' } })
    expect(delivery?.request.body).toBe(receiver.received[0]?.body)
    const { method, headers } = delivery?.request ?? { method: '', headers: {} }
    const body = recordedBytes(delivery?.request ?? { body: '' })
    const sent = { kind: 'request', method, url: new URL(receiver.url), headers, body } as const
    expect(verifyMessage({ ...requestScheme }, sent, keyRing(PARTNER), toy.time).ok).toBe(true)
  })

  it('is tried again by the schedule of its scheme, with the same id and a fresh stamp, until it is acknowledged', async ({
    expect,
  }) => {
    const toy = await startToy()
    const receiver = await startReceiver({ status: 500 }, { body: 'what?' }, {})
    await order(toy, { notify: receiver.url })
    const deliveries = () => toy.records.filter((record) => record.type === 'delivery')
    await until(() => deliveries().length === 1)
    expect(deliveries()[0]).toMatchObject({
      acknowledged: false,
      status: 500,
      nextAttemptAt: '2026-01-01T00:00:05.000Z',
    })
    toy.time.pass(4_999)
    expect(receiver.received).toHaveLength(1)
    toy.time.pass(1)
    await until(() => deliveries().length === 2)
    toy.time.pass(60_000)
    await until(() => deliveries().length === 3)
    expect(deliveries()[2]).toMatchObject({ attempt: 3, acknowledged: true })
    expect(deliveries()[2]).not.toHaveProperty('nextAttemptAt')
    expect(new Set(receiver.received.map(({ headers }) => headers['x-toy-event'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['x-toy-time'])).size).toBe(3)
    expect(toy.time.pending()).toBe(0)
  })

  it('that was still to be tried when the sandbox was stopped is tried at its time after a restart', async ({
    expect,
  }) => {
    const stateFolder = tempFolder()
    const time = testTime()
    const receiver = await startReceiver({ status: 500 }, {})
    const first = await startToy({ stateFolder }, { time })
    await order(first, { notify: receiver.url })
    await until(() => first.records.some(({ type }) => type === 'delivery'))
    await first.close()
    time.pass(2_000)
    const second = await startToy({ stateFolder }, { time, seed: 'again' })
    time.pass(2_000)
    expect(receiver.received).toHaveLength(1)
    time.pass(1_000)
    await until(() => second.records.some(({ type }) => type === 'delivery'))
    expect(second.records).toEqual([expect.objectContaining({ type: 'delivery', attempt: 2, acknowledged: true })])
  })

  it('is sent later when the platform sends it later', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({})
    await order(toy, { notify: receiver.url, after: 30_000 })
    const [event] = await toy.client.events()
    toy.time.pass(29_999)
    expect(receiver.received).toHaveLength(0)
    toy.time.pass(1)
    expect((await toy.client.wait(event?.id ?? '')).deliveries).toHaveLength(1)
  })

  it('goes to every listener, and to one that forwards to the named address instead of there', async ({ expect }) => {
    const toy = await startToy()
    const [direct, front, ear] = [await startReceiver({}), await startReceiver({}), await startReceiver({})]
    const id = await toy.client.addListener({ url: front.url, forwards: direct.url })
    await toy.client.addListener({ url: ear.url, connector: 'toy' })
    const acted = async () =>
      (await toy.client.act('toy.pay', { order: await order(toy, { notify: direct.url }) })).events[0]
    expect((await acted())?.deliveries.map(({ url }) => url).sort()).toEqual([front.url, ear.url].sort())
    expect(direct.received).toHaveLength(0)
    await toy.client.removeListener(id)
    expect((await acted())?.deliveries.map(({ url }) => url).sort()).toEqual([direct.url, ear.url].sort())
  })

  it('with nowhere to go is recorded without deliveries', async ({ expect }) => {
    const toy = await startToy()
    await order(toy, {})
    const [event] = await toy.client.events()
    expect((await toy.client.wait(event?.id ?? '')).deliveries).toEqual([])
  })

  it('stops being tried when its listener leaves', async ({ expect }) => {
    const toy = await startToy()
    const id = await toy.client.addListener({ url: AWAY })
    await toy.client.act('pay', { order: await order(toy, {}) })
    await until(() => toy.records.filter(({ type }) => type === 'delivery').length === 2)
    expect(toy.time.pending()).toBe(2)
    await toy.client.removeListener(id)
    expect(toy.time.pending()).toBe(0)
  })

  it('goes to the named address again once a listener in front of it was killed', async ({ expect }) => {
    const toy = await startToy()
    const direct = await startReceiver({})
    await toy.client.addListener({ url: AWAY, forwards: direct.url })
    const acted = await toy.client.act('pay', { order: await order(toy, { notify: direct.url }) })
    expect(acted.events[0]?.deliveries).toEqual([expect.objectContaining({ url: direct.url, acknowledged: true })])
    expect(toy.records).toContainEqual(expect.objectContaining({ type: 'notice', code: 'listener-gone' }))
    expect(toy.time.pending()).toBe(0)
  })

  it('can be sent again, to another address too, outside of its schedule', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({})
    await order(toy, { notify: AWAY })
    await until(() => toy.records.some(({ type }) => type === 'delivery'))
    const [event] = await toy.client.events()
    const [again] = await toy.client.resend(event?.id ?? '')
    expect(again).toMatchObject({ attempt: 2, acknowledged: false, error: 'connection-refused' })
    expect(again).not.toHaveProperty('nextAttemptAt')
    expect(await toy.client.resend(event?.id ?? '', { url: receiver.url })).toMatchObject([
      { acknowledged: true, attempt: 1 },
    ])
    expect((await toy.client.event(event?.id ?? '')).deliveries).toHaveLength(3)
  })

  it('is not tried any more after a reset', async ({ expect }) => {
    const toy = await startToy()
    await order(toy, { notify: AWAY })
    await until(() => toy.records.some(({ type }) => type === 'delivery'))
    expect(await toy.client.reset('toy')).toEqual(['toy'])
    expect(toy.time.pending()).toBe(0)
    expect(await toy.client.events()).toEqual([])
  })

  it('does not leave this machine unless that is allowed', async ({ expect }) => {
    const toy = await startToy()
    const event = await toy.client.emit({ connector: 'toy', type: 'order.paid', url: 'http://169.254.169.254/latest' })
    const { deliveries } = await toy.client.wait(event.id)
    expect(deliveries).toEqual([expect.objectContaining({ error: 'remote-target', acknowledged: false })])
    expect(deliveries[0]).not.toHaveProperty('nextAttemptAt')
  })
})
