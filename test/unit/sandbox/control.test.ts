import { request as rawRequest } from 'node:http'
import { describe, it } from 'vitest'
import { http, jsonOf, request, signedCall, startToy, tempFolder } from './toy-sandbox.ts'
import { toyConnector } from './toy-connector.ts'

/** fetch and the client set the Host header themselves. */
function statusWith(url: string, headers: Record<string, string>, method = 'GET', body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = rawRequest(url, { method, headers, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    asking.on('error', reject)
    asking.end(body)
  })
}

describe('an action whose values may each be left out', () => {
  it('names them when it was given none and cannot do without', async ({ expect }) => {
    const base = toyConnector()
    const pay = base.simulator?.actions?.['pay']
    if (!pay) throw new TypeError('the toy has lost its action')
    const params = pay.params.map((param) => ({ ...param, required: false }))
    const simulator = { ...base.simulator, handlers: {}, actions: { pay: { ...pay, params } } }
    const { client } = await startToy({ connectors: [{ ...base, simulator }] })
    await expect(client.act('toy.pay', {})).rejects.toMatchObject({
      code: 'missing-action-parameter',
      category: 'usage',
    })
    await expect(client.act('toy.pay', { ordr: 'x' })).rejects.toMatchObject({ code: 'unknown-action-parameter' })
  })
})

describe('the control port', () => {
  it('tells of an event that it is still to be sent, until it was due and nobody listened', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'late=30s', count: 1 })
    await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))
    expect((await toy.client.events())[0]).toHaveProperty('dueAt')
    await toy.client.advanceClock('1m')
    const [event] = await toy.client.events()
    expect(event).not.toHaveProperty('dueAt')
    expect(await toy.client.event(event?.id ?? '')).not.toHaveProperty('dueAt')
  })

  it('answers only who holds the token, under a loopback name, without an Origin, with JSON', async ({ expect }) => {
    const toy = await startToy()
    const url = `${toy.control}/__integ/status`
    const port = new URL(toy.control).port
    const authorization = `Bearer ${toy.token}`
    expect(await statusWith(url, { authorization })).toBe(200)
    expect(await statusWith(url, { authorization, host: `localhost:${port}` })).toBe(200)
    expect(await statusWith(url, {})).toBe(401)
    expect(await statusWith(url, { authorization: `${authorization}x` })).toBe(401)
    expect(await statusWith(url, { authorization, host: `evil.example:${port}` })).toBe(421)
    expect(await statusWith(url, { authorization, host: 'localhost:1' })).toBe(421)
    expect(await statusWith(url, { authorization, origin: 'http://evil.example' })).toBe(403)
    const post = (type: string) =>
      statusWith(
        `${toy.control}/__integ/reset`,
        { authorization, 'content-type': type, 'content-length': '2' },
        'POST',
        '{}',
      )
    expect(await post('text/plain')).toBe(415)
    expect(await post('application/json')).toBe(200)
  })

  it('tells where everything runs', async ({ expect }) => {
    const stateFolder = tempFolder()
    const toy = await startToy({ stateFolder, memory: true })
    expect(await toy.client.status()).toEqual({
      pid: process.pid,
      version: '0.0.0',
      state: stateFolder,
      memory: true,
      connectors: [{ id: 'toy', url: toy.url }],
      startedAt: '2026-01-01T00:00:00.000Z',
      clock: {
        now: '2026-01-01T00:00:00.000Z',
        real: '2026-01-01T00:00:00.000Z',
        offsetMs: 0,
        frozen: false,
        waiting: 0,
      },
    })
  })

  it('lists what people can do', async ({ expect }) => {
    const toy = await startToy()
    expect(await toy.client.actions()).toEqual([
      {
        id: 'toy.pay',
        summary: { en: 'a buyer pays', zh: '买家付款' },
        params: [expect.objectContaining({ name: 'order' })],
      },
    ])
  })

  it('hands errors over as they are: an unknown action, a missing value, what the platform refuses', async ({
    expect,
  }) => {
    const toy = await startToy()
    await expect(toy.client.act('toy.pai', {})).rejects.toMatchObject({
      code: 'unknown-action',
      category: 'usage',
      hints: [expect.objectContaining({ command: 'integ sandbox act toy.pay' }), expect.anything()],
    })
    await expect(toy.client.act('toy.pay', {})).rejects.toMatchObject({ code: 'missing-action-parameter' })
    await expect(toy.client.act('toy.pay', { order: 'x' })).rejects.toMatchObject({
      code: 'action-refused',
      text: { en: 'no order x', zh: '没有订单 x' },
    })
    await expect(toy.client.event('evt_none')).rejects.toMatchObject({ code: 'event-not-found' })
    await expect(toy.client.emit({ connector: 'toy', type: 'no.such' })).rejects.toMatchObject({
      code: 'event-type-unknown',
    })
    await expect(toy.client.addListener({ url: 'file:///etc/passwd' })).rejects.toMatchObject({ code: 'invalid-value' })
  })

  it('streams the log from now on and ends when the reader leaves', async ({ expect }) => {
    const toy = await startToy()
    const leave = new AbortController()
    const seen: string[] = []
    const reading = (async () => {
      for await (const record of toy.client.stream(leave.signal)) {
        seen.push(record.type)
        if (seen.length === 2) leave.abort()
      }
    })()
    await new Promise((resolve) => setTimeout(resolve, 50))
    await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time))
    await reading
    expect(seen.sort()).toEqual(['event', 'request'])
  })

  it('empties one connector or all', async ({ expect }) => {
    const toy = await startToy({ stateFolder: tempFolder() })
    const order = jsonOf(await http.send(signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time)))['id'] as string
    await expect(toy.client.reset('other')).rejects.toMatchObject({ code: 'connector-not-served' })
    await toy.client.reset()
    await expect(toy.client.act('toy.pay', { order })).rejects.toMatchObject({ code: 'action-refused' })
  })

  it('asks the sandbox to stop', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.stop()
    await toy.stopRequested
    await toy.close()
    await expect(toy.client.status()).rejects.toMatchObject({ code: 'sandbox-unreachable' })
    await expect(http.send(request('GET', `${toy.url}/ping`))).rejects.toMatchObject({ code: 'unreachable' })
  })
})
