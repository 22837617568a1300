import { describe, it } from 'vitest'
import { createExchanges, type Exchange } from '../../../src/sandbox/exchanges.ts'
import { request } from './toy-sandbox.ts'

function exchange(id: string, more: Partial<Exchange['record']> = {}, body = ''): Exchange {
  const record = { type: 'request', id, at: '2026-01-01T00:00:00.000Z', connector: 'toy', method: 'POST', path: '/orders', status: 200, verified: true, ms: 1, ...more } as const // prettier-ignore
  const response = { kind: 'response', status: record.status, headers: {}, body: Buffer.from(body) } as const
  return { record, request: request('POST', 'http://127.0.0.1/orders'), response, trace: {}, events: [] }
}
const ids = (found: readonly Exchange[]): string[] => found.map(({ record }) => record.id)

describe('the exchanges that are kept', () => {
  it('are the last ones, bounded by count and by bytes', ({ expect }) => {
    const few = createExchanges({ count: 2, bytes: 1e9 })
    for (const id of ['a', 'b', 'c']) few.add(exchange(id))
    expect(ids(few.list({}, 10))).toEqual(['c', 'b'])
    const small = createExchanges({ count: 10, bytes: 10_000 })
    small.add(exchange('a', {}, 'x'.repeat(5000)))
    small.add(exchange('b', {}, 'x'.repeat(5000)))
    expect(ids(small.list({}, 10))).toEqual(['b'])
    small.add(exchange('huge', {}, 'x'.repeat(50_000)))
    expect(ids(small.list({}, 10))).toEqual(['huge'])
    expect(small.size().count).toBe(1)
  })

  it('are found by outcome, platform, status and anything in them, page by page', ({ expect }) => {
    const kept = createExchanges()
    kept.add(exchange('a', { operation: 'orders.create' }, '{"note":"拿铁"}'))
    kept.add(exchange('b', { status: 404, connector: 'other' }))
    kept.add(exchange('c', { code: 'ACQ.TRADE_NOT_EXIST' }))
    expect(ids(kept.list({ status: 'ok' }, 10))).toEqual(['a'])
    expect(ids(kept.list({ status: 'failed' }, 10))).toEqual(['c', 'b'])
    expect(ids(kept.list({ status: '4xx' }, 10))).toEqual(['b'])
    expect(ids(kept.list({ connector: 'other' }, 10))).toEqual(['b'])
    expect(ids(kept.list({ q: '拿铁' }, 10))).toEqual(['a'])
    expect(ids(kept.list({ q: 'trade_not' }, 10))).toEqual(['c'])
    expect(ids(kept.list({}, 2))).toEqual(['c', 'b'])
    expect(ids(kept.list({ before: 'b' }, 2))).toEqual(['a'])
    kept.clear('toy')
    expect(ids(kept.list({}, 10))).toEqual(['b'])
  })
})
