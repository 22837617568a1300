import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { placeOfSnapshot } from '../../../src/sandbox/snapshot-files.ts'
import { http, jsonOf, signedCall, startReceiver, startToy, tempFolder, until } from './toy-sandbox.ts'

type Toy = Awaited<ReturnType<typeof startToy>>

async function order(toy: Toy, body: Record<string, unknown> = {}): Promise<string> {
  return String(jsonOf(await http.send(signedCall(`${toy.url}/orders`, { amount: 1, ...body }, toy.time)))['id'])
}
const deliveries = (toy: Toy) => toy.records.filter(({ type }) => type === 'delivery')

describe('a snapshot', () => {
  it('brings back orders, events with what is still to be delivered, and the clock', async ({ expect }) => {
    const folder = tempFolder()
    const toy = await startToy({ stateFolder: folder })
    const receiver = await startReceiver({ status: 500 }, {}, { status: 500 }, { status: 500 }, {})
    const id = await order(toy, { notify: receiver.url })
    await until(() => deliveries(toy).length === 1)
    await toy.client.freezeClock()
    const place = placeOfSnapshot('ordered', folder, folder)
    const facts = await toy.client.saveSnapshot(place)
    expect(facts).toMatchObject({ at: '2026-01-01T00:00:00.000Z', connectors: ['toy'], entries: 1, events: 1 })
    expect(statSync(place.file).mode & 0o777).toBe(0o600)
    const before = await toy.client.events()

    expect(await toy.client.advanceClock('5s')).toMatchObject({ acknowledged: 1 })
    await order(toy)
    await toy.client.act('pay', { order: id })
    await toy.client.loadSnapshot(place)
    expect(await toy.client.events()).toEqual(before)
    expect(await toy.client.clock()).toMatchObject({ now: '2026-01-01T00:00:00.000Z', frozen: true, waiting: 1 })
    expect(await toy.client.advanceClock('1h')).toMatchObject({ acknowledged: 1, failed: 1 })
    expect((await toy.client.events())[0]?.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
    await toy.close()
    const again = await startToy({ stateFolder: folder }, { seed: 'again' })
    expect((await again.client.events()).map(({ id: event }) => event)).toEqual(before.map(({ id: event }) => event))
    await expect(again.client.act('pay', { order: id })).resolves.toMatchObject({ result: { paid: id } })
  })

  it('that is damaged, of a newer integ, or of a platform that is not served changes nothing', async ({ expect }) => {
    const folder = tempFolder()
    const toy = await startToy({ stateFolder: folder })
    await order(toy)
    const place = placeOfSnapshot(join(folder, 'a.json'), folder, folder)
    await toy.client.saveSnapshot(place)
    const good = readFileSync(place.file, 'utf8')
    await order(toy)
    const events = await toy.client.events()
    const changed = JSON.parse(good) as { world: { connectors: Record<string, unknown> }; version: number }
    const cases = [
      [good.slice(0, -20), 'snapshot-damaged'],
      [good.replace('"amount":1', '"amount":2'), 'snapshot-damaged'],
      ['{}', 'snapshot-damaged'],
      ['[1]', 'snapshot-damaged'],
      [JSON.stringify({ ...changed, version: 2 }), 'snapshot-newer'],
    ] as const
    for (const [text, code] of cases) {
      writeFileSync(place.file, text)
      await expect(toy.client.loadSnapshot(place)).rejects.toMatchObject({ code })
    }
    writeFileSync(place.file, good)
    const strange = { ...toy.worlds, world: await toy.worlds.take() }
    await expect(
      toy.worlds.put({ ...strange.world, connectors: { ...strange.world.connectors, other: [] } }),
    ).rejects.toMatchObject({ code: 'connector-not-served' })
    await expect(toy.client.loadSnapshot(placeOfSnapshot('nothing', folder, folder))).rejects.toMatchObject({
      code: 'snapshot-not-found',
    })
    expect(await toy.client.events()).toEqual(events)
  })

  it('is put in by the next start when a process died while it did', async ({ expect }) => {
    const folder = tempFolder()
    const first = await startToy({ stateFolder: folder })
    await order(first)
    const world = await first.worlds.take()
    await first.client.reset()
    await first.close()
    writeFileSync(join(folder, 'restore.json'), JSON.stringify(world))
    const second = await startToy({ stateFolder: folder })
    expect(await second.worlds.take()).toEqual(world)
    expect(existsSync(join(folder, 'restore.json'))).toBe(false)
  })

  it('has a name that stays in its folder', ({ expect }) => {
    const bad = ['..', '.', '.hidden', 'a b', 'x'.repeat(65), 'con', 'NUL.x', '-rf', 'a..b', '', 'a\u0000b', 'end.']
    for (const name of bad)
      expect(() => placeOfSnapshot(name, '/state', '/home'), name).toThrow(
        expect.objectContaining({ code: 'snapshot-name' }),
      )
    expect(placeOfSnapshot('付款后', '/state', '/home').file).toBe(join('/state', 'snapshots', '付款后.json'))
    expect(placeOfSnapshot('./a.json', '/state', '/home').file).toBe(join('/home', 'a.json'))
  })

  it('can be held in memory, and let go or put back', async ({ expect }) => {
    const toy = await startToy()
    await order(toy)
    const release = await toy.client.holdWorld()
    await order(toy)
    await release(true)
    expect(await toy.client.events()).toHaveLength(1)
  })
})
