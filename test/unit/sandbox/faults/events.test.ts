import { describe, it } from 'vitest'
import { recordedBytes, type DeliveryRecord } from '../../../../src/delivery/records.ts'
import { verifyMessage } from '../../../../src/signing/message.ts'
import { keyRing, PARTNER, toyAuth, toyConnector } from '../toy-connector.ts'
import { http, jsonOf, signedCall, startReceiver, startToy, tempFolder, testTime, until } from '../toy-sandbox.ts'

type Toy = Awaited<ReturnType<typeof startToy>>

async function order(toy: Toy, notify: string, headers: Record<string, string> = {}): Promise<string> {
  const call = signedCall(`${toy.url}/orders`, { amount: 1, notify }, toy.time)
  return String(jsonOf(await http.send({ ...call, headers: { ...call.headers, ...headers } }))['id'])
}
const deliveries = (toy: Toy) => toy.records.filter((record) => record.type === 'delivery')
const orderOf = ({ body }: { body: string }) => (JSON.parse(body) as { payload: { id: string } }).payload.id

function genuine(toy: Toy, { request, url }: DeliveryRecord): boolean {
  const { method, headers } = request
  const sent = { kind: 'request', method, url: new URL(url), headers, body: recordedBytes(request) } as const
  const scheme = toyConnector().webhooks['toy']?.signature
  return scheme !== undefined && verifyMessage(scheme, sent, keyRing(PARTNER), toy.time).ok
}

describe('a fault of events', () => {
  it('duplicate delivers copies at once, and only one of them keeps the schedule', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({ status: 500 })
    await toy.client.addFault({ fault: 'duplicate=3', event: 'order.*', count: 1 })
    await order(toy, receiver.url)
    await until(() => deliveries(toy).length === 3)
    const [event] = await toy.client.events()
    expect(event?.faults).toEqual(['duplicate=3'])
    expect(event?.deliveries.map(({ altered }) => altered?.join() ?? '').sort()).toEqual(['', 'duplicate', 'duplicate'])
    expect(event?.deliveries.filter(({ nextAttemptAt }) => nextAttemptAt !== undefined)).toHaveLength(1)
    expect(new Set(receiver.received.map(({ headers }) => headers['x-toy-event'])).size).toBe(1)
  })

  it('late is sent later on the clock of the sandbox, after a restart too', async ({ expect }) => {
    const [stateFolder, time, receiver] = [tempFolder(), testTime(), await startReceiver({})]
    const first = await startToy({ stateFolder }, { time })
    await first.client.addFault({ fault: 'late=30s', count: 1 })
    await order(first, receiver.url)
    time.pass(10_000)
    await first.close()
    const second = await startToy({ stateFolder }, { time, seed: 'again' })
    time.pass(19_000)
    expect(receiver.received).toHaveLength(0)
    time.pass(1000)
    await until(() => deliveries(second).length === 1)
    expect(deliveries(second)).toMatchObject([{ attempt: 1, acknowledged: true }])
  })

  it('out-of-order lets the next event go first', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({})
    await toy.client.addFault({ fault: 'out-of-order', count: 1 })
    const first = await order(toy, receiver.url)
    const second = await order(toy, receiver.url)
    const third = await order(toy, receiver.url)
    await until(() => receiver.received.length === 3)
    expect(receiver.received.map(orderOf)).toEqual([second, first, third])
  })

  it('drop loses one attempt; the platform tries again by its schedule', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({})
    await toy.client.addFault({ fault: 'drop', count: 1 })
    await order(toy, receiver.url)
    await until(() => deliveries(toy).length === 1)
    expect(deliveries(toy)).toMatchObject([{ error: 'dropped', nextAttemptAt: '2026-01-01T00:00:05.000Z' }])
    expect(receiver.received).toHaveLength(0)
    toy.time.pass(5000)
    await until(() => deliveries(toy).length === 2)
    expect((await toy.client.events())[0]?.deliveries).toMatchObject([
      { altered: ['drop'], acknowledged: false },
      { attempt: 2, acknowledged: true },
    ])
  })

  it('corrupt, bad-signature and wrong-key send what no receiver may accept', async ({ expect }) => {
    const mint = () => ({ ...PARTNER, secret: 'somebody else' })
    const connector = { ...toyConnector(), auth: { toy: { ...toyAuth, mint } } }
    const toy = await startToy({ connectors: [connector] })
    const receiver = await startReceiver({})
    for (const fault of ['corrupt=payload.id', 'bad-signature', 'wrong-key'])
      await toy.client.addFault({ fault, count: 1, event: 'order.made' })
    await toy.client.addFault({ fault: 'corrupt', after: 1, count: 1 })
    const id = await order(toy, receiver.url)
    await until(() => deliveries(toy).length === 1)
    const [event] = await toy.client.events()
    const [all] = event?.deliveries ?? []
    expect(all?.altered).toEqual(['corrupt=payload.id', 'wrong-key', 'bad-signature'])
    expect(orderOf(receiver.received[0] ?? { body: '' })).not.toBe(id)
    expect(all && genuine(toy, all)).toBe(false)
  })

  it('that the call itself asks for befalls the first attempt of its events', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({ status: 401 }, {})
    await order(toy, receiver.url, { 'integ-fault': 'corrupt' })
    await until(() => deliveries(toy).length === 1)
    toy.time.pass(5000)
    await until(() => deliveries(toy).length === 2)
    const [event] = await toy.client.events()
    expect(event?.deliveries.map((one) => genuine(toy, one))).toEqual([false, true])
  })
})
