import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, request, type RequestListener } from 'node:http'
import { connect as connectHttp2 } from 'node:http2'
import { connect, createServer as rawServer, type AddressInfo, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { startRedirect } from '../../../src/proxy/redirect.ts'
import { systemClock } from '../../../src/system/clock.ts'
import { systemRandom } from '../../../src/system/random.ts'
import { root } from '../../support/sources.ts'
const seen: string[] = []
const echo: RequestListener = (incoming, outgoing) => {
  seen.push(`${incoming.method} ${incoming.url}`)
  let n = 0
  incoming.on('data', (c: Buffer) => (n += c.length))
  incoming.on('end', () => outgoing.end(`got ${incoming.method} ${incoming.url} ${n}`))
}
async function setup(env: Record<string, string> = {}) {
  const server = createServer(echo).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const manifest = { environments: { production: { baseUrl: 'https://api.pay.example' } } }
  const started = await startRedirect({ platforms: [{ id: 'pay', url, manifest }], env, cwd: root, packageRoot: root }, { clock: systemClock, random: systemRandom })
  if (!started) throw expect.unreachable()
  onTestFinished(async () => { await started.close(); server.closeAllConnections(); server.close() })
  const v = started.variables
  const proxy = new URL(v['HTTPS_PROXY'] ?? '')
  return { proxy, auth: `Basic ${Buffer.from(`${proxy.username}:${proxy.password}`).toString('base64')}`, ca: readFileSync(v['NODE_EXTRA_CA_CERTS'] ?? ''), door: (JSON.parse(v['INTEG_REDIRECT'] ?? '') as { port: number }).port }
}
async function raw(port: number, text: string | Buffer, ms = 1200): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let got = ''
  socket.on('data', (c) => (got += c.toString('latin1')))
  socket.on('error', () => {})
  socket.write(text)
  await Promise.race([once(socket, 'close'), new Promise((r) => setTimeout(r, ms))])
  socket.destroy()
  return got.slice(0, 300)
}
const show = (name: string, x: unknown) => process.stdout.write(`@@ ${name}: ${JSON.stringify(x)}\n`)
test('connect targets', async () => {
  const { proxy, auth } = await setup()
  const p = Number(proxy.port)
  for (const t of ['127.0.0.1:99999', '127.0.0.1:0', '[::1]:1', '[zz]:443', 'user:pw@127.0.0.1:443', 'a@b:443', '127.0.0.1', ':443', 'api.pay.example.:443', 'API.PAY.EXAMPLE:443', '\x80\x81:443', 'x'.repeat(300) + ':443', '/x:443', '127.0.0.1:00443'])
    show(`CONNECT ${t.slice(0, 30)}`, await raw(p, Buffer.from(`CONNECT ${t} HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${auth}\r\n\r\n`, 'latin1'), 800))
}, 30000)
test('bad upstream auth', async () => {
  const { proxy, auth } = await setup({ HTTPS_PROXY: 'http://u%zz:p@127.0.0.1:9', HTTP_PROXY: 'http://u%zz:p@127.0.0.1:9' })
  show('badproxy connect', await raw(Number(proxy.port), `CONNECT 10.0.0.1:443 HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${auth}\r\n\r\n`, 800))
  show('badproxy get', await raw(Number(proxy.port), `GET http://10.0.0.1/ HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${auth}\r\n\r\n`, 800))
})
test('utf host upstream', async () => {
  const { proxy, auth } = await setup({ HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' })
  show('utf via upstream', await raw(Number(proxy.port), Buffer.from(`CONNECT \xe4\xbd:443 HTTP/1.1\r\nHost: x\r\nProxy-Authorization: ${auth}\r\n\r\n`, 'latin1'), 800))
})
test('absolute', async () => {
  const { proxy, auth } = await setup()
  const p = Number(proxy.port)
  const other = createServer((i, o) => o.end(`other ${i.url} ${i.headers.host} ${JSON.stringify(i.rawHeaders)}`)).listen(0, '127.0.0.1')
  await once(other, 'listening')
  onTestFinished(() => void other.close())
  const o = (other.address() as AddressInfo).port
  for (const t of [`http://127.0.0.1:${o}?x=/y`, `http://u:p@127.0.0.1:${o}/a`, `http://127.0.0.1:${o}/\xe4\xbd`, `http://127.0.0.1:${o}\\@evil/`, `http://127.0.0.1:0/`, `http://[::1]:${o}/`, `https://127.0.0.1:${o}/`, `ftp://127.0.0.1/`, `http://`, `http:///x`, '*', `http://127.0.0.1:${o}#frag`])
    show(`GET ${t}`, await raw(p, Buffer.from(`GET ${t} HTTP/1.1\r\nHost: foreign.example\r\nConnection: close\r\nProxy-Authorization: ${auth}\r\n\r\n`, 'latin1'), 800))
  show('no auth', await raw(p, `GET http://127.0.0.1:${o}/ HTTP/1.1\r\nHost: x\r\n\r\n`, 500))
}, 30000)
test('hostile answers', async () => {
  const answers = ['HTTP/1.1 000 x\r\n\r\n', 'HTTP/1.1 099 x\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 200 a\x01b\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 200 a\xe4b\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'HTTP/1.1 999 x\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 200 x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde', 'HTTP/1.1 200 x\r\nX: \x80\x01\r\n\r\n', 'HTTP/1.1 100 c\r\n\r\nHTTP/1.1 200 x\r\nContent-Length: 0\r\n\r\n', 'HTTP/1.1 204 x\r\nContent-Length: 5\r\n\r\nabcde', 'HTTP/1.1 200 x\r\nTransfer-Encoding: gzip\r\n\r\nabc','HTTP/1.1 200 x\r\nContent-Length: 5\r\nConnection: content-length\r\n\r\nabcde', 'garbage']
  const { proxy, auth } = await setup()
  for (const a of answers) {
    const other = rawServer((s: Socket) => { s.on('error', () => {}); s.once('data', () => s.end(Buffer.from(a, 'latin1'))) }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    const o = (other.address() as AddressInfo).port
    show(`answer ${a.slice(0, 40)}`, await raw(Number(proxy.port), `GET http://127.0.0.1:${o}/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nProxy-Authorization: ${auth}\r\n\r\n`, 800))
    other.close()
  }
}, 30000)
test('door', async () => {
  const { door, ca } = await setup()
  const H = 'Host: api.pay.example\r\n'
  const cases: Record<string, string> = {
    highpath: `GET /\xe4\xff HTTP/1.1\r\n${H}\r\n`,
    delpath: `GET /\x7f HTTP/1.1\r\n${H}\r\n`,
    dropcl: `GET /a HTTP/1.1\r\n${H}Connection: content-length\r\nContent-Length: 60\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\nX: yyyyyyyyyyyyyy\r\n\r\n`,
    dropclpost: `POST /a HTTP/1.1\r\n${H}Connection: content-length\r\nContent-Length: 5\r\n\r\nabcde`,
    getbody: `GET /b HTTP/1.1\r\n${H}Content-Length: 5\r\n\r\nabcde`,
    clte: `POST /c HTTP/1.1\r\n${H}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smug2 HTTP/1.1\r\n\r\n`,
    tetab: `POST /c HTTP/1.1\r\n${H}Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n`,
    tex: `POST /c HTTP/1.1\r\n${H}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    tegz: `POST /c HTTP/1.1\r\n${H}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    getchunk: `GET /gc HTTP/1.1\r\n${H}Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n`,
    clcl: `POST /c HTTP/1.1\r\n${H}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`,
    abs: `GET http://127.0.0.1:22/x HTTP/1.1\r\n${H}\r\n`,
    star: `OPTIONS * HTTP/1.1\r\n${H}\r\n`,
    hosts: `GET / HTTP/1.1\r\nHost: api.pay.example\r\nHost: evil\r\n\r\n`,
    evil: `GET / HTTP/1.1\r\nHost: 127.0.0.1:${door}\r\n\r\n`,
    nohost: `GET / HTTP/1.0\r\n\r\n`,
    hosthtml: `GET / HTTP/1.1\r\nHost: <script>\r\n\r\n`,
    connect: `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${H}\r\n`,
    upgrade: `GET /u HTTP/1.1\r\n${H}Upgrade: websocket\r\nConnection: upgrade\r\n\r\n`,
    tls: '\x16\x03\x01\x00\x05hello',
    proto: `GET /p HTTP/1.1\r\n${H}__proto__: x\r\n\r\n`,
  }
  for (const [n, t] of Object.entries(cases)) { seen.length = 0; show(`door ${n}`, [await raw(door, Buffer.from(t, 'latin1'), 500), [...seen]]) }
  const h2 = async (headers: Record<string, string>, body?: string) => {
    const session = connectHttp2('https://api.pay.example', { createConnection: () => connectTls({ host: '127.0.0.1', port: door, servername: 'api.pay.example', ca, ALPNProtocols: ['h2'] }) })
    session.on('error', () => {})
    seen.length = 0
    const out = await new Promise((resolve) => {
      try {
        const s = session.request(headers, { endStream: body === undefined })
        let text = ''; let status: unknown
        s.on('response', (h) => (status = h[':status'])); s.on('data', (c) => (text += String(c))); s.on('end', () => resolve([status, text])); s.on('error', (e) => resolve(String(e)))
        if (body !== undefined) s.end(body)
        setTimeout(() => resolve('timeout'), 800)
      } catch (e) { resolve(`threw ${String(e)}`) }
    })
    session.destroy()
    show(`h2 ${JSON.stringify(headers)}`, [out, [...seen]])
  }
  await h2({ ':path': '/x', ':method': 'GET' })
  await h2({ ':path': '/getbody', ':method': 'GET' }, 'GET /smug3 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  await h2({ ':path': '/delbody', ':method': 'DELETE' }, 'GET /smug4 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  await h2({ ':path': '/post', ':method': 'POST' }, 'abc')
  await h2({ ':path': '/a b', ':method': 'GET' })
  await h2({ ':path': '/\xe4', ':method': 'GET' })
  await h2({ ':path': '/a\r\nX: y', ':method': 'GET' })
  await h2({ ':path': '/x', ':method': 'G T' })
  await h2({ ':path': '/x', ':method': 'ODD' })
  await h2({ ':path': '/cl', ':method': 'POST', 'content-length': '10' }, 'abc')
}, 30000)
