import { describe, expect, it } from 'vitest'
import type { Received } from '../../../../src/events/receiver.ts'
import { deliveryLines } from '../../../../src/ui/render/delivery.ts'
import { tellingFacts } from '../../../../src/ui/render/facts.ts'
import { receivedDocument, receivedLines } from '../../../../src/ui/render/received.ts'
import { createStyle } from '../../../../src/ui/style.ts'

const style = createStyle(false)
const response = (body: string, status = 200) =>
  ({ kind: 'response', status, headers: {}, body: Buffer.from(body) }) as const
const base: Received = {
  at: new Date(2026, 6, 1, 12, 0, 5).getTime(),
  connector: 'alipay',
  kind: 'event',
  request: {
    kind: 'request',
    method: 'POST',
    url: new URL('http://127.0.0.1:5000/alipay'),
    headers: { 'integ-event': 'evt_0123456789abcdef' },
    body: Buffer.from('out_trade_no=T1'),
  },
  verdict: { ok: true, keyId: 'RSA2', input: { text: '', parts: [] } },
  event: {
    type: 'alipay.trade.paid',
    id: 'n1',
    payload: {
      out_trade_no: 'T1',
      trade_no: '2026',
      trade_status: 'TRADE_SUCCESS',
      total_amount: '9.90',
      buyer_id: 'x',
    },
  },
  repeated: false,
  wanted: true,
  forwarded: {
    url: 'http://127.0.0.1:3000/notify?sign=abc',
    response: response('success'),
    acknowledged: true,
    ms: 12.4,
  },
  response: response('success'),
  acknowledged: true,
  expected: response('success'),
  ms: 13,
}

describe('a line of listen', () => {
  it('says time, event, id, facts, signature, and what became of it, in English and Chinese', () => {
    expect(receivedLines(base, 'en', style)).toEqual([
      '12:00:05  alipay.trade.paid  evt_0123456789abcdef  out_trade_no=T1 trade_status=TRADE_SUCCESS total_amount=9.90  verified  → http://127.0.0.1:3000/notify 200 · 12 ms · acknowledged',
    ])
    expect(receivedLines(base, 'zh', style)[0]).toMatch(
      /验签通过 {2}→ http:\/\/127\.0\.0\.1:3000\/notify 200 · 12 ms · 已确认$/,
    )
  })

  it('says why a signature does not hold', () => {
    const words = (reason: 'missing' | 'unknown-key' | 'expired' | 'mismatch') =>
      receivedLines({ ...base, verdict: { ok: false, reason } }, 'en', style)[0]
    expect(words('missing')).toContain('not verified: unsigned')
    expect(words('unknown-key')).toContain('not verified: signed by another key')
    expect(words('mismatch')).toContain('changed after signing')
    expect(words('expired')).toContain('not verified: too old')
  })

  it('shows what was expected when the integration answered something else', () => {
    const forwarded = { ...base.forwarded!, response: response('SUCCESS'), acknowledged: false }
    const lines = receivedLines({ ...base, forwarded, acknowledged: false }, 'en', style)
    expect(lines[0]).toMatch(/200 · 12 ms · not acknowledged$/)
    expect(lines[1]?.trim()).toBe('expected 200 "success", came 200 "SUCCESS"')
  })

  it('names what is wrong when the integration is down', () => {
    const forwarded = { url: 'http://127.0.0.1:3000/n', acknowledged: false, error: 'connection-refused', ms: 1 }
    expect(receivedLines({ ...base, forwarded, acknowledged: false }, 'en', style)[0]).toContain(
      'nothing listens there',
    )
    expect(receivedLines({ ...base, forwarded, acknowledged: false }, 'zh', style)[0]).toContain('没有服务在监听')
  })

  it('says that integ itself acknowledged when nothing is forwarded', () => {
    const { forwarded: _, ...own } = base
    expect(receivedLines(own, 'en', style)[0]).toMatch(/acknowledged by integ$/)
  })

  it('lets no control character of a payload reach the terminal', () => {
    const payload = { out_trade_no: 'T\u001b[2J\u0007' }
    const text = receivedLines({ ...base, event: { ...base.event!, payload } }, 'en', style, true).join('\n')
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  })

  it('is one JSON object per delivery without body unless asked', () => {
    expect(receivedDocument(base, false)).toMatchObject({
      type: 'event',
      event: 'alipay.trade.paid',
      id: 'evt_0123456789abcdef',
      verified: true,
      forwarded: { status: 200, ms: 12 },
      acknowledged: true,
    })
    expect(receivedDocument(base, false)).not.toHaveProperty('body')
    expect(receivedDocument(base, true)).toMatchObject({ body: 'out_trade_no=T1' })
  })
})

describe('a delivery', () => {
  const delivery = {
    id: 'dlv_1',
    event: 'evt_1',
    at: '2026-07-01T00:00:00Z',
    url: 'http://127.0.0.1:3000/n',
    attempt: 1,
    request: { method: 'POST', headers: {}, body: '' },
    response: { status: 200, headers: {}, body: 'SUCCESS' },
    acknowledged: false,
    ms: 3,
    nextAttemptAt: '2026-07-01T00:04:00Z',
  }
  it.each([
    ['SUCCESS', 'Only the letter case differs.'],
    ['success\n', 'The word is right, but there is white space around it.'],
    ['"success"', 'The word is right, but it stands in quotation marks.'],
  ])('answered with %j is told apart from the word that was expected', (body, words) => {
    const lines = deliveryLines(
      { ...delivery, response: { ...delivery.response, body } },
      response('success'),
      'en',
      style,
    )
    expect(lines.join('\n')).toContain(words)
    expect(lines.join('\n')).toMatch(/expected {2}200 "success"[^]*next attempt/)
  })
})

describe('the facts of a payload', () => {
  it('are few, scalar, short, and the same kind is not told twice', () => {
    expect(tellingFacts({ entry: { changes: { from: '8613800000000', text: { body: 'hello\nworld' } } } })).toEqual([
      { name: 'from', value: '8613800000000' },
      { name: 'body', value: 'hello world' },
    ])
    expect(tellingFacts({ total_amount: 1, order_id: 'x'.repeat(100) }).map(({ value }) => value.length)).toEqual([
      32, 1,
    ])
    expect(tellingFacts(null)).toEqual([])
  })
})
