import { describe, expect, it } from 'vitest'
import { parseOverride } from '../../../src/events/overrides.ts'
import { playScenario } from '../../../src/events/scenario.ts'
import { triggerEvent } from '../../../src/events/trigger.ts'
import { startReceiver, startToy } from '../sandbox/toy-sandbox.ts'
import { PAID, partnerToy, toyPorts } from './toy.ts'

async function stage(more: Parameters<typeof partnerToy>[0] = {}) {
  const connector = partnerToy(more)
  const toy = await startToy({ connectors: [connector] })
  const callPorts = toyPorts(connector, toy.url, toy.time)
  return { connector, toy, ports: { callPorts, client: toy.client } }
}

describe('a scenario', () => {
  it('plays calls and actions, hands values on, and reports the events with their deliveries', async () => {
    const { connector, ports } = await stage()
    const receiver = await startReceiver()
    const played = await playScenario(PAID, connector, ports, { notifyUrl: receiver.url })
    expect(played.steps.map(({ name, kind, target }) => [name, kind, target])).toEqual([
      ['order', 'operation', 'orders.create'],
      ['pay', 'action', 'toy.pay'],
    ])
    expect(played.steps[0]?.value).toMatchObject({ id: expect.any(String) as string })
    expect(played.steps[1]?.params).toEqual({ order: (played.steps[0]?.value as { id?: string } | undefined)?.id })
    expect(played.events.map(({ type }) => type)).toEqual(['order.paid'])
    expect(played.events[0]?.deliveries).toMatchObject([{ url: receiver.url, acknowledged: true, attempt: 1 }])
    expect(played.missing).toEqual([])
  })

  it('collects the events of its calls when the operation says that it emits them', async () => {
    const made = { ...PAID, id: 'order.made', steps: PAID.steps.slice(0, 1), emits: ['order.made'] }
    const { connector, ports } = await stage()
    const receiver = await startReceiver({ body: 'no' })
    const played = await playScenario(made, connector, ports, { notifyUrl: receiver.url })
    expect(played.steps[0]?.events).toEqual([played.events[0]?.id])
    expect(played.events[0]?.deliveries).toMatchObject([{ acknowledged: false }])
  })

  it('fills ${random} with fresh characters inside a text', async () => {
    const { connector, ports } = await stage()
    const first = await playScenario(PAID, connector, ports)
    const second = await playScenario(PAID, connector, ports)
    expect(first.steps[0]?.params['note']).toMatch(/^no\. [0-9a-z]{12}$/)
    expect(first.steps[0]?.params['note']).not.toBe(second.steps[0]?.params['note'])
  })

  it('ends at the call that the platform refuses and says what it said', async () => {
    const { connector, ports } = await stage()
    const broken = {
      ...PAID,
      steps: [{ name: 'order', operation: 'orders.crash', params: { amount: 1 } }, ...PAID.steps],
    }
    const played = await playScenario(broken, connector, ports)
    expect(played.refused?.outcome.error?.code).toBe('unavailable')
    expect(played.steps).toHaveLength(1)
    expect(played.missing).toEqual([])
  })

  it('says which promised events did not come', async () => {
    const { connector, ports } = await stage()
    const played = await playScenario({ ...PAID, steps: PAID.steps.slice(0, 1) }, connector, ports)
    expect(played.missing).toEqual(['order.paid'])
  })

  it('is refused with the reason when a reference leads nowhere', async () => {
    const { connector, ports } = await stage()
    const broken = { ...PAID, steps: [{ name: 'pay', action: 'toy.pay', params: { order: '${order.id}' } }] }
    await expect(playScenario(broken, connector, ports)).rejects.toMatchObject({ code: 'scenario-broken' })
  })

  it('is refused outside of the sandbox when a person has to act', async () => {
    const { connector, ports } = await stage()
    const away = playScenario(PAID, connector, { callPorts: ports.callPorts }, { environment: 'sandbox' })
    await expect(away).rejects.toMatchObject({ code: 'scenario-needs-sandbox', category: 'usage' })
  })

  it('takes another value by --set, with the type of the value it replaces', async () => {
    const { connector, ports } = await stage()
    const played = await playScenario(PAID, connector, ports, { set: [parseOverride('amount=7')] })
    expect(played.steps[0]?.params['amount']).toBe(7)
    expect(played.events[0]?.payload).toMatchObject({ amount: 7 })
  })
})

describe('a triggered event', () => {
  it('without a scenario is sent from its example, with overrides', async () => {
    const { connector, ports } = await stage({ scenario: () => undefined })
    const receiver = await startReceiver()
    const event = connector.event('order.paid') as never
    const set = [parseOverride('id=mine')]
    const triggered = await triggerEvent(connector, event, ports, { set, notifyUrl: receiver.url })
    expect(triggered.played).toBe(false)
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toEqual({ type: 'order.paid', payload: { id: 'mine' } })
  })

  it('reaches the address by listening where no call can name it, once, and leaves no listener behind', async () => {
    const { connector, ports, toy } = await stage({
      bodyProperties: () => ['amount', 'note'],
      operation: partnerToyPlain,
    })
    const receiver = await startReceiver()
    const event = connector.event('order.paid') as never
    const triggered = await triggerEvent(connector, event, ports, { notifyUrl: receiver.url })
    expect(triggered.events[0]?.deliveries).toMatchObject([{ url: receiver.url, acknowledged: true }])
    await toy.client.emit({ connector: 'toy', type: 'order.paid' })
    expect(receiver.received.filter(({ body }) => body.includes('order.paid'))).toHaveLength(1)
  })

  it('goes through the listener that stands in front of the address, and only once', async () => {
    const { connector, ports, toy } = await stage({
      bodyProperties: () => ['amount', 'note'],
      operation: partnerToyPlain,
    })
    const [front, behind] = [await startReceiver(), await startReceiver()]
    await toy.client.addListener({ url: front.url, forwards: behind.url })
    const triggered = await triggerEvent(connector, connector.event('order.paid') as never, ports, {
      notifyUrl: behind.url,
    })
    expect(triggered.events[0]?.deliveries.map(({ url }) => url)).toEqual([front.url])
    expect(behind.received).toEqual([])
  })
})

function partnerToyPlain(id: string) {
  const found = partnerToy().operation(id)
  return found && { ...found, extensions: {} }
}
