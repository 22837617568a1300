import { describe, it } from 'vitest'
import { acknowledgementOf, excerpt, lastLines, nearMiss } from '../../../src/checks/validate/facts.ts'
import { tamper } from '../../../src/checks/validate/tamper.ts'
import type { HttpResponse } from '../../../src/sdk/http.ts'
import type { WebhookScheme } from '../../../src/sdk/webhook.ts'

const response = (status: number, body: string): HttpResponse => ({
  kind: 'response',
  status,
  headers: {},
  body: Buffer.from(body),
})
const exactly = {
  acknowledged: ({ status, body }: HttpResponse) => status === 200 && Buffer.from(body).toString() === 'success',
  acknowledgement: () => response(200, 'success'),
} as unknown as WebhookScheme
const anything = {
  acknowledged: ({ status }: HttpResponse) => status >= 200 && status < 300,
  acknowledgement: () => response(204, ''),
} as unknown as WebhookScheme

describe('tamper', () => {
  it('changes the first amount and nothing else', ({ expect }) => {
    const change = tamper({ order: 'A1', total_amount: '88.88', fee: '1' })
    expect(change).toEqual({
      payload: { order: 'A1', total_amount: '188.88', fee: '1' },
      field: 'total_amount',
      from: '88.88',
      to: '188.88',
    })
  })

  it('reaches into objects and lists, and keeps numbers numbers', ({ expect }) => {
    const change = tamper({ id: 'x', items: [{ amount: { total: 500 } }] })
    expect(change?.payload).toEqual({ id: 'x', items: [{ amount: { total: 600 } }] })
    expect(change?.field).toBe('items.0.amount.total')
  })

  it('takes the first text where there is no amount, and nothing where there is nothing', ({ expect }) => {
    expect(tamper({ n: true, empty: '', name: 'Li' })).toMatchObject({ field: 'name', to: 'Lix' })
    expect(tamper({ n: true })).toBeUndefined()
  })
})

describe('what the platform expects', () => {
  it('is said as exact bytes where they are, and as a status where they are not', ({ expect }) => {
    expect(acknowledgementOf(exactly).en).toBe('HTTP 200, body exactly "success"')
    expect(acknowledgementOf(anything).en).toBe('HTTP 204, any body')
  })

  it('names the small difference', ({ expect }) => {
    expect(nearMiss(exactly, response(200, 'SUCCESS'))?.en).toContain('case')
    expect(nearMiss(exactly, response(200, 'success\n'))?.en).toContain('line breaks')
    expect(nearMiss(exactly, response(200, '"success"'))?.en).toContain('quotes')
    expect(nearMiss(exactly, response(201, 'success'))?.en).toContain('201')
    expect(nearMiss(exactly, response(200, 'fail'))).toBeUndefined()
  })
})

describe('evidence', () => {
  it('keeps a body on one line, cut', ({ expect }) => {
    expect(excerpt('a\n::error::x')).toBe('"a\\n::error::x"')
    expect(excerpt('x'.repeat(400))).toMatch(/^"x{300}" …$/)
  })

  it('marks the words of a program as its own and leaves its colours out', ({ expect }) => {
    expect(lastLines('one\n\u001b[31mtwo\u001b[0m\n\nthree\n', 2)).toEqual(['| two', '| three'])
  })
})
