import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createHttpPool } from '../../../src/system/http-pool.ts'
import { createHttpClient } from '../../../src/system/http.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x?sign=secret`)
}

const get = (url: URL) => ({ kind: 'request', method: 'GET', url, headers: {}, body: new Uint8Array() }) as const
const pool = createHttpPool(createHttpClient({}))
afterAll(() => pool.close())
const CLIENTS = [
  ['the HTTP client', createHttpClient({})],
  ['the pool of connections', pool],
] as const

describe.each(CLIENTS)('%s', (_, client) => {
  it('decodes a compressed answer and gives its bytes', async () => {
    const url = await serve((_, answer) => answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')))
    const response = await client.send(get(url))
    expect(Buffer.from(response.body).toString()).toBe('hello')
  })

  it('does not take a cut compressed body as whole', async () => {
    const url = await serve((_, answer) =>
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(10_000)).subarray(0, 20)),
    )
    await expect(client.send(get(url))).rejects.toMatchObject({ code: 'answer-broken', category: 'untrusted' })
  })

  it('stops a decompression bomb at the limit', async () => {
    const url = await serve((_, answer) =>
      answer.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    )
    await expect(client.send(get(url), { maxBytes: 1_000_000 })).rejects.toMatchObject({ code: 'answer-too-large' })
  })

  it('ends a server that never answers, and does not tell the query', async () => {
    const url = await serve(() => undefined)
    const failure = await client.send(get(url), { timeoutMs: 100 }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'timed-out', category: 'network' })
    expect((failure as Error).message).not.toContain('secret')
  })

  it('ends a server that sends one byte at a time', async () => {
    const url = await serve((_, answer) => {
      answer.writeHead(200)
      const drip = setInterval(() => answer.write('x'), 20)
      answer.on('close', () => clearInterval(drip))
    })
    await expect(client.send(get(url), { timeoutMs: 150 })).rejects.toMatchObject({ code: 'timed-out' })
  })

  it('does not follow a redirect', async () => {
    const url = await serve((_, answer) => answer.writeHead(307, { location: 'http://127.0.0.1:1/' }).end())
    expect((await client.send(get(url))).status).toBe(307)
  })

  it('gives up when it is told to', async () => {
    const url = await serve(() => undefined)
    const leave = new AbortController()
    const sending = client.send(get(url), { signal: leave.signal })
    setTimeout(() => leave.abort(), 50)
    await expect(sending).rejects.toMatchObject({ name: 'AbortError' })
    await expect(client.send(get(url), { signal: leave.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('names a port where nobody listens', async () => {
    await expect(client.send(get(new URL('http://127.0.0.1:1/')))).rejects.toMatchObject({ code: 'unreachable' })
  })
})

describe.each(CLIENTS)('a connection of %s that is reset', (_, client) => {
  it('before any answer means that the server could not be reached', async () => {
    const url = await serve((request) => request.socket.resetAndDestroy())
    await expect(client.send(get(url))).rejects.toMatchObject({ code: 'unreachable', category: 'network' })
  })

  it('in the middle of an answer means that the answer cannot be used', async () => {
    const url = await serve((request, answer) => {
      answer.writeHead(200, { 'content-length': '100' })
      answer.write('half', () => request.socket.resetAndDestroy())
    })
    await expect(client.send(get(url))).rejects.toMatchObject({ code: 'answer-broken', category: 'untrusted' })
  })
})

describe('many exchanges with one receiver', () => {
  it('go over connections that stay open', async () => {
    let connections = 0
    const url = await serve((request, answer) => request.resume().on('end', () => answer.end('ok')))
    servers.at(-1)?.on('connection', () => (connections += 1))
    for (let turn = 0; turn < 10; turn++) expect((await pool.send(get(url))).status).toBe(200)
    expect(connections).toBeLessThanOrEqual(2)
  })

  it('are not more than 128 at a time, and all of them are made', async () => {
    let now = 0
    let most = 0
    const url = await serve((_, answer) => {
      most = Math.max(most, ++now)
      setTimeout(() => answer.end(String(now--)), 5)
    })
    const answers = await Promise.all(Array.from({ length: 400 }, () => pool.send(get(url))))
    expect(answers.every(({ status }) => status === 200)).toBe(true)
    expect(most).toBeLessThanOrEqual(128)
  })
})
