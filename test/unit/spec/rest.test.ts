import { describe, expect, it } from 'vitest'
import type { OperationInput } from '../../../src/sdk/operation.ts'
import { decodeHttpError } from '../../../src/spec/decode-error.ts'
import { createRest } from '../../../src/spec/rest.ts'
import { fixture, open, openValue } from '../../support/specs.ts'

const base = new URL('http://127.0.0.1:8000')
const empty: OperationInput = { path: {}, query: {}, headers: {} }
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString()

async function shop() {
  const document = await open(fixture('shop-3.0.yaml'))
  const rest = createRest(document)
  const request = (id: string, input: Partial<OperationInput>, baseUrl = base) => {
    const operation = document.operation(id)
    if (!operation) throw new TypeError(id)
    return rest.request(operation, { ...empty, ...input }, baseUrl, {})
  }
  return { document, rest, request }
}

describe('a request', () => {
  it('has path, query and headers as the document says', async () => {
    const { request } = await shop()
    const sent = request('orders.list', {
      query: { state: ['open', 'paid'], limit: 5, filter: { from: '2025-01-01' }, extra: 'a b' },
      headers: { 'X-Trace': '1' },
    })
    expect(sent.method).toBe('GET')
    expect(sent.url.href).toBe(
      'http://127.0.0.1:8000/orders?state=open&state=paid&limit=5&filter%5Bfrom%5D=2025-01-01&extra=a%20b',
    )
    expect(sent.headers).toEqual({ accept: 'application/json', 'x-trace': '1' })
    expect(sent.body.byteLength).toBe(0)
  })

  it('keeps the path of the base address and encodes what stands in a path', async () => {
    const { request } = await shop()
    expect(request('receipt', { path: { id: 'a/b?', format: 'pdf' } }, new URL('https://x.example/v1/')).url.href).toBe(
      'https://x.example/v1/orders/a%2Fb%3F/receipt.pdf',
    )
  })

  it.each(['..', '.', ''])('refuses "%s" as a value in the path', async (id) => {
    const { request } = await shop()
    expect(() => request('get.orders.id', { path: { id } })).toThrow(
      expect.objectContaining({ code: 'invalid-value' }) as Error,
    )
  })

  it('writes JSON and forms', async () => {
    const { request } = await shop()
    const json = request('orders.create', { body: { amount: 1 } })
    expect([json.headers['content-type'], text(json.body)]).toEqual(['application/json', '{"amount":1}'])
    const form = request('login', { body: { user: 'a&b', remember: true, scopes: ['x', 'y'], more: { deep: [1] } } })
    expect(form.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(text(form.body)).toBe('user=a%26b&remember=true&scopes=x&scopes=y&more%5Bdeep%5D%5B0%5D=1')
  })

  it('writes files as multipart parts whose names cannot break out', async () => {
    const document = await open(fixture('pets-2.0.json'))
    const operation = document.operation('addPhoto')
    if (!operation) throw new TypeError('missing')
    const sent = createRest(document).request(
      operation,
      { ...empty, path: { id: 1 }, body: { photo: 'bytes', 'a"\r\nx: y': 'z' } },
      base,
      {},
    )
    expect(sent.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(text(sent.body)).toContain(
      'name="photo"; filename="photo"\r\ncontent-type: application/octet-stream\r\n\r\nbytes',
    )
    expect(text(sent.body)).toContain('name="a%22%0D%0Ax: y"')
  })
})

describe('the way back', () => {
  it('finds the operation and its values, typed, with or without the base path of a server', async () => {
    const { rest, request } = await shop()
    const sent = request('orders.list', { query: { state: ['open'], limit: 5, filter: { from: '2025-01-01' } } })
    expect(rest.route(sent)).toEqual({
      operationId: 'orders.list',
      params: { state: ['open'], limit: 5, filter: { from: '2025-01-01' } },
      body: null,
    })
    const below = request('get.orders.id', { path: { id: 'o_1234' } }, new URL('http://127.0.0.1:8000/v1'))
    expect(rest.route(below)).toMatchObject({ operationId: 'get.orders.id', params: { id: 'o_1234' } })
  })

  it('tells literal, mixed and open segments apart', async () => {
    const { rest, request } = await shop()
    expect(rest.route(request('receipt', { path: { id: 'a', format: 'txt' } }))).toMatchObject({
      operationId: 'receipt',
      params: { id: 'a', format: 'txt' },
    })
    const get = (path: string) =>
      rest.route({ kind: 'request', method: 'GET', url: new URL(path, base), headers: {}, body: new Uint8Array() })
    expect(get('/orders/')?.operationId).toBe('orders.list')
    expect(get('/orders/a%20b')?.params).toEqual({ id: 'a b' })
    expect(get('/nothing')).toBeUndefined()
  })

  it('reads forms as the schema means them and keeps what is no JSON as text', async () => {
    const { rest, request } = await shop()
    const form = request('login', { body: { user: '1', remember: true, scopes: ['x'] } })
    expect(rest.route(form)?.body).toEqual({ user: '1', remember: true, scopes: ['x'] })
    expect(rest.route({ ...request('orders.create', { body: {} }), body: Buffer.from('{"a"') })?.body).toBe('{"a"')
  })

  it('does not let a form change prototypes', async () => {
    const { rest, request } = await shop()
    const form = {
      ...request('login', { body: {} }),
      body: Buffer.from('user=a&__proto__[polluted]=1&a[__proto__][polluted]=1'),
    }
    expect(rest.route(form)?.body).toEqual({ user: 'a' })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('finds one of five thousand paths at once', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [`/p${i}/{id}`, { get: { operationId: `o${i}`, responses: {} } }]),
    )
    const rest = createRest(await openValue({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths }))
    const find = (path: string) =>
      rest.route({ kind: 'request', method: 'GET', url: new URL(path, base), headers: {}, body: new Uint8Array() })
    expect(find('/p1/x')?.operationId).toBe('o1')
    const started = performance.now()
    for (let i = 0; i < 1000; i++) expect(find(`/p${i}/x`)?.operationId).toBe(`o${i}`)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe('an answer', () => {
  it('is JSON, or text of the declared type', async () => {
    const { document, rest, request } = await shop()
    const sent = request('receipt', { path: { id: 'a', format: 'txt' } })
    const receipt = rest.answer(document.operation('receipt'), { status: 200, body: 'thanks' }, sent)
    expect([receipt.headers['content-type'], text(receipt.body)]).toEqual(['text/plain', 'thanks'])
    const order = rest.answer(document.operation('orders.create'), { status: 201, body: { id: 'o_1234' } }, sent)
    expect([order.headers['content-type'], text(order.body)]).toEqual(['application/json', '{"id":"o_1234"}'])
    expect(rest.answer(document.operation('login'), { status: 200 }, sent).body.byteLength).toBe(0)
  })

  it('is read without changing a digit of large numbers', async () => {
    const { document, rest } = await shop()
    const operation = document.operation('orders.list')
    if (!operation) throw new TypeError('missing')
    const body = Buffer.from('{"id":9007199254740993,"n":12,"s":"a 12345678901234567890 \\" 1"}')
    expect(
      rest.read(operation, { kind: 'response', status: 200, headers: { 'content-type': 'application/json' }, body }),
    ).toEqual({
      id: '9007199254740993',
      n: 12,
      s: 'a 12345678901234567890 " 1',
    })
  })
})

describe('decodeHttpError', () => {
  const response = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    ({
      kind: 'response',
      status,
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(JSON.stringify(body)),
    }) as const

  it.each([
    [
      { type: 'https://x.example/problems/out-of-credit', title: 'No credit', detail: 'Your balance is 3.' },
      'out-of-credit',
      'Your balance is 3.',
    ],
    [{ type: 'about:blank', title: 'Not Found' }, '404', 'Not Found'],
    [{ error: { code: 'card_declined', message: 'No.' } }, 'card_declined', 'No.'],
    [{ error: 'invalid_grant', error_description: 'Expired.' }, 'invalid_grant', 'Expired.'],
    [{ code: 40001, message: 'bad token' }, '40001', 'bad token'],
    [{ errors: [{ code: 'x.y', detail: 'first' }] }, 'x.y', 'first'],
    [{ message: 'Something is not right at all here' }, '404', 'Something is not right at all here'],
  ])('reads %j', (body, code, message) => {
    expect(decodeHttpError(response(404, body, { 'x-request-id': 'r1' }))).toEqual({
      code,
      message,
      category: '404',
      requestId: 'r1',
    })
  })

  it('finds no error in an answer below 400', () => {
    expect(decodeHttpError(response(200, { error: 'x' }))).toBeUndefined()
  })
})
