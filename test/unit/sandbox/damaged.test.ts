import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { publish } from '../../../src/sandbox/published.ts'
import { placeOfSnapshot } from '../../../src/sandbox/snapshot-files.ts'
import { writeWhole } from '../../../src/sandbox/whole-file.ts'
import { http, request, signedCall, startToy, tempFolder } from './toy-sandbox.ts'

/** With a digest that fits: whoever writes a snapshot by hand can make one. */
function snapshotOf(world: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(world)).digest('hex')
  return JSON.stringify({ format: 'integ-sandbox-snapshot', version: 1, integ: '0', takenAt: '', digest, world })
}

const event = { id: 'evt_1', connector: 'toy', type: 'order.paid', at: '2026-01-01T00:00:00Z', payload: {} }
const delivery = { id: 'dlv_1', event: 'evt_1', at: event.at, url: 'http://127.0.0.1:1/', attempt: 1, request: {} }

describe('a snapshot made by hand', () => {
  it.each<[string, object]>([
    ['a time beyond all dates', { clock: { at: 1e20, frozen: false } }],
    ['a time before all dates', { clock: { at: -1e20, frozen: true } }],
    ['no connectors', { connectors: null }],
    ['a list of connectors', { connectors: [] }],
    ['an entry of something else', { connectors: { toy: [5] } }],
    ['an event without a type', { events: [{ id: 'evt_1', deliveries: [] }] }],
    ['an event of no time', { events: [{ ...event, at: 'nonsense', deliveries: [] }] }],
    ['a delivery of nothing', { events: [{ ...event, deliveries: [null] }] }],
    ['a delivery without a request', { events: [{ ...event, deliveries: [delivery] }] }],
  ])('with %s is called damaged and changes nothing', async (_name, part) => {
    const folder = tempFolder()
    const toy = await startToy({ stateFolder: folder })
    const place = placeOfSnapshot(join(folder, 'a.json'), folder, folder)
    writeFileSync(place.file, snapshotOf({ ...(await toy.worlds.take()), ...part }))
    await expect(toy.client.loadSnapshot(place)).rejects.toMatchObject({ code: 'snapshot-damaged' })
    expect(await toy.client.status()).toMatchObject({ clock: { now: '2026-01-01T00:00:00.000Z' } })
    expect(await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))).toMatchObject({ status: 201 })
  })

  it('without a world is called damaged', async () => {
    const folder = tempFolder()
    const toy = await startToy({ stateFolder: folder })
    const place = placeOfSnapshot(join(folder, 'a.json'), folder, folder)
    writeFileSync(place.file, '{"format":"integ-sandbox-snapshot","version":1}')
    await expect(toy.client.loadSnapshot(place)).rejects.toMatchObject({ code: 'snapshot-damaged' })
  })

  it('whose names are those of every object leaves objects as they are', async () => {
    const folder = tempFolder()
    const toy = await startToy({ stateFolder: folder })
    const place = placeOfSnapshot(join(folder, 'a.json'), folder, folder)
    const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as object
    const world = { ...(await toy.worlds.take()), connectors: { toy: [['__proto__', '__proto__', value]] } }
    writeFileSync(place.file, snapshotOf(world))
    await toy.client.loadSnapshot(place)
    await toy.client.saveSnapshot(place)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(readFileSync(place.file, 'utf8')).toContain('["__proto__","__proto__",{"__proto__"')
  })
})

describe('a sandbox', () => {
  it.each([
    ['restore.json', '{}'],
    ['restore.json', 'null'],
    ['restore.json', '{"connectors":{"toy":"x"},"events":[],"clock":{"at":1,"frozen":true}}'],
    ['restore.json', '{"connectors":{"toy":[5]},"events":[5],"clock":{}}'],
    ['clock.json', '{"frozenAt":1e20}'],
    ['clock.json', '{"offsetMs":1e300}'],
    ['lock', '{"pid":-1}'],
    ['lock', '{"pid":0}'],
    ['faults.jsonl', 'null\n5\n"x"\n[]\n{}\n'],
    ['faults.jsonl', '{"fault":null}\n{"fault":{"id":"x"}}\n{"tally":null}\n'],
    ['faults.jsonl', '{"fault":{"id":"x","on":"call","operation":5,"effect":{"kind":"reset"}}}\n'],
    ['faults.jsonl', '{"fault":{"id":"x","on":"call","effect":{"kind":"unheard-of"}}}\n'],
    ['events.jsonl', 'null\n5\n"x"\n[]\n{}\n'],
    ['events.jsonl', '{"event":null}\n{"event":{"id":"x"}}\n{"delivery":{"id":"x"}}\n'],
    ['state/toy.jsonl', 'null\n5\n"x"\n[]\n{}\n'],
    ['state/toy.jsonl', '{"put":null}\n{"put":["a"]}\n{"put":[1,2,3]}\n{"remove":5}\n'],
    ['state/toy.jsonl', `{"put":["a","b",${'['.repeat(5000)}${']'.repeat(5000)}]}\n`],
  ])('starts over a %s that holds %j', async (file, text) => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'state'))
    writeFileSync(join(folder, file), text)
    const toy = await startToy({ stateFolder: folder })
    expect(await toy.client.status()).toMatchObject({ clock: { now: '2026-01-01T00:00:00.000Z' } })
    expect(await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))).toMatchObject({ status: 201 })
    expect(await toy.client.events()).toHaveLength(1)
    const asked = request('GET', `${toy.control}/__integ/faults`, undefined, { authorization: `Bearer ${toy.token}` })
    expect(await http.send(asked)).toMatchObject({ status: 200 })
  })
})

describe('a file of the sandbox', () => {
  it('is never written through a link that somebody laid out in its folder', () => {
    const folder = tempFolder()
    const victim = join(folder, 'victim')
    writeFileSync(victim, 'precious')
    for (const name of ['world.json', 'sandbox.json']) symlinkSync(victim, join(folder, `${name}.${process.pid}.new`))
    writeWhole(join(folder, 'world.json'), { a: 1 })
    publish(folder, { pid: process.pid, control: '', token: 'secret', connectors: [], startedAt: '' })
    expect(readFileSync(victim, 'utf8')).toBe('precious')
    for (const name of ['world.json', 'sandbox.json']) {
      const found = lstatSync(join(folder, name))
      expect([found.isFile(), found.mode & 0o777]).toEqual([true, 0o600])
    }
  })
})
