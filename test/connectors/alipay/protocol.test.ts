import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBeijing, parseBeijing } from '../../../src/connectors/alipay/beijing-time.ts'
import { rawMembers } from '../../../src/connectors/alipay/v2/members.ts'
import type { HttpResponse, Json } from '../../../src/sdk/index.ts'
import { signMessage, verifyMessage } from '../../../src/signing/message.ts'
import { auth, connector, countingRandom, EMPTY, NOON, openSandbox, ORDER, stubOperation, v2 } from './bench.ts'

const credential = await auth.mint(countingRandom(), { now: () => 0 })
const query = stubOperation('alipay.trade.query')
const origin = new URL('https://openapi.alipay.com')
const input = { path: {}, query: { notify_url: 'https://m.example/n?a=1&b=2', auth_token: ' ' }, headers: {} }
const stamp = { timestamp: NOON / 1000, nonce: '' }
const clock = { now: () => NOON }
const partner = auth.keyRing!(credential, 'partner')
const platform = auth.keyRing!(credential, 'platform')

const text = (message: { body: Uint8Array }) => Buffer.from(message.body).toString()
const respond = (body: string): HttpResponse => ({
  kind: 'response',
  status: 200,
  headers: {},
  body: Buffer.from(body),
})
const answer = (body: Json) => v2.answer(query, { status: 200, body }, EMPTY)

describe('a request of the v2 protocol', () => {
  const body = { out_trade_no: 'T1', subject: '咖啡 & tea=1 100%' }
  const request = v2.request(query, { ...input, body }, origin, credential)

  it('puts common parameters in the URL and compact biz_content in the form, and sends no blank ones', () => {
    expect(request.url.pathname).toBe('/gateway.do')
    expect(Object.fromEntries(request.url.searchParams)).toEqual({
      method: 'alipay.trade.query',
      app_id: credential['app_id'],
      charset: 'utf-8',
      version: '1.0',
      notify_url: 'https://m.example/n?a=1&b=2',
    })
    expect(new URLSearchParams(text(request)).get('biz_content')).toBe(JSON.stringify(body))
  })

  it('is routed back to what was asked', () => {
    const { message } = signMessage(auth.request!, request, partner, stamp)
    expect(v2.route(message)).toEqual({
      operationId: 'alipay.trade.query',
      // A document made of v3 paths has some members in path or query.
      params: { notify_url: 'https://m.example/n?a=1&b=2', ...body },
      body,
    })
  })

  it('signs the values, not their encoding, in byte order, with the time of Beijing', () => {
    const { message, input: signed } = signMessage(auth.request!, request, partner, stamp)
    expect(signed.text).toBe(
      `app_id=${credential['app_id']}&biz_content=${JSON.stringify(body)}&charset=utf-8&method=alipay.trade.query` +
        '&notify_url=https://m.example/n?a=1&b=2&sign_type=RSA2&timestamp=2026-07-01 12:00:00&version=1.0',
    )
    expect(signed.parts.map(([name]) => name)[0]).toBe('app_id')
    expect(verifyMessage(auth.request!, message, platform, clock).ok).toBe(true)
  })

  it('takes a malformed timestamp literally when verifying', () => {
    const url = new URL(request.url)
    url.searchParams.set('timestamp', 'yesterday')
    const { message, input: signed } = signMessage(auth.request!, { ...request, url }, partner, stamp)
    expect(signed.text).toContain('&timestamp=yesterday&')
    expect(verifyMessage(auth.request!, message, platform, clock).ok).toBe(true)
  })

  it('signs with SHA-1 for RSA, and knows no other sign_type', () => {
    const { message } = signMessage(auth.request!, request, partner, stamp, 'RSA')
    expect(message.url.searchParams.get('sign_type')).toBe('RSA')
    expect(verifyMessage(auth.request!, message, platform, clock).ok).toBe(true)
    expect(auth.answerKeyId!(message)).toBe('RSA')
    const url = new URL(message.url)
    url.searchParams.set('sign_type', 'MD5')
    const unknown = { ...message, url }
    expect(verifyMessage(auth.request!, unknown, platform, clock)).toMatchObject({ ok: false, reason: 'unknown-key' })
  })

  it('leaves blank values out of the string, wherever they come from', () => {
    const url = new URL(request.url)
    url.searchParams.set('return_url', '  ')
    const { input: signed } = signMessage(auth.request!, { ...request, url }, partner, stamp)
    expect(signed.text).not.toContain('return_url')
  })

  it('of a page is one address for the browser', () => {
    const page = v2.request(stubOperation('alipay.trade.page.pay'), { ...input, body }, origin, credential)
    expect(page.method).toBe('GET')
    expect(page.url.searchParams.get('biz_content')).toBe(JSON.stringify(body))
    expect(v2.route(page)?.body).toEqual(body)
  })

  it('keeps numbers of biz_content as the digits that were sent', () => {
    const form = `biz_content=${encodeURIComponent('{"trade_no":2026070122001400000500000002,"total_amount":12.50,"note":"3 \\"4\\"","ok":true}')}`
    expect(v2.route({ ...request, body: Buffer.from(form) })?.body).toEqual({
      trade_no: '2026070122001400000500000002',
      total_amount: '12.50',
      note: '3 "4"',
      ok: true,
    })
  })

  it('is of this protocol at the gateway’s path only', () => {
    expect(v2.route({ ...request, url: new URL('/v3/alipay/trade/query', origin) })).toBeUndefined()
  })
})

