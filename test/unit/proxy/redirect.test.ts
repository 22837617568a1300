import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, request, type RequestListener } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { request as secureRequest } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { startRedirect } from '../../../src/proxy/redirect.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { systemRandom } from '../../../src/system/random.ts'
import { root } from '../../support/sources.ts'

/** Answers with what it was sent, byte for byte. */
const echo: RequestListener = (incoming, outgoing) => {
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    const body = Buffer.concat(chunks).toString('latin1')
    outgoing.setHeader('X-Two', ['a', 'b'])
    outgoing.end(JSON.stringify({ method: incoming.method, url: incoming.url, headers: incoming.rawHeaders, body }))
  })
}

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

async function redirect(env: Record<string, string> = {}, listener = echo) {
  const url = `http://127.0.0.1:${await serve(listener)}`
  const manifest = { environments: { production: { baseUrl: 'https://api.pay.example' } } }
  const given = { platforms: [{ id: 'pay', url, manifest }], env, cwd: root, packageRoot: root }
  const started = await startRedirect(given, { clock: systemClock, random: systemRandom })
  if (!started) throw expect.unreachable()
  onTestFinished(() => started.close())
  const { variables } = started
  return {
    started,
    url,
    proxy: new URL(variables['HTTPS_PROXY'] ?? ''),
    ca: readFileSync(variables['NODE_EXTRA_CA_CERTS'] ?? ''),
    door: (JSON.parse(variables['INTEG_REDIRECT'] ?? '') as { port: number }).port,
  }
}

const basic = (proxy: URL): string => `Basic ${Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64')}`

async function read(sending: ReturnType<typeof request>): Promise<{ status: number; headers: string[]; text: string }> {
  const [answer] = (await once(sending, 'response')) as [import('node:http').IncomingMessage]
  let text = ''
  for await (const part of answer) text += String(part)
  return { status: answer.statusCode ?? 0, headers: answer.rawHeaders, text }
}

/** Through CONNECT, as HTTPS_PROXY is used. */
async function tunnel(
  proxy: URL,
  target: string,
  authorization = basic(proxy),
): Promise<{ status: number; socket: Socket }> {
  const headers = { 'proxy-authorization': authorization }
  const sending = request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: target, headers })
  sending.end()
  const [answer, socket] = (await once(sending, 'connect')) as [import('node:http').IncomingMessage, Socket]
  return { status: answer.statusCode ?? 0, socket }
}

test('a request arrives as it was sent: method, path, header fields with their case, body bytes; the answer too', async () => {
  const { proxy, ca, url } = await redirect()
  const { socket } = await tunnel(proxy, 'api.pay.example:443')
  const body = Buffer.from([0, 255, 10, 13, 128])
  const headers = ['Host', 'api.pay.example', 'X-Sign', 'a=b', 'x-lower', 'plain', 'Content-Length', '5']
  const sending = secureRequest({
    createConnection: () => connectTls({ socket, ca, servername: 'api.pay.example' }),
    method: 'PATCH',
    path: '/a%7Cb//c?x=%20&y',
    headers: headers as never,
  })
  sending.end(body)
  const { text, headers: answered } = await read(sending)
  const got = JSON.parse(text) as { method: string; url: string; headers: string[]; body: string }
  expect(got).toMatchObject({ method: 'PATCH', url: '/a%7Cb//c?x=%20&y', body: body.toString('latin1') })
  expect(got.headers.slice(0, 8)).toEqual([
    'Host',
    new URL(url).host,
    'X-Sign',
    'a=b',
    'x-lower',
    'plain',
    'Content-Length',
    '5',
  ])
  expect(answered.filter((_, at) => at % 2 === 0 && answered[at] === 'X-Two')).toHaveLength(2)
})

test('HTTP/2 is spoken to those who speak nothing else', async () => {
  const { door, ca } = await redirect()
  const session = connectHttp2('https://api.pay.example', {
    createConnection: () =>
      connectTls({ host: '127.0.0.1', port: door, servername: 'api.pay.example', ca, ALPNProtocols: ['h2'] }),
  })
  const stream = session.request({ ':path': '/two', ':method': 'POST' })
  stream.end('body')
  let text = ''
  for await (const part of stream) text += String(part)
  session.close()
  expect(JSON.parse(text)).toMatchObject({ method: 'POST', url: '/two', body: 'body' })
})

