import { appendFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { openJournal } from '../../../src/delivery/journal.ts'
import type { DeliveryRecord, EventFacts } from '../../../src/delivery/records.ts'
import { tempFolder } from '../sandbox/toy-sandbox.ts'

const event = (id: string, connector = 'toy'): EventFacts => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  connector,
  type: 't',
  payload: { id },
})
const delivery = (id: string, of: string): DeliveryRecord => ({
  id,
  event: of,
  at: '2026-01-01T00:00:01.000Z',
  url: 'http://127.0.0.1/',
  attempt: 1,
  request: { method: 'POST', headers: {}, body: 'a\nb' },
  acknowledged: true,
  ms: 1,
})

describe('the journal', () => {
  it('gives events newest first, with their deliveries, after a restart too', ({ expect }) => {
    const file = join(tempFolder(), 'events.jsonl')
    const first = openJournal(file)
    for (const id of ['a', 'b', 'c']) first.addEvent(event(id))
    first.addDelivery(delivery('d', 'a'))
    first.close()
    const second = openJournal(file)
    expect(second.events().map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(second.events(1).map(({ id }) => id)).toEqual(['c'])
    expect(second.event('a')).toEqual({ ...event('a'), deliveries: [delivery('d', 'a')] })
    second.close()
  })

  it('keeps the newest events, in memory and on disk', ({ expect }) => {
    const file = join(tempFolder(), 'events.jsonl')
    const limits = { events: 10, deliveries: 10 }
    const journal = openJournal(file, limits)
    for (let turn = 0; turn < 2000; turn += 1) {
      journal.addEvent(event(`e${turn}`))
      journal.addDelivery(delivery(`d${turn}`, `e${turn}`))
    }
    expect(journal.events().map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, at) => `e${1999 - at}`))
    expect(statSync(file).size).toBeLessThan(80_000)
    journal.close()
    const again = openJournal(file, limits)
    expect(again.events()).toHaveLength(10)
    again.close()
  })

  it('is bounded by bytes too, and keeps the newest event however large it is', ({ expect }) => {
    const file = join(tempFolder(), 'events.jsonl')
    const journal = openJournal(file, { bytes: 5000 })
    const large = (id: string, size: number) => ({ ...event(id), payload: { note: 'x'.repeat(size) } })
    for (let turn = 0; turn < 10; turn += 1) journal.addEvent(large(`e${turn}`, 1000))
    expect(journal.events().map(({ id }) => id)).toEqual(['e9', 'e8', 'e7', 'e6'])
    journal.addEvent(large('huge', 9000))
    expect(journal.events().map(({ id }) => id)).toEqual(['huge'])
    journal.close()
    const again = openJournal(file, { bytes: 5000 })
    expect(again.events().map(({ id }) => id)).toEqual(['huge'])
    again.close()
  })

  it('forgets the events of one connector, for good', ({ expect }) => {
    const file = join(tempFolder(), 'events.jsonl')
    const first = openJournal(file)
    first.addEvent(event('a'))
    first.addEvent(event('b', 'other'))
    first.clear('toy')
    first.close()
    const second = openJournal(file)
    expect(second.events().map(({ id }) => id)).toEqual(['b'])
    second.close()
  })

  it('cuts off half a line that a crash left', ({ expect }) => {
    const file = join(tempFolder(), 'events.jsonl')
    const first = openJournal(file)
    first.addEvent(event('a'))
    first.close()
    appendFileSync(file, '{"event":{"id":"b"')
    const second = openJournal(file)
    second.addEvent(event('c'))
    second.close()
    const third = openJournal(file)
    expect(third.events().map(({ id }) => id)).toEqual(['c', 'a'])
    third.close()
  })
})