describe('an answer of the v2 protocol', () => {
  const unsigned = answer({ code: '10000', msg: 'Success', qr_code: 'https://qr.alipay.com/bax' })

  it('is compact, escapes slashes, and is signed as its last member', () => {
    const { message } = signMessage(auth.response!, unsigned, platform, stamp)
    expect(text(message)).toMatch(
      /^\{"alipay_trade_query_response":\{"code":"10000","msg":"Success","qr_code":"https:\\\/\\\/qr\.alipay\.com\\\/bax"\},"sign":"[A-Za-z0-9+/=]+"\}$/,
    )
    expect(message.headers['content-type']).toBe('text/html;charset=utf-8')
    expect(message.headers['trace_id']).toMatch(/^[0-9a-f]{30}$/)
    expect(verifyMessage(auth.response!, message, partner, clock).ok).toBe(true)
    expect(v2.read(query, message)).toMatchObject({ qr_code: 'https://qr.alipay.com/bax' })
  })

  it('is checked over its raw characters, blanks and order included', () => {
    const node = '{"b" : 1.0, "a":"}\\"{"}'
    const value = platform.signer().sign({ text: node, parts: [] })
    const odd = respond(`{ "sign":"${value}", "more":"1", "alipay_trade_query_response" : ${node} }`)
    expect(verifyMessage(auth.response!, odd, partner, clock).ok).toBe(true)
    expect(verifyMessage(auth.response!, respond(text(odd).replace('1.0', '1.00')), partner, clock).ok).toBe(false)
  })

  it('is accepted when it was signed before its slashes were escaped', () => {
    const value = platform.signer().sign({ text: '{"url":"https://a/b"}', parts: [] })
    const response = respond(`{"error_response":{"url":"https:\\/\\/a\\/b"},"sign":"${value}"}`)
    expect(verifyMessage(auth.response!, response, partner, clock).ok).toBe(true)
  })

  it('covers an encrypted node with its quotation marks', () => {
    const value = platform.signer().sign({ text: '"AAAA=="', parts: [] })
    const response = respond(`{"alipay_trade_query_response":"AAAA==","sign":"${value}"}`)
    expect(verifyMessage(auth.response!, response, partner, clock).ok).toBe(true)
  })

  it.each(['', '{', '{"a"', '{"a":}', '{"a":1', '[]', 'null', '{"a":1}x', '{"a_response":{"b":1}'])(
    'that is %j does no harm',
    (body) => {
      expect(() => rawMembers(body)).not.toThrow()
      expect(verifyMessage(auth.response!, respond(body), partner, clock)).toMatchObject({
        ok: false,
        reason: 'missing',
      })
    },
  )

  it('gives back each member as it stands, for any JSON', () => {
    const any = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(any, fc.constantFrom(undefined, 1), (value, indent) => {
        const members = rawMembers(JSON.stringify(value, null, indent))
        expect(members?.map(([name, raw]) => [name, JSON.parse(raw) as unknown])).toEqual(
          Object.entries(JSON.parse(JSON.stringify(value)) as object),
        )
      }),
    )
  })

  it('is an error unless its code is 10000 or 10003', () => {
    const decode = connector.decodeError!
    expect(decode(answer({ code: '10000', msg: 'Success' }), query)).toBeUndefined()
    expect(decode(answer({ code: '10003', msg: 'order success pay inprocess' }), query)).toBeUndefined()
    expect(decode(answer({ access_token: 'x' }), query)).toBeUndefined()
    expect(
      decode(
        answer({ code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' }),
        query,
      ),
    ).toEqual({
      code: 'ACQ.TRADE_NOT_EXIST',
      message: '交易不存在',
      category: '40004',
      requestId: unsigned.headers['trace_id'],
    })
    expect(decode(answer({ code: '20000', msg: 'Service Currently Unavailable' }), query)).toMatchObject({
      code: '20000',
    })
  })

  it('may lack its signature only when it refuses', () => {
    const refused = answer({ code: '40002', sub_code: 'isv.invalid-app-id' })
    const forged = answer({ code: '10000', sub_code: 'isv.invalid-app-id' })
    expect([refused, forged, unsigned].map((one) => auth.unsignedAnswer!(one))).toEqual([true, false, false])
  })

  it('drops the link of production from the string that the gateway echoes', () => {
    const sub =
      '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：app_id=1&amp;b=2，解决方案：https://open.alipay.com/api/errCheck?traceId=1&source=openapi'
    const error = connector.decodeError!(
      answer({ code: '40002', sub_code: 'isv.invalid-signature', sub_msg: sub }),
      query,
    )
    expect(error?.signingText).toBe('app_id=1&b=2')
    expect(error?.signingInput?.parts).toEqual([
      ['app_id', '1'],
      ['b', '2'],
    ])
  })
})

describe('a page payment', () => {
  const page = { ...ORDER, product_code: 'FAST_INSTANT_TRADE_PAY' }

  it('leads to the cashier, and to a page with the code when the order cannot be paid any more', () => {
    const sandbox = openSandbox()
    const sent = sandbox.answer('page.pay', page)
    expect(sent).toMatchObject({ status: 302, signed: false })
    expect(sent.headers!['location']).toMatch(/^\/cashier\/[0-9a-f]{40}$/)
    sandbox.act('buyer.pay', { out_trade_no: 'T1' })
    expect(sandbox.call('query', { out_trade_no: 'T1' })['trade_status']).toBe('TRADE_SUCCESS')
    expect(sandbox.answer('page.pay', page).text).toContain('ACQ.TRADE_HAS_SUCCESS')
  })
})

describe('Beijing time', () => {
  it('does not depend on the time zone of the machine', () => {
    expect(formatBeijing(NOON)).toBe('2026-07-01 12:00:00')
    expect(parseBeijing('2026-07-01 12:00:00')).toBe(NOON)
    expect(parseBeijing('2026-07-01 12:00')).toBe(NOON)
    expect(formatBeijing(Date.UTC(2026, 11, 31, 16, 0, 0))).toBe('2027-01-01 00:00:00')
  })
  it.each(['2026-02-29 00:00:00', '2026-07-01 24:00:00', '2026-7-1 1:1:1', '2026-07-01', ''])(
    'does not take %j',
    (value) => expect(parseBeijing(value)).toBeUndefined(),
  )
})
