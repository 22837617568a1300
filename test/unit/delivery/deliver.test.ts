import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, it, onTestFinished } from 'vitest'
import { deliver } from '../../../src/delivery/deliver.ts'
import { isLoopback } from '../../../src/delivery/loopback.ts'
import { recordBody, recordedBytes } from '../../../src/delivery/records.ts'
import type { HttpResponse } from '../../../src/sdk/http.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { http, request, startReceiver } from '../sandbox/toy-sandbox.ts'

const ports = { http, clock: systemClock }
const acknowledged = (response: HttpResponse): boolean => response.status < 400
const never = new AbortController().signal

describe('one attempt to deliver', () => {
  it('sends exactly these bytes and says how it was received', async ({ expect }) => {
    const receiver = await startReceiver({ body: 'ok' })
    const body = '{"a": 1 }\n'
    const attempt = await deliver(request('POST', receiver.url, body, { 'x-a': 'b' }), ports, {
      timeoutMs: 1000,
      acknowledged,
      signal: never,
    })
    expect(attempt).toMatchObject({ acknowledged: true, response: { status: 200 } })
    expect(receiver.received).toEqual([{ body, headers: expect.objectContaining({ 'x-a': 'b' }) }])
  })

  it('takes a redirect as a failure, even where the platform would not look at the status', async ({ expect }) => {
    const target = await startReceiver({})
    const receiver = await startReceiver({ status: 307, headers: { location: target.url } })
    const attempt = await deliver(request('POST', receiver.url, ''), ports, {
      timeoutMs: 1000,
      acknowledged,
      signal: never,
    })
    expect(attempt).toMatchObject({ acknowledged: false, error: 'redirect' })
    expect(target.received).toEqual([])
  })

  it('says why there was no answer: nobody listens, hung up, too slow', async ({ expect }) => {
    const sent = async (url: string) =>
      (await deliver(request('POST', url, ''), ports, { timeoutMs: 100, acknowledged, signal: never })).error
    expect(await sent('http://127.0.0.1:9/')).toBe('connection-refused')
    const raw = async (onSocket: 'destroy' | 'resume') => {
      const server = createServer((socket) => void socket.on('error', () => {})[onSocket]()).listen(0, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      return sent(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    }
    expect(await raw('destroy')).toBe('connection-closed')
    expect(await raw('resume')).toBe('timeout')
  })

  it('refuses other machines unless they are allowed, and anything but http', async ({ expect }) => {
    const sent = (url: string, allowRemote = false) =>
      deliver(request('POST', url, ''), ports, { timeoutMs: 100, acknowledged, signal: never, allowRemote })
    expect(await sent('http://169.254.169.254/')).toMatchObject({ error: 'remote-target', final: true })
    expect(await sent('ftp://127.0.0.1/', true)).toMatchObject({ error: 'unsupported-url', final: true })
  })

  it('never happened when it is called off', async ({ expect }) => {
    const receiver = await startReceiver({})
    const signal = AbortSignal.abort()
    await expect(
      deliver(request('POST', receiver.url, ''), ports, { timeoutMs: 100, acknowledged, signal }),
    ).rejects.toThrow()
  })
})

describe('a loopback host', () => {
  it('is told from others that look like one', ({ expect }) => {
    const hosts = [
      '127.0.0.1',
      '127.8.8.8',
      'localhost',
      'shop.localhost',
      '[::1]',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      '0.0.0.0',
      '10.0.0.1',
      '[::ffff:10.0.0.1]',
    ]
    expect(hosts.filter(isLoopback)).toEqual(['127.0.0.1', '127.8.8.8', 'localhost', 'shop.localhost', '[::1]'])
    expect(isLoopback(new URL('http://2130706433/').hostname)).toBe(true)
  })
})

describe('a recorded body', () => {
  it('gives back the bytes, text or not', ({ expect }) => {
    for (const bytes of [Buffer.from('金额=1\r\n'), Buffer.from([0xff, 0xfe, 0x00]), Buffer.from('\ufeffx')]) {
      expect(Buffer.from(recordedBytes(recordBody(bytes)))).toEqual(bytes)
    }
    expect(recordBody(Buffer.from([0xff])).encoding).toBe('base64')
  })
})
