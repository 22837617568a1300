import { describe, it } from 'vitest'
import { verifyMessage } from '../../../src/signing/message.ts'
import { keyRing, PARTNER, responseScheme, toyConnector } from './toy-connector.ts'
import { http, jsonOf, request, signedCall, startToy } from './toy-sandbox.ts'

describe('a request to the sandbox', () => {
  it('is answered, signed with the keys of the platform, and logged when it is right', async ({ expect }) => {
    const toy = await startToy()
    const response = await http.send(signedCall(`${toy.url}/orders`, { amount: 5 }, toy.time))
    expect(response.status).toBe(201)
    expect(jsonOf(response)).toEqual({ id: expect.stringMatching(/^[0-9a-f]{8}$/) })
    expect(response.headers['integ-rule']).toBe('toy rule 1')
    expect(response.headers['x-content-type-options']).toBe('nosniff')
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
    expect(verifyMessage(responseScheme, response, keyRing(PARTNER), toy.time).ok).toBe(true)
    expect(toy.records.filter(({ type }) => type === 'request')).toEqual([
      expect.objectContaining({
        id: response.headers['integ-request-id'],
        connector: 'toy',
        operation: 'orders.create',
        method: 'POST',
        path: '/orders',
        status: 201,
        verified: true,
      }),
    ])
  })

  it('gets the signing input of the sandbox when the signature does not match', async ({ expect }) => {
    const toy = await startToy()
    const call = signedCall(`${toy.url}/orders`, { amount: 5 }, toy.time)
    const response = await http.send({ ...call, body: Buffer.from('{"amount":6}') })
    expect(response.status).toBe(401)
    expect(jsonOf(response)).toMatchObject({ code: 'unauthenticated', reason: 'mismatch' })
    const parts: unknown = JSON.parse(
      Buffer.from(response.headers['integ-signing-input'] ?? '', 'base64url').toString(),
    )
    expect(parts).toEqual([
      ['timestamp', String(toy.time.now() / 1000)],
      ['body', '{"amount":6}'],
    ])
    expect(toy.records.at(-1)).toMatchObject({
      verified: false,
      code: 'unauthenticated',
      reason: expect.stringContaining('mismatch'),
    })
  })

  it('leaves the signing input out when it would not fit a header', async ({ expect }) => {
    const toy = await startToy()
    const call = signedCall(`${toy.url}/orders`, { amount: 5 }, toy.time)
    const response = await http.send({
      ...call,
      body: Buffer.from(JSON.stringify({ amount: 6, note: 'x'.repeat(9000) })),
    })
    expect(response.status).toBe(401)
    expect(response.headers['integ-signing-input']).toBeUndefined()
  })

  it('is refused when its stamp is too old', async ({ expect }) => {
    const toy = await startToy()
    const call = signedCall(`${toy.url}/orders`, { amount: 5 }, toy.time)
    toy.time.pass(301_000)
    expect(jsonOf(await http.send(call))).toMatchObject({ reason: 'expired' })
  })

  it('is refused when nobody knows the partner, in Chinese when the caller prefers it', async ({ expect }) => {
    const toy = await startToy()
    const call = signedCall(`${toy.url}/orders`, { amount: 5 }, toy.time, 'app-9')
    const response = await http.send({ ...call, headers: { ...call.headers, 'accept-language': 'zh-CN' } })
    expect(response.status).toBe(401)
    expect(jsonOf(response)).toMatchObject({
      code: 'unknown-partner',
      detail: expect.stringContaining('没有标识为 app-9'),
    })
  })

  it('hears every reason at once when its body does not fit the document', async ({ expect }) => {
    const toy = await startToy()
    const response = await http.send(signedCall(`${toy.url}/orders`, { amount: 'much' }, toy.time))
    expect(response.status).toBe(400)
    expect(response.headers['content-type']).toBe('application/problem+json')
    expect(jsonOf(response)['errors']).toEqual([
      { place: 'body', pointer: '/amount', detail: 'must be a number' },
      { place: 'body', pointer: '', detail: 'must have amount' },
    ])
  })

  it('is worded and signed by the connector where it words refusals', async ({ expect }) => {
    const base = toyConnector()
    const refuse = () => ({ status: 200, body: { code: 'ISV.BAD', msg: 'no' } })
    const toy = await startToy({ connectors: [{ ...base, simulator: { handlers: {}, refuse } }] })
    const response = await http.send(signedCall(`${toy.url}/orders`, { amount: 'much' }, toy.time))
    expect(response.status).toBe(200)
    expect(jsonOf(response)).toEqual({ code: 'ISV.BAD', msg: 'no' })
    expect(verifyMessage(responseScheme, response, keyRing(PARTNER), toy.time).ok).toBe(true)
  })

  it('meets the checks that the platform makes before it looks at a signature', async ({ expect }) => {
    const base = toyConnector()
    const admit = () => ({ status: 418, body: { code: 'EARLY' }, signed: false })
    const toy = await startToy({ connectors: [{ ...base, simulator: { handlers: {}, admit } }] })
    const response = await http.send(request('POST', `${toy.url}/orders`, { amount: 1 }))
    expect(response.status).toBe(418)
    expect(response.headers['x-toy-sign']).toBeUndefined()
  })

  it('gets 500 when the handler crashes, and nothing that the handler emitted leaves', async ({ expect }) => {
    const toy = await startToy()
    const response = await http.send(signedCall(`${toy.url}/crash`, {}, toy.time))
    expect(response.status).toBe(500)
    expect(jsonOf(response)).toMatchObject({ code: 'unavailable' })
    expect(toy.records.at(-1)).toMatchObject({ type: 'request', reason: 'the connector failed: the toy broke' })
    expect(await toy.client.events()).toEqual([])
  })

  it('gets an example of the document when the connector has no handler, once its key is right', async ({ expect }) => {
    const toy = await startToy()
    const list = (headers: Record<string, string>) => http.send(request('GET', `${toy.url}/orders`, undefined, headers))
    expect((await list({})).status).toBe(401)
    expect(jsonOf(await list({ 'x-key': 'wrong' }))).toMatchObject({ reason: 'mismatch' })
    const good = await list({ 'x-key': 'partner-secret' })
    expect([good.status, jsonOf(good)]).toEqual([200, { orders: [] }])
    expect((await http.send(request('GET', `${toy.url}/ping`))).status).toBe(204)
    expect(toy.records.at(-1)).toMatchObject({ operation: 'ping', verified: null })
  })

  it('is told the nearest operation when the path is unknown', async ({ expect }) => {
    const toy = await startToy()
    const response = await http.send(request('POST', `${toy.url}/order`, {}))
    expect(response.status).toBe(404)
    expect(jsonOf(response)).toMatchObject({
      code: 'unknown-path',
      nearest: { operation: 'orders.create', request: 'POST /orders' },
    })
  })

  it('is refused when its body is not the JSON that it should be', async ({ expect }) => {
    const toy = await startToy()
    const response = await http.send(signedCall(`${toy.url}/orders`, '{"amount":', toy.time))
    expect([response.status, jsonOf(response)['code']]).toEqual([400, 'unreadable'])
  })

  it('is refused when its JSON is nested deeper than the state can hold', async ({ expect }) => {
    const toy = await startToy()
    const deep = `{"amount":1,"x":${'['.repeat(200)}${']'.repeat(200)}}`
    const response = await http.send(signedCall(`${toy.url}/orders`, deep, toy.time))
    expect(response.status).toBe(400)
    expect(jsonOf(response)['errors']).toEqual([
      { place: 'body', pointer: '', detail: 'nested deeper than 100 levels' },
    ])
  })

  it('is refused when its body is larger than 10 MB', async ({ expect }) => {
    const toy = await startToy()
    const answer = await fetch(`${toy.url}/orders`, {
      method: 'POST',
      body: new Uint8Array(10 * 1024 * 1024 + 1),
    }).then(
      (response) => response.status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(answer)
    expect(toy.records).toEqual([])
  })
})
