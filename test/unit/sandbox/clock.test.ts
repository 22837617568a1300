import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { systemTimers } from '../../../src/sandbox/alarms.ts'
import { createSandboxClient } from '../../../src/sandbox/client.ts'
import { startSandbox } from '../../../src/sandbox/start.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { systemRandom } from '../../../src/system/random.ts'
import { PARTNER, toyConnector } from './toy-connector.ts'
import { http, jsonOf, signedCall, startReceiver, startToy, tempFolder, testTime, until } from './toy-sandbox.ts'

const DAY = 86_400_000
const at = (clock: { now: string }) => Date.parse(clock.now)

async function order(toy: Awaited<ReturnType<typeof startToy>>, body: Record<string, unknown>): Promise<string> {
  return String(jsonOf(await http.send(signedCall(`${toy.url}/orders`, { amount: 1, ...body }, toy.time)))['id'])
}

describe("the sandbox's clock", () => {
  it('passes thirty days with a whole series of refused deliveries in less than a second, in the order of time', async ({
    expect,
  }) => {
    const connector = toyConnector()
    const retries = [240, 600, 600, 3600, 7200, 21_600, 54_000]
    const patient = { ...connector, webhooks: { toy: { ...connector.webhooks['toy']!, retries } } }
    const receiver = await startReceiver({ body: 'fail' })
    const toy = await startToy({ connectors: [patient] })
    await order(toy, { notify: receiver.url })
    await until(() => toy.records.some(({ type }) => type === 'delivery'))
    await order(toy, { notify: receiver.url, after: 5 * 60_000 })
    const began = performance.now()
    const travelled = await toy.client.advanceClock('30d')
    const took = performance.now() - began
    expect(took, `${took.toFixed()} ms`).toBeLessThan(1000)
    expect(receiver.received).toHaveLength(16)
    expect(travelled).toMatchObject({ sent: 1, acknowledged: 0, clock: { waiting: 0 } })
    const times = travelled.deliveries.map((one) => Date.parse(one.at) - Date.parse(travelled.from))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.map((ms) => ms / 1000)).toContain(240 + 600 + 600 + 3600 + 7200 + 21_600 + 54_000)
    expect(at(travelled.clock) - Date.parse(travelled.from)).toBe(30 * DAY)
  })

  it('lets what is set on the way take part, and stands at the time of each delivery', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({ status: 500 })
    await order(toy, { notify: receiver.url, after: 60_000 })
    const { deliveries, next } = await toy.client
      .advanceClock('66s')
      .then((travelled) => ({ ...travelled, next: travelled.clock.next }))
    expect(deliveries.map((one) => [one.attempt, one.at.slice(14, 19)])).toEqual([
      [1, '01:00'],
      [2, '01:05'],
    ])
    expect(next).toBe('2026-01-01T00:02:05.000Z')
  })

  it('leaves signatures with a time window on real time, so that an application still gets through', async ({
    expect,
  }) => {
    const toy = await startToy()
    await toy.client.advanceClock('30d')
    expect((await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))).status).toBe(201)
    const late = { now: () => toy.time.now() + 30 * DAY }
    expect((await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, late))).status).toBe(401)
    const [event] = await toy.client.events()
    expect(event?.at).toBe('2026-01-31T00:00:00.000Z')
  })

  it('stamps events whose scheme has no window with simulated time', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({})
    await toy.client.advanceClock('1d')
    await order(toy, { notify: receiver.url })
    await until(() => receiver.received.length > 0)
    expect(Number(receiver.received[0]?.headers['x-toy-time']) * 1000).toBe(Date.parse('2026-01-02T00:00:00Z'))
  })

  it('stands still when frozen, and goes on from there', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({ status: 500 }, {})
    await order(toy, { notify: receiver.url })
    await until(() => toy.records.some(({ type }) => type === 'delivery'))
    expect((await toy.client.freezeClock()).frozen).toBe(true)
    toy.time.pass(10_000)
    expect(await toy.client.clock()).toMatchObject({ now: '2026-01-01T00:00:00.000Z', offsetMs: -10_000, waiting: 1 })
    expect(toy.time.pending()).toBe(0)
    await toy.client.resumeClock()
    toy.time.pass(4_999)
    expect(receiver.received).toHaveLength(1)
    toy.time.pass(1)
    await until(() => receiver.received.length === 2)
    expect(receiver.received).toHaveLength(2)
  })

  it('goes back only while the sandbox is empty; a reset empties it and puts the clock back', async ({ expect }) => {
    const toy = await startToy()
    expect(at((await toy.client.setClock('2027-03-01T00:00:00Z')).clock)).toBe(Date.parse('2027-03-01T00:00:00Z'))
    expect(at((await toy.client.setClock('2026-06-01 08:00:00+08:00')).clock)).toBe(Date.parse('2026-06-01T00:00:00Z'))
    await order(toy, {})
    await expect(toy.client.setClock('2026-05-01')).rejects.toMatchObject({ code: 'sandbox-clock-backwards' })
    await expect(toy.client.resetClock()).rejects.toMatchObject({ code: 'sandbox-clock-backwards' })
    await toy.client.reset()
    expect(await toy.client.clock()).toMatchObject({ offsetMs: 0, frozen: false })
  })

  it('keeps its time over a restart, readable by this user only, and says so when it cannot', async ({ expect }) => {
    const stateFolder = tempFolder()
    const time = testTime()
    const first = await startToy({ stateFolder }, { time })
    await first.client.advanceClock('2d')
    await first.close()
    time.pass(1000)
    const second = await startToy({ stateFolder }, { time })
    expect((await second.client.clock()).now).toBe('2026-01-03T00:00:01.000Z')
    await second.client.freezeClock()
    await second.close()
    time.pass(DAY)
    const third = await startToy({ stateFolder }, { time })
    expect(await third.client.clock()).toMatchObject({ now: '2026-01-03T00:00:01.000Z', frozen: true })
    await third.close()
    const file = join(stateFolder, 'clock.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, frozenAt: Date.parse('2026-01-03T00:00:01Z') })
    writeFileSync(file, '{"version"')
    const fourth = await startToy({ stateFolder }, { time })
    expect(fourth.records).toContainEqual(expect.objectContaining({ type: 'notice', code: 'clock-damaged' }))
  })

  it('refuses what is no time and no duration', async ({ expect }) => {
    const toy = await startToy()
    for (const by of ['', '5', 'soon', '-1d', '1d and more', '1x']) {
      const code = by === '' ? 'invalid-value' : 'sandbox-clock-unreadable'
      await expect(toy.client.advanceClock(by)).rejects.toMatchObject({ code })
    }
    for (const to of ['tomorrow', '2026-02-31', '2026-13-01', '99999-01-01', '18:00'])
      await expect(toy.client.setClock(to)).rejects.toMatchObject({ code: 'sandbox-clock-unreadable' })
    expect((await toy.client.advanceClock('1d 12h')).to).toBe('2026-01-02T12:00:00.000Z')
  })

  it('waits, with real timers too, for a delivery that is under way before it moves on', async ({ expect }) => {
    const slow = await startReceiver({ status: 500 }, {})
    const sandbox = await startSandbox(
      { connectors: [toyConnector()], credentials: () => [PARTNER], version: '0.0.0', port: 0 },
      { clock: systemClock, random: systemRandom, http, timers: systemTimers() },
    )
    const client = createSandboxClient(sandbox, http)
    await http.send(signedCall(`${sandbox.url('toy')}/orders`, { amount: 1, notify: slow.url }, systemClock))
    const travelled = await client.advanceClock('10s')
    await sandbox.close()
    expect(slow.received).toHaveLength(2)
    expect(travelled).toMatchObject({ acknowledged: 1 })
  })
})
