import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { connect, createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startRedirect } from '../../../src/proxy/redirect.ts'
import { makeRunFolder, removeRunFolder } from '../../../src/proxy/run-folder.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { systemRandom } from '../../../src/system/random.ts'
import { root } from '../../support/sources.ts'
import { tempDir } from '../../support/temp-dir.ts'

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** The requests that the platform saw are in `seen`. */
async function redirect(env: Record<string, string> = {}) {
  const seen: string[] = []
  const port = await listen(
    createServer((incoming, outgoing) => {
      let body = ''
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')))
      incoming.on('end', () => {
        seen.push(`${incoming.method} ${incoming.url} ${body.length}`)
        outgoing.end('seen')
      })
    }),
  )
  const manifest = { environments: { production: { baseUrl: 'https://api.pay.example' } } }
  const platforms = [{ id: 'pay', url: `http://127.0.0.1:${port}`, manifest }]
  const ports = { clock: systemClock, random: systemRandom }
  const started = await startRedirect({ platforms, env, cwd: root, packageRoot: root }, ports)
  if (!started) throw expect.unreachable()
  onTestFinished(() => started.close())
  const proxy = new URL(started.variables['HTTPS_PROXY'] ?? '')
  const password = Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64')
  return {
    seen,
    ask: (head: string) =>
      talk(Number(proxy.port), `${head}\r\nProxy-Authorization: Basic ${password}\r\nConnection: close\r\n\r\n`),
    ca: readFileSync(started.variables['NODE_EXTRA_CA_CERTS'] ?? ''),
    door: (JSON.parse(started.variables['INTEG_REDIRECT'] ?? '') as { port: number }).port,
  }
}

/** Raw bytes there, and everything that came back until the other side hung up. */
async function talk(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(bytes, 'latin1')
  await Promise.race([once(socket, 'close'), new Promise((resolve) => setTimeout(resolve, 2000).unref())])
  socket.destroy()
  return text
}

test.each(['127.0.0.1:65536', '127.0.0.1:99999', 'name@127.0.0.1:443', '127.0.0.1', ':443', '/x:443'])(
  'a tunnel to %s is refused, and the run goes on',
  async (target) => {
    const { ask } = await redirect()
    expect(await ask(`CONNECT ${target} HTTP/1.1\r\nHost: x`)).toMatch(/^HTTP\/1\.1 400 /)
  },
)

test('a password of the user’s own proxy that is not percent-encoded is taken as it stands', async () => {
  const lines: string[] = []
  const port = await listen(
    createServer().on('connect', (incoming, socket) => {
      lines.push(String(incoming.headers['proxy-authorization']))
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    }),
  )
  const { ask } = await redirect({ HTTPS_PROXY: `http://me:a%zz@127.0.0.1:${port}` })
  expect(await ask('CONNECT other.example:443 HTTP/1.1\r\nHost: x')).toMatch(/^HTTP\/1\.1 502 /)
  expect(lines).toEqual([`Basic ${Buffer.from('me:a%zz').toString('base64')}`])
})

test.each([
  ['HTTP/1.1 000 x\r\n\r\n', 'HTTP/1.1 502 '],
  ['HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 502 '],
  ['HTTP/1.1 101 x\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'HTTP/1.1 502 '],
  ['HTTP/1.1 200 a\x01b\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 200 OK\r\n'],
  ['garbage', 'HTTP/1.1 502 '],
  // What was begun is not continued with a text of another length.
  ['HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\nabcde', ''],
])('a server that answers %j ends neither the run nor leaves the caller waiting', async (bytes, beginning) => {
  const port = await listen(
    createRawServer((socket: Socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => socket.end(bytes, 'latin1'))
    }),
  )
  const { ask } = await redirect()
  const got = await ask(`GET http://127.0.0.1:${port}/ HTTP/1.1\r\nHost: x`)
  expect(got.slice(0, beginning.length || undefined)).toBe(beginning)
})

test('a query without a path before it stays a query', async () => {
  const port = await listen(createServer((incoming, outgoing) => outgoing.end(`at ${incoming.url}`)))
  const { ask } = await redirect()
  expect(await ask(`GET http://127.0.0.1:${port}?back=/y HTTP/1.1\r\nHost: x`)).toContain('at /?back=/y')
})

test.each(['GET', 'DELETE', 'POST'])(
  'a body of HTTP/2 %s without a length is never a second request',
  async (method) => {
    const { door, ca, seen } = await redirect()
    const session = connectHttp2('https://api.pay.example', {
      createConnection: () =>
        connectTls({ host: '127.0.0.1', port: door, servername: 'api.pay.example', ca, ALPNProtocols: ['h2'] }),
    })
    const body = 'GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
    const stream = session.request({ ':path': '/one', ':method': method }, { endStream: false })
    stream.end(body)
    await once(stream.resume(), 'end')
    session.destroy()
    expect(seen).toEqual([`${method} /one ${body.length}`])
  },
)

test.each(['GET', 'POST'])('Connection cannot take the length away from a body of %s', async (method) => {
  const { door, seen } = await redirect()
  const body = 'GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
  const head = `${method} /one HTTP/1.1\r\nHost: api.pay.example\r\nConnection: close, content-length`
  await talk(door, `${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  expect(seen).toEqual([`${method} /one ${body.length}`])
})

test.each([
  ['both', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /two HTTP/1.1\r\n\r\n'],
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef'],
  ['unknown chunks', 'Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n'],
  ['folded', 'Transfer-Encoding:\r\n chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n'],
])('a request with two meanings (%s) reaches nobody', async (_name, rest) => {
  const { door, seen } = await redirect()
  await talk(door, `POST /one HTTP/1.1\r\nHost: api.pay.example\r\n${rest}`)
  expect(seen).toEqual([])
})

test('folders of killed runs go, what only has such a name stays: another’s folder, a link', () => {
  const place = tempDir()
  vi.stubEnv('TMPDIR', place)
  onTestFinished(() => void vi.unstubAllEnvs())
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  const [dead, link, far] = [join(place, `integ-run-${pid}-a`), join(place, `integ-run-${pid}-b`), join(place, 'far')]
  for (const folder of [dead, far]) mkdirSync(folder)
  writeFileSync(join(far, 'kept'), '')
  symlinkSync(far, link)
  const isRoot = process.getuid?.() === 0
  const foreign = join(place, `integ-run-${pid}-c`)
  mkdirSync(foreign)
  if (isRoot) spawnSync('chown', ['12345', foreign])
  const made = makeRunFolder()
  expect([dead, link, join(far, 'kept')].map((path) => existsSync(path))).toEqual([false, true, true])
  expect(existsSync(foreign)).toBe(isRoot)
  removeRunFolder(made)
})
