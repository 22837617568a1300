import { describe, it } from 'vitest'
import { verifyMessage } from '../../../../src/signing/message.ts'
import type { RequestRecord } from '../../../../src/sandbox/log.ts'
import type { HttpRequest, HttpResponse } from '../../../../src/sdk/http.ts'
import { keyRing, PARTNER, responseScheme, toyConnector } from '../toy-connector.ts'
import { http, jsonOf, signedCall, startToy, tempFolder } from '../toy-sandbox.ts'

type Toy = Awaited<ReturnType<typeof startToy>>

const call = (toy: Toy, headers: Record<string, string> = {}): HttpRequest => {
  const signed = signedCall(`${toy.url}/orders`, { amount: 1 }, toy.time)
  return { ...signed, headers: { ...signed.headers, ...headers } }
}
const send = (toy: Toy, headers?: Record<string, string>): Promise<HttpResponse> => http.send(call(toy, headers))
const orders = async (toy: Toy) => (await toy.client.events()).length
const lastRequest = (toy: Toy) => toy.records.filter((one): one is RequestRecord => one.type === 'request').at(-1)
const failure = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (error as { code?: string }).code,
  )

describe('a fault of calls', () => {
  it('strikes instead of the platform, so that nothing has happened, and the log names it', async ({ expect }) => {
    const toy = await startToy()
    const { id } = await toy.client.addFault({ fault: 'status=503' })
    const answer = await send(toy)
    expect(answer.status).toBe(503)
    expect(answer.headers['integ-fault']).toBe('status=503')
    expect(answer.headers['x-toy-sign']).toBeUndefined()
    expect(lastRequest(toy)).toMatchObject({ status: 503, fault: 'status=503', reason: 'fault', verified: true })
    expect(await orders(toy)).toBe(0)
    await toy.client.removeFault(id)
    expect((await send(toy)).status).toBe(201)
  })

  it('with --when after loses only the answer: the order is there, and its event leaves', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'reset', when: 'after', count: 1 })
    expect(await failure(send(toy))).toBe('unreachable')
    expect(await orders(toy)).toBe(1)
    expect(lastRequest(toy)).toMatchObject({ status: 0, fault: 'reset;when=after' })
    expect((await send(toy)).status).toBe(201)
  })

  it('never answers and holds the connection', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'timeout' })
    expect(await failure(http.send(call(toy), { timeoutMs: 150 }))).toBe('timed-out')
    expect(await orders(toy)).toBe(0)
  })

  it('makes the answer late by as much as it says, and leaves it right', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'latency=80-120' })
    const started = performance.now()
    expect((await send(toy)).status).toBe(201)
    expect(performance.now() - started).toBeGreaterThan(75)
  })

  it('is worded by the connector: unavailable, rate limit and codes of its catalogue', async ({ expect }) => {
    const base = toyConnector()
    const explanation = {
      code: 'TOY.BUSY',
      title: { en: 'b', zh: 'b' },
      cause: { en: 'b', zh: 'b' },
      fixes: [],
      text: 'busy',
    }
    const connector = {
      ...base,
      explanation: (code: string) => (code === 'TOY.BUSY' ? explanation : undefined),
      explanations: () => [explanation],
      simulator: { handlers: {}, refuse: (refusal: object) => ({ status: 200, body: { ...refusal } }) },
    }
    const toy = await startToy({ connectors: [connector] })
    const answers = []
    for (const fault of ['unavailable', 'rate-limit', 'error=TOY.BUSY']) {
      await toy.client.addFault({ fault, count: 1 })
      const answer = await send(toy)
      expect(verifyMessage(responseScheme, answer, keyRing(PARTNER), toy.time).ok).toBe(true)
      answers.push(jsonOf(answer))
    }
    expect(answers).toEqual([
      { kind: 'unavailable' },
      { kind: 'rate-limited' },
      { kind: 'fault', code: 'TOY.BUSY', text: 'busy' },
    ])
    await expect(toy.client.addFault({ fault: 'error=TOY.BUZY' })).rejects.toMatchObject({
      code: 'fault-code-unknown',
      hints: [{ command: 'integ sandbox fault add error=TOY.BUSY' }],
    })
  })

  it('breaks the signature of an answer and nothing else', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'bad-signature', count: 1 })
    const [bad, good] = [await send(toy), await send(toy)]
    expect([bad.status, jsonOf(bad)]).toEqual([201, { id: expect.any(String) as string }])
    expect(verifyMessage(responseScheme, bad, keyRing(PARTNER), toy.time)).toMatchObject({
      ok: false,
      reason: 'mismatch',
    })
    expect(verifyMessage(responseScheme, good, keyRing(PARTNER), toy.time).ok).toBe(true)
  })

  it('leaves calls alone that were refused anyway', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'status=503', count: 1 })
    const wrong = call(toy)
    expect((await http.send({ ...wrong, body: Buffer.from('{"amount":2}') })).status).toBe(401)
    expect((await toy.client.faults())[0]).toMatchObject({ seen: 0, hits: 0 })
  })
})

