import { request as rawRequest } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openReceiver, type Received, type Reception } from '../../../src/events/receiver.ts'
import type { HttpRequest } from '../../../src/sdk/http.ts'
import { http, startReceiver, testTime } from '../sandbox/toy-sandbox.ts'
import { PARTNER } from '../sandbox/toy-connector.ts'
import { partnerToy, signedDelivery, webhook } from './toy.ts'

async function listening(more: Partial<Reception> = {}, connector = partnerToy()) {
  const clock = testTime()
  const received: Received[] = []
  const receiver = await openReceiver(
    [{ connector, credential: PARTNER, ...more }],
    { http, clock, signal: new AbortController().signal },
    { onReceived: (one) => received.push(one) },
  )
  onTestFinished(() => receiver.close())
  const send = async (request: HttpRequest) => {
    const answer = await http.send(request)
    return { status: answer.status, body: Buffer.from(answer.body).toString('utf8'), headers: answer.headers }
  }
  return { clock, received, receiver, url: receiver.url('toy'), send }
}

describe('the receiver', () => {
  it('verifies a right delivery with the partner keys, reads it and acknowledges', async () => {
    const { clock, received, url, send } = await listening()
    expect(await send(signedDelivery(url, { id: 'o1' }, clock))).toMatchObject({ status: 200, body: 'success' })
    expect(received).toMatchObject([
      {
        connector: 'toy',
        event: { type: 'order.paid', id: 'evt-1', payload: { id: 'o1' } },
        verdict: { ok: true },
        acknowledged: true,
        repeated: false,
      },
    ])
  })

  it('does not acknowledge a delivery whose body was changed', async () => {
    const { clock, received, url, send } = await listening()
    const right = signedDelivery(url, { id: 'o1' }, clock)
    const body = Buffer.from(Buffer.from(right.body).toString('utf8').replace('o1', 'o2'))
    expect((await send({ ...right, body })).status).toBe(401)
    expect(received).toMatchObject([{ verdict: { ok: false, reason: 'mismatch' }, acknowledged: false }])
  })

  it('does not acknowledge an unsigned delivery, nor one signed by another key', async () => {
    const { clock, received, url, send } = await listening()
    const right = signedDelivery(url, { id: 'o1' }, clock)
    const { 'x-toy-sign': _, ...unsigned } = right.headers
    expect((await send({ ...right, headers: unsigned })).status).toBe(401)
    expect((await send(signedDelivery(url, { id: 'o1' }, clock, 'another'))).status).toBe(401)
    expect(received.map(({ verdict }) => verdict)).toMatchObject([{ reason: 'missing' }, { reason: 'mismatch' }])
  })

  it('does not acknowledge a delivery that is too old', async () => {
    const old = { ...webhook, signature: { ...webhook.signature, toleranceSeconds: 300 } }
    const { clock, received, url, send } = await listening({}, partnerToy({ webhooks: { toy: old } }))
    const right = signedDelivery(url, { id: 'o1' }, clock)
    clock.pass(301_000)
    expect((await send(right)).status).toBe(401)
    expect(received).toMatchObject([{ verdict: { ok: false, reason: 'expired' } }])
  })

  it('answers bytes that nobody can read without ending', async () => {
    const { received, url, send } = await listening()
    const body = Buffer.from([0xff, 0x00, 0xfe])
    expect((await send({ kind: 'request', method: 'POST', url: new URL(url), headers: {}, body })).status).toBe(401)
    expect(received[0]).not.toHaveProperty('event')
  })

  it('tells a delivery that came before', async () => {
    const { clock, received, url, send } = await listening()
    await send(signedDelivery(url, { id: 'o1' }, clock))
    await send(signedDelivery(url, { id: 'o1' }, clock))
    expect(received.map(({ repeated }) => repeated)).toEqual([false, true])
  })

  it("answers the platform's check of the address", async () => {
    const { received, url, send } = await listening()
    const check = {
      kind: 'request',
      method: 'GET',
      url: new URL(`${url}?echo=abc`),
      headers: {},
      body: new Uint8Array(),
    } as const
    expect(await send(check)).toMatchObject({ status: 200, body: 'abc' })
    expect(received).toMatchObject([{ kind: 'handshake', acknowledged: true }])
  })

  it('refuses what is larger than 10 MB, another path, and a name that is not of this machine', async () => {
    const { received, url, receiver, send } = await listening()
    const post = (to: string, body: Uint8Array) =>
      send({ kind: 'request', method: 'POST', url: new URL(to), headers: {}, body })
    expect((await post(url, new Uint8Array(10 * 1024 * 1024 + 1)).catch(() => ({ status: 413 }))).status).toBe(413)
    expect((await post(`${new URL(receiver.url('toy')).origin}/other`, new Uint8Array())).status).toBe(404)
    const status = await new Promise<number | undefined>((resolve, reject) => {
      rawRequest(url, { method: 'POST', headers: { host: 'evil.example' } }, (answer) => resolve(answer.statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
    expect(received).toEqual([])
  })

  it('leaves events alone that are not wanted, and acknowledges them', async () => {
    const target = await startReceiver()
    const { clock, received, url, send } = await listening({ wants: () => false, forwardTo: new URL(target.url) })
    expect((await send(signedDelivery(url, { id: 'o1' }, clock))).body).toBe('success')
    expect(target.received).toEqual([])
    expect(received).toMatchObject([{ wanted: false, acknowledged: true }])
  })
})

describe('forwarding', () => {
  it('hands on the same bytes, headers and query, and gives back the answer', async () => {
    const target = await startReceiver({ status: 200, body: 'success', headers: { 'x-mine': 'yes' } })
    const { clock, received, url, send } = await listening({ forwardTo: new URL(target.url) })
    const delivery = signedDelivery(`${url}?nonce=1`, { id: 'ö1' }, clock)
    expect(await send(delivery)).toMatchObject({ status: 200, body: 'success', headers: { 'x-mine': 'yes' } })
    expect(target.received[0]?.body).toBe(Buffer.from(delivery.body).toString('utf8'))
    expect(target.received[0]?.headers).toMatchObject({
      'x-toy-sign': delivery.headers['x-toy-sign'],
      'x-toy-event': 'evt-1',
    })
    expect(target.received[0]?.headers.host).toBe(new URL(target.url).host)
    expect(received[0]?.forwarded).toMatchObject({ url: `${target.url}?nonce=1`, acknowledged: true })
  })

  it('passes on a tampered delivery too, so that the integration can prove that it refuses it', async () => {
    const target = await startReceiver({ status: 400, body: 'bad signature' })
    const { clock, received, url, send } = await listening({ forwardTo: new URL(target.url) })
    expect((await send(signedDelivery(url, {}, clock, 'another'))).status).toBe(400)
    expect(received).toMatchObject([{ verdict: { ok: false }, acknowledged: false }])
  })

  it('answers like a gateway when the integration is down, and does not acknowledge', async () => {
    const { clock, received, url, send } = await listening({ forwardTo: new URL('http://127.0.0.1:1/notify') })
    const answer = await send(signedDelivery(url, { id: 'o1' }, clock))
    expect(answer.status).toBe(502)
    expect(received[0]?.forwarded).toMatchObject({ acknowledged: false })
    expect(received[0]?.forwarded?.error).toBeTruthy()
    expect(received[0]?.acknowledged).toBe(false)
  })

  it('does not take an answer that is not the word of the platform', async () => {
    const target = await startReceiver({ body: 'SUCCESS' })
    const { clock, received, url, send } = await listening({ forwardTo: new URL(target.url) })
    await send(signedDelivery(url, { id: 'o1' }, clock))
    expect(received).toMatchObject([{ acknowledged: false, response: { status: 200 } }])
  })
})
