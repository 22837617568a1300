import { request as rawRequest, type IncomingMessage } from 'node:http'
import { describe, it } from 'vitest'
import type { ExchangeView } from '../../../src/sandbox/exchange-view.ts'
import type { TimelineAnswer } from '../../../src/sandbox/event-timeline.ts'
import { http, jsonOf, request, signedCall, startReceiver, startToy, until } from './toy-sandbox.ts'
import { toyConnector } from './toy-connector.ts'

type Toy = Awaited<ReturnType<typeof startToy>>

async function ask<T>(toy: Toy, path: string): Promise<T> {
  const headers = { authorization: `Bearer ${toy.token}` }
  return jsonOf(await http.send(request('GET', `${toy.control}/__integ/${path}`, undefined, headers))) as T
}

function answer(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body = '',
): Promise<IncomingMessage & { text: string }> {
  return new Promise((resolve, reject) => {
    const asking = rawRequest(url, { method, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.on('data', (chunk: Buffer) => (text += chunk.toString()))
      incoming.on('end', () => resolve(Object.assign(incoming, { text })))
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

describe('a request that was answered', () => {
  it('is shown with its bytes, its signing text, its rule and the events that it caused', async ({ expect }) => {
    const toy = await startToy()
    const body = { amount: 5, note: '9007199254740993' }
    const made = await http.send(signedCall(`${toy.url}/orders?x=1`, body, toy.time))
    const id = String(made.headers['integ-request-id'])
    const { request: view } = await ask<{ request: ExchangeView }>(toy, `requests/${id}`)
    expect(view.record).toMatchObject({ operation: 'orders.create', status: 201, verified: true, rule: 'toy rule 1' })
    expect(view.request).toMatchObject({
      method: 'POST',
      body: JSON.stringify(body),
      size: JSON.stringify(body).length,
    })
    expect(view.request.url).toBe(`${toy.url}/orders?x=1`)
    expect(view.signature).toMatchObject({ ok: true, keyId: 'hmac', partner: 'app-1', scheme: 'toy' })
    expect(view.signature?.parts).toEqual([
      ['timestamp', '1767225600'],
      ['body', JSON.stringify(body)],
    ])
    expect(view.answerSignature?.parts.at(-1)?.[1]).toBe(view.response.body)
    expect(view.events).toEqual((await toy.client.events()).map((event) => event.id))
  })

  it('can be sent again as a command that sends the very bytes, whatever they begin with', async ({ expect }) => {
    const toy = await startToy()
    const headers = { 'content-type': 'text/plain' }
    const made = await http.send(request('POST', `${toy.url}/orders?list[]=1`, '@/etc/hostname', headers))
    const { request: view } = await ask<{ request: ExchangeView }>(
      toy,
      `requests/${String(made.headers['integ-request-id'])}`,
    )
    expect(view.curl?.split(' \\\n  ')).toEqual([
      `curl --globoff '${toy.url}/orders?list[]=1'`,
      '--request POST',
      "--header 'content-type: text/plain'",
      "--data-raw '@/etc/hostname'",
    ])
  })

  it('tells what the document says against it', async ({ expect }) => {
    const toy = await startToy()
    await http.send(signedCall(`${toy.url}/orders`, {}, toy.time))
    const { requests } = await ask<{ requests: { id: string }[] }>(toy, 'requests?status=failed')
    const { request: view } = await ask<{ request: ExchangeView }>(toy, `requests/${requests[0]?.id}`)
    expect(view.problems.map(({ place, at }) => place + at)).toEqual(['body/amount', 'body'])
    expect(view.signature?.ok).toBe(true)
  })

  it('never shows a private key, wherever somebody put one', async ({ expect }) => {
    const base = toyConnector()
    const pem = `-----BEGIN PRIVATE KEY-----\n${'QUJDREVG'.repeat(12)}\n-----END PRIVATE KEY-----`
    const toy = await startToy({ connectors: [base] })
    await http.send(signedCall(`${toy.url}/orders`, { amount: 1, key: pem }, toy.time))
    const { requests } = await ask<{ requests: { id: string }[] }>(toy, 'requests')
    const text = JSON.stringify(await ask(toy, `requests/${requests[0]?.id}`))
    expect(text).toContain('BEGIN PRIVATE KEY')
    expect(text).not.toContain('QUJDREVG')
  })

  it('that is not kept any more is answered with 404', async ({ expect }) => {
    const toy = await startToy()
    const headers = { authorization: `Bearer ${toy.token}` }
    expect((await answer(`${toy.control}/__integ/requests/req_none`, headers)).statusCode).toBe(404)
  })
})

describe('the timeline of an event', () => {
  it('has the attempts made, those to come, and what the platform signed', async ({ expect }) => {
    const toy = await startToy()
    const receiver = await startReceiver({ status: 500 })
    await http.send(signedCall(`${toy.url}/orders`, { amount: 5, notify: receiver.url }, toy.time))
    await until(() => toy.records.some(({ type }) => type === 'delivery'))
    const [event] = await toy.client.events()
    const timeline = await ask<TimelineAnswer>(toy, `timeline/${event?.id}`)
    expect(timeline).toMatchObject({ retries: [5, 60], timeoutSeconds: 1 })
    expect(timeline.planned).toEqual([
      { url: receiver.url, at: ['2026-01-01T00:00:05.000Z', '2026-01-01T00:01:05.000Z'] },
    ])
    expect(timeline.signed[timeline.event.deliveries[0]?.id ?? '']?.parts.at(-1)?.[1]).toBe(receiver.received[0]?.body)
  })
})

describe('the stored state', () => {
  it('is listed by collection, newest first, searched, and offered as values', async ({ expect }) => {
    const toy = await startToy()
    const ids: string[] = []
    for (const amount of [1, 2])
      ids.push(String(jsonOf(await http.send(signedCall(`${toy.url}/orders`, { amount }, toy.time)))['id']))
    expect(await ask(toy, 'state')).toEqual({
      connectors: [{ id: 'toy', collections: [{ name: 'orders', count: 2 }] }],
    })
    const all = await ask<{ items: { id: string }[]; total: number }>(
      toy,
      'state?connector=toy&collection=orders&limit=1',
    )
    expect(all).toMatchObject({ total: 2, items: [{ id: ids[1] }] })
    expect(await ask(toy, `state?connector=toy&collection=orders&q=${ids[0]}`)).toMatchObject({ total: 1 })
    expect(await ask(toy, 'suggestions?connector=toy&name=id')).toEqual({ values: ids.toReversed() })
  })
})

describe('the page', () => {
  it('is open under its own name only, holds no secret, and lets nothing in from elsewhere', async ({ expect }) => {
    const toy = await startToy()
    const page = await answer(`${toy.control}/`)
    expect(page.statusCode).toBe(200)
    expect(page.text).not.toContain(toy.token)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(page.headers['access-control-allow-origin']).toBeUndefined()
    expect((await answer(`${toy.control}/`, { host: 'evil.example' })).statusCode).toBe(421)
    for (const path of ['/inspector/../../package.json', '/inspector/%2e%2e/%2e%2e/package.json', '/inspector/none.js'])
      expect([401, 404]).toContain((await answer(toy.control + path)).statusCode)
  })

  it('may ask from its own origin, and no other page may, token or not', async ({ expect }) => {
    const toy = await startToy()
    const status = `${toy.control}/__integ/status`
    const authorization = `Bearer ${toy.token}`
    const code = async (headers: Record<string, string>) =>
      (await answer(status, { authorization, ...headers })).statusCode
    expect(await code({ origin: toy.control, 'sec-fetch-site': 'same-origin' })).toBe(200)
    expect(await code({ origin: toy.url })).toBe(403)
    expect(await code({ origin: 'null' })).toBe(403)
    expect(await code({ origin: toy.control.replace('http', 'https') })).toBe(403)
    expect(await code({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await code({ 'sec-fetch-site': 'same-site' })).toBe(403)
  })

  it('gets the token for a ticket once, within a minute, and only from its own origin', async ({ expect }) => {
    const toy = await startToy()
    const visit = (ticket: string, headers: Record<string, string>) =>
      answer(
        `${toy.control}/__integ/visit`,
        { 'content-type': 'application/json', ...headers },
        'POST',
        JSON.stringify({ ticket }),
      )
    const own = { origin: toy.control }
    const ticket = await toy.client.ticket()
    expect((await visit(ticket, {})).statusCode).toBe(403)
    expect((await visit(ticket, { origin: 'http://evil.example' })).statusCode).toBe(403)
    expect((await visit('x', own)).statusCode).toBe(401)
    expect(JSON.parse((await visit(ticket, own)).text)).toEqual({ token: toy.token })
    expect((await visit(ticket, own)).statusCode).toBe(401)
    const late = await toy.client.ticket()
    toy.time.pass(61_000)
    expect((await visit(late, own)).statusCode).toBe(401)
  })
})