describe('the conditions of a fault', () => {
  it('hold it to an operation, a number of times, after so many, and the tally survives a restart', async ({
    expect,
  }) => {
    const stateFolder = tempFolder()
    const first = await startToy({ stateFolder })
    await first.client.addFault({ fault: 'status=503', operation: 'orders.c*', after: 1, count: 2 })
    await first.client.addFault({ fault: 'status=500', operation: 'ping' })
    expect([(await send(first)).status, (await send(first)).status]).toEqual([201, 503])
    await first.close()
    const second = await startToy({ stateFolder }, { seed: 'again' })
    expect(second.records).toContainEqual(expect.objectContaining({ type: 'notice', code: 'faults-active' }))
    expect([(await send(second)).status, (await send(second)).status]).toEqual([503, 201])
    expect(await second.client.faults()).toMatchObject([{ seen: 3, hits: 2, state: 'used-up' }, { hits: 0 }])
  })

  it('hold it to a window of simulated time', async ({ expect }) => {
    const toy = await startToy()
    await toy.client.addFault({ fault: 'status=503', from: '10m', for: '5m' })
    const statuses = []
    for (const minutes of [0, 10, 5]) {
      toy.time.pass(minutes * 60_000)
      statuses.push((await send(toy)).status)
    }
    expect(statuses).toEqual([201, 503, 201])
    expect((await toy.client.faults())[0]).toMatchObject({ state: 'over', hits: 1 })
  })

  it('let chance decide, the same in every run from one seed', async ({ expect }) => {
    const run = async () => {
      const toy = await startToy({}, { seed: 'dice' })
      await toy.client.addFault({ fault: 'status=503', probability: 0.4 })
      const statuses = []
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await send(toy)).status)
      return statuses
    }
    const statuses = await run()
    expect(new Set(statuses)).toEqual(new Set([201, 503]))
    expect(await run()).toEqual(statuses)
  })

  it('are refused when they could never hold, with the nearest name', async ({ expect }) => {
    const toy = await startToy()
    const code = (wish: Parameters<typeof toy.client.addFault>[0]) => failure(toy.client.addFault(wish))
    expect(await code({ fault: 'latancy=3' })).toBe('fault-kind-unknown')
    expect(await code({ fault: 'latency=soon' })).toBe('fault-broken')
    expect(await code({ fault: 'latency=1', operation: 'order.*' })).toBe('fault-matches-nothing')
    expect(await code({ fault: 'latency=1', connector: 'other' })).toBe('connector-not-served')
    expect(await code({ fault: 'latency=1', event: 'order.paid' })).toBe('fault-misplaced')
    expect(await code({ fault: 'drop', operation: 'ping' })).toBe('fault-misplaced')
    expect(await code({ fault: 'reset', probability: 2 })).toBe('invalid-value')
    expect(await code({ fault: 'reset', from: 'tomorrow' })).toBe('invalid-value')
    expect(await toy.client.faults()).toEqual([])
  })
})

describe('a request that asks for a fault itself', () => {
  it('gets it, several too, once', async ({ expect }) => {
    const toy = await startToy()
    const answer = await send(toy, { 'integ-fault': 'latency=60, status=502' })
    expect([answer.status, answer.headers['integ-fault']]).toEqual([502, 'latency=60, status=502'])
    expect(await failure(send(toy, { 'integ-fault': 'reset;when=after' }))).toBe('unreachable')
    expect(await orders(toy)).toBe(1)
    expect((await send(toy)).status).toBe(201)
  })

  it('is told what is wrong with it', async ({ expect }) => {
    const toy = await startToy()
    const answer = await send(toy, { 'integ-fault': 'laten=5', 'accept-language': 'zh-CN' })
    expect(answer.status).toBe(400)
    expect(jsonOf(answer)).toMatchObject({
      code: 'fault-kind-unknown',
      detail: expect.stringContaining('latency') as string,
    })
    expect(jsonOf(await send(toy, { 'integ-fault': 'reset;after' }))).toMatchObject({ code: 'fault-broken' })
    expect(await orders(toy)).toBe(0)
  })
})
