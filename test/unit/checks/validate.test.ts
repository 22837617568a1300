import { describe, it } from 'vitest'
import { acknowledgementOf, excerpt, lastLines, nearMiss } from '../../../src/checks/validate/facts.ts'
import { aboutOrder, strangeNumber } from '../../../src/checks/validate/other-order.ts'
import { otherAmount, tamperings } from '../../../src/checks/validate/tamper.ts'
import type { HttpResponse } from '../../../src/sdk/http.ts'
import type { WebhookScheme } from '../../../src/sdk/webhook.ts'
import { seededRandom } from '../../support/fixed.ts'

const random = seededRandom()
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

describe('tamperings', () => {
  it('change the first amount, and a text that no receiver compares', ({ expect }) => {
    const changes = tamperings({ order_no: 'A1', total_amount: '88.88', fee: '1', status: 'PAID', subject: 'Tea' })
    expect(changes).toEqual([
      {
        payload: { order_no: 'A1', total_amount: '188.88', fee: '1', status: 'PAID', subject: 'Tea' },
        field: 'total_amount',
        from: '88.88',
        to: '188.88',
      },
      {
        payload: { order_no: 'A1', total_amount: '88.88', fee: '1', status: 'PAID', subject: 'Teax' },
        field: 'subject',
        from: 'Tea',
        to: 'Teax',
      },
    ])
  })

  it('reach into objects and lists, and keep numbers numbers', ({ expect }) => {
    const [change] = tamperings({ id: 'x', items: [{ amount: { total: 500 } }] })
    expect(change?.payload).toEqual({ id: 'x', items: [{ amount: { total: 600 } }] })
    expect(change?.field).toBe('items.0.amount.total')
  })

  it('are one where there is no amount, and none where there is nothing', ({ expect }) => {
    expect(tamperings({ n: true, empty: '', name: 'Li' })).toMatchObject([{ field: 'name', to: 'Lix' }])
    expect(tamperings({ n: true })).toEqual([])
  })
})

describe('another amount and another order', () => {
  it('stay consistent in themselves', ({ expect }) => {
    const change = otherAmount({ total_amount: '88.00', receipt_amount: '88.00', point_amount: '0.00' })
    expect(change?.payload).toEqual({ total_amount: '188.00', receipt_amount: '188.00', point_amount: '0.00' })
    expect(otherAmount({ name: 'Li' })).toBeUndefined()
    const moved = aboutOrder({ out_trade_no: 'A1', trade_no: '2026112222001', app_id: '9021' }, 'A1', 'B2', random)
    expect(moved).toMatchObject({ out_trade_no: 'B2', app_id: '9021' })
    expect((moved as { trade_no: string }).trade_no).toMatch(/^(?!2026112222001$)\d{13}$/)
    expect(aboutOrder({ id: 'other' }, 'A1', 'B2', random)).toBeUndefined()
  })

  it('have numbers of the form that is usual there', ({ expect }) => {
    expect(strangeNumber('S1700000000000', random)).toMatch(/^S\d{13}$/)
    expect(strangeNumber('12', random)).toMatch(/^\d{10}$/)
    expect(strangeNumber('abc', random)).toMatch(/^abc\d{8}$/)
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