test.each(['http', 'https'])('a whole %s address in place of a path is answered by the platform', async (scheme) => {
  const { proxy } = await redirect()
  const path = `${scheme}://api.pay.example/orders?x=1`
  const headers = { 'proxy-authorization': basic(proxy), host: 'api.pay.example' }
  const { text } = await read(request({ host: proxy.hostname, port: proxy.port, path, headers }).end())
  expect(JSON.parse(text)).toMatchObject({ url: '/orders?x=1' })
  expect(text).not.toContain('proxy-authorization')
})

test('other addresses are passed on, and an answer that takes its time is waited for', async () => {
  const other = await serve((_, outgoing) => void setTimeout(() => outgoing.end('other'), 2500))
  const { proxy } = await redirect()
  const headers = { 'proxy-authorization': basic(proxy) }
  const path = `http://127.0.0.1:${other}/x`
  expect(await read(request({ host: proxy.hostname, port: proxy.port, path, headers }).end())).toMatchObject({
    status: 200,
    text: 'other',
  })
  const { status, socket } = await tunnel(proxy, `127.0.0.1:${other}`)
  expect(status).toBe(200)
  socket.destroy()
})

test('plain requests to other addresses go by the user’s own proxy, with its password and not with ours', async () => {
  const seen: { url?: string | undefined; authorization?: string | undefined }[] = []
  const port = await serve(({ url, headers }, outgoing) => {
    seen.push({ url, authorization: headers['proxy-authorization'] })
    outgoing.end('by proxy')
  })
  const { proxy, started } = await redirect({ http_proxy: `http://me:secret@127.0.0.1:${port}` })
  expect(started.nodeOnly).toBe(false)
  const headers = { 'proxy-authorization': basic(proxy) }
  const path = 'http://other.example/x?y=1'
  const { text } = await read(request({ host: proxy.hostname, port: proxy.port, path, headers }).end())
  expect(text).toBe('by proxy')
  expect(seen).toEqual([{ url: path, authorization: `Basic ${Buffer.from('me:secret').toString('base64')}` }])
})

test('a slow platform is waited for', async () => {
  const { door } = await redirect({}, (_, outgoing) => void setTimeout(() => outgoing.end('late'), 2500))
  const sending = request({ host: '127.0.0.1', port: door, headers: { host: 'api.pay.example' } }).end()
  expect(await read(sending)).toMatchObject({ status: 200, text: 'late' })
})

test('nobody without the password of the run gets through', async () => {
  const { proxy } = await redirect()
  for (const authorization of ['', 'Basic eDp5', basic(proxy).slice(0, -1)]) {
    expect((await tunnel(proxy, 'api.pay.example:443', authorization)).status).toBe(407)
    const headers = { 'proxy-authorization': authorization }
    const sending = request({ host: proxy.hostname, port: proxy.port, path: 'http://api.pay.example/', headers })
    expect((await read(sending.end())).status).toBe(407)
  }
})

test('a page of a browser, which sends a path and its own host, finds nothing behind either port', async () => {
  const { proxy, door } = await redirect()
  const plain = request({
    host: proxy.hostname,
    port: proxy.port,
    path: '/',
    headers: { 'proxy-authorization': basic(proxy) },
  })
  expect((await read(plain.end())).status).toBe(400)
  const rebound = request({ host: '127.0.0.1', port: door, headers: { host: 'evil.example' } })
  expect((await read(rebound.end())).status).toBe(421)
})

test('the certificate is for the platforms’ hosts and nothing else', async () => {
  const { door, ca } = await redirect()
  const socket = connectTls({ host: '127.0.0.1', port: door, servername: 'other.example', ca })
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
})

test('an unreachable address is a 502, for a tunnel and for a request', async () => {
  const { proxy } = await redirect()
  expect((await tunnel(proxy, '127.0.0.1:9')).status).toBe(502)
  const headers = { 'proxy-authorization': basic(proxy) }
  const sending = request({ host: proxy.hostname, port: proxy.port, path: 'http://127.0.0.1:9/', headers })
  expect((await read(sending.end())).status).toBe(502)
})

test('the end frees the ports and takes the files along', async () => {
  const { started, door } = await redirect()
  const file = started.variables['NODE_EXTRA_CA_CERTS'] ?? ''
  expect(existsSync(file)).toBe(true)
  await started.close()
  expect(existsSync(dirname(file))).toBe(false)
  const socket = connect(door, '127.0.0.1')
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
})
