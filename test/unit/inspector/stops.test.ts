import { describe, it } from 'vitest'
import { stopsOf } from '../../../src/inspector/events/stops.ts'
import type { TimelineAnswer } from '../../../src/sandbox/event-timeline.ts'

const event = { id: 'evt_1', at: '2026-01-01T00:00:00.000Z', connector: 'toy', type: 'order.made', payload: {}, deliveries: [] } // prettier-ignore
const delivery = (url: string, at: string) =>
  ({ id: at, event: 'evt_1', at, url, attempt: 1, request: { method: 'POST', headers: {}, body: '' }, acknowledged: false, ms: 1 }) // prettier-ignore
const base: TimelineAnswer = { event, planned: [], signed: {}, retries: [5, 60], now: event.at }

describe('the stops of a delivery schedule', () => {
  it('are the attempts made at each address and those to come', ({ expect }) => {
    const deliveries = [
      delivery('http://a/', '2026-01-01T00:00:00.000Z'),
      delivery('http://b/', '2026-01-01T00:00:01.000Z'),
    ]
    const planned = [{ url: 'http://b/', at: ['2026-01-01T00:00:06.000Z'] }]
    const lanes = stopsOf({ ...base, event: { ...event, deliveries }, planned })
    expect(lanes.map(({ url, stops }) => [url, stops.map((stop) => stop.delivery !== undefined)])).toEqual([
      ['http://a/', [true]],
      ['http://b/', [true, false]],
    ])
  })

  it('begin when an event that is sent later is due, and are none where there is nowhere to send', ({ expect }) => {
    const later = { ...event, url: 'http://a/', dueAt: '2026-01-01T01:00:00.000Z' }
    expect(stopsOf({ ...base, event: later })[0]?.stops.map(({ at }) => at)).toEqual([
      '2026-01-01T01:00:00.000Z',
      '2026-01-01T01:00:05.000Z',
      '2026-01-01T01:01:05.000Z',
    ])
    expect(stopsOf(base)).toEqual([])
  })
})
