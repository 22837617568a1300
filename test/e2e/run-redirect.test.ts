import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { certificateFor } from '../../src/proxy/certificates.ts'
import { systemRandom } from '../../src/system/random.ts'
import { runBin } from '../support/bin.ts'
import { root } from '../support/sources.ts'
import { tempDir } from '../support/temp-dir.ts'

// Real programs that know nothing of integ and call the platforms' production hosts.

/** What the sandbox answers to a call without parameters; the platform itself would look different. */
const LOCAL = /isv\.missing/

function project(connectors: readonly string[] = ['alipay']): string {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'integration.json'), JSON.stringify({ connectors }))
  return cwd
}

/** Runs `source` as a CommonJS program that finds this checkout's packages; it prints one JSON document. */
async function program(source: string, setup: { cwd?: string; env?: Record<string, string>; argv?: string[] } = {}) {
  const cwd = setup.cwd ?? project()
  const file = join(cwd, 'program.cjs')
  writeFileSync(file, `const load = require('node:module').createRequire('${root}/package.json')\n${source}`)
  const argv = ['run', ...(setup.argv ?? []), '--', process.execPath, file]
  const { stdout, stderr, code } = await runBin(argv, { cwd, env: setup.env ?? {}, limitMs: 25_000 })
  expect(code, stderr + stdout).toBe(0)
  return { said: stderr, answer: JSON.parse(stdout) as Record<string, unknown> }
}

const URL_TEXT = 'https://openapi.alipay.com/gateway.do'
const has = (name: string): boolean => spawnSync(name, ['--version']).status === 0

test('Node programs reach the sandbox by every way that Node has', async () => {
  const { answer } = await program(`
    const read = (stream) => new Promise((resolve, reject) => {
      let text = ''
      stream.on('data', (part) => (text += part)).on('end', () => resolve(text)).on('error', reject)
    })
    const ways = {
      fetch: async () => (await fetch('${URL_TEXT}')).text(),
      'fetch of http': async () => (await fetch('http://openapi.alipay.com/gateway.do')).text(),
      undici: async () => (await load('undici').request('${URL_TEXT}')).body.text(),
      'https.get': () => new Promise((resolve, reject) =>
        load('node:https').get('${URL_TEXT}', (answer) => resolve(read(answer))).on('error', reject)),
      'kept-alive agent': () => new Promise((resolve, reject) => {
        const agent = new (load('node:https').Agent)({ keepAlive: true })
        load('node:https').get('${URL_TEXT}', { agent }, (first) => read(first).then(() =>
          load('node:https').get('${URL_TEXT}', { agent }, (answer) => resolve(read(answer).finally(() => agent.destroy())))
        )).on('error', reject)
      }),
      http2: async () => {
        const session = load('node:http2').connect('https://openapi.alipay.com')
        try { return await read(session.request({ ':path': '/gateway.do' })) } finally { session.close() }
      },
      'tls.connect': () => new Promise((resolve, reject) => {
        const socket = load('node:tls').connect(443, 'openapi.alipay.com', () =>
          socket.write('GET /gateway.do HTTP/1.1\\r\\nHost: openapi.alipay.com\\r\\nConnection: close\\r\\n\\r\\n'))
        resolve(read(socket)); socket.on('error', reject)
      }),
      axios: async () => JSON.stringify((await load('axios').get('${URL_TEXT}')).data),
      superagent: async () => (await load('superagent').get('${URL_TEXT}').buffer(true)).text,
      grandchild: async () => load('node:child_process').execFileSync(process.execPath,
        ['-e', "fetch('${URL_TEXT}').then((answer) => answer.text()).then(console.log)"]).toString(),
    }
    Promise.all(Object.entries(ways).map(async ([name, way]) => [name, await way().catch((error) => 'failed: ' + (error.cause ?? error))]))
      .then((all) => console.log(JSON.stringify(Object.fromEntries(all))))`)
  expect(Object.entries(answer).filter(([, text]) => !LOCAL.test(String(text)))).toEqual([])
  expect(Object.keys(answer)).toHaveLength(10)
})

test('alipay-sdk with nothing but its production defaults places an order, and the answer verifies', async () => {
  const { answer, said } = await program(`
    const { AlipaySdk } = load('alipay-sdk')
    const env = process.env
    const sdk = new AlipaySdk({ appId: env.ALIPAY_APP_ID, privateKey: env.ALIPAY_PRIVATE_KEY, alipayPublicKey: env.ALIPAY_PUBLIC_KEY })
    const bizContent = { out_trade_no: 'T1', total_amount: '8.80', subject: '茶' }
    sdk.exec('alipay.trade.precreate', { bizContent }, { validateSign: true }).then((answer) => console.log(JSON.stringify(answer)))`)
  expect(answer).toMatchObject({ code: '10000', outTradeNo: 'T1' })
  expect(said).toMatch(/sandbox {2}answers for .*openapi\.alipay\.com/)
})

test.skipIf(!has('curl'))('curl goes through the proxy, POST and all, and no password is printed', async () => {
  const cwd = project()
  const body = 'a'.repeat(300_000)
  writeFileSync(join(cwd, 'body'), `app_id=1&x=${body}`)
  const argv = ['run', '--', 'curl', '-sS', '--data-binary', '@body', URL_TEXT, URL_TEXT]
  const { stdout, stderr, code } = await runBin(argv, { cwd })
  expect({ code, local: LOCAL.test(stdout) }, stdout + stderr).toEqual({ code: 0, local: true })
  expect(stderr).not.toMatch(/integ:[\w-]{10}/)
})

test.skipIf(!has('python3'))('python3 goes through the proxy and trusts its certificate', async () => {
  const script = `import urllib.request; print(urllib.request.urlopen('${URL_TEXT}').read().decode())`
  const { stdout, stderr } = await runBin(['run', '--', 'python3', '-c', script], { cwd: project() })
  expect(stdout, stderr).toMatch(LOCAL)
})

/** A server of the user's own with an authority of the user's own. */
async function ownServer(host: string): Promise<{ port: number; ca: string }> {
  const made = certificateFor([host], { random: systemRandom, now: Date.now() })
  const server = createServer({ key: made.key, cert: made.certificate }, (_, answer) => answer.end('the other one'))
  return { port: await listen(server), ca: made.authority }
}

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test('other hosts are reached as before, with the authorities and options that the user had named', async () => {
  const other = await ownServer('localhost')
  const cwd = project()
  mkdirSync(join(cwd, 'with blank'))
  writeFileSync(join(cwd, 'with blank/ca.pem'), other.ca)
  writeFileSync(join(cwd, 'first.cjs'), 'globalThis.first = true')
  const env = { NODE_EXTRA_CA_CERTS: 'with blank/ca.pem', NODE_OPTIONS: '--require ./first.cjs' }
  const { answer } = await program(
    `Promise.all(['https://localhost:${other.port}', '${URL_TEXT}'].map((url) => fetch(url).then((answer) => answer.text())))
       .then(([own, platform]) => console.log(JSON.stringify({ own, platform, first: globalThis.first })))`,
    { cwd, env },
  )
  expect(answer).toMatchObject({ own: 'the other one', first: true, platform: expect.stringMatching(LOCAL) })
})

test.skipIf(!has('curl'))('the user’s own proxy carries everything else, and nothing of a platform', async () => {
  const other = await ownServer('other.example.com')
  const asked: string[] = []
  const proxy = createTcpServer((socket: Socket) =>
    socket.once('data', (head) => {
      asked.push(head.toString())
      const way = connect(other.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
        socket.pipe(way).pipe(socket)
      })
      for (const one of [socket, way]) one.on('error', () => one.destroy())
    }),
  )
  const cwd = project()
  writeFileSync(join(cwd, 'ca.pem'), other.ca)
  const env = {
    https_proxy: `http://me:secret@127.0.0.1:${await listen(proxy)}`,
    SSL_CERT_FILE: 'ca.pem',
    NO_PROXY: '*.alipay.com',
  }
  const argv = ['run', '--', 'curl', '-sS', 'https://other.example.com/', URL_TEXT]
  const { stdout, stderr } = await runBin(argv, { cwd, env })
  expect(stdout, stderr).toMatch(/^the other one/)
  expect(stdout).toMatch(LOCAL)
  expect(asked).toHaveLength(1)
  expect(asked[0]).toContain(`Proxy-Authorization: Basic ${Buffer.from('me:secret').toString('base64')}`)
})

test('--no-redirect leaves everything alone', async () => {
  const { answer, said } = await program('console.log(JSON.stringify(process.env))', { argv: ['--no-redirect'] })
  expect(Object.keys(answer).filter((name) => /PROXY|NODE_OPTIONS|CERT|INTEG_REDIRECT/i.test(name))).toEqual([])
  expect(said).not.toContain('answers for')
})

test('what was written for the run goes with it, also when a signal ends it; what a killed run left goes with the next', async () => {
  const [cwd, temp] = [project(), tempDir()]
  const env = { TMPDIR: temp }
  const left = () => readdirSync(temp).filter((name) => name.startsWith('integ-run-'))
  const look = `const fs = require('node:fs'); const folder = require('node:path').dirname(process.env.NODE_EXTRA_CA_CERTS)
    console.log(JSON.stringify({ folder, mode: fs.statSync(folder).mode & 0o777, files: fs.readdirSync(folder) }))`
  const { answer } = await program(look, { cwd, env })
  expect(answer).toMatchObject({ folder: expect.stringContaining(temp), mode: 0o700 })
  expect(left()).toEqual([])

  const signal = (name: string) => `${look}\nprocess.kill(process.ppid, '${name}'); setTimeout(() => {}, 9000)`
  writeFileSync(join(cwd, 'signal.cjs'), signal('SIGTERM'))
  expect((await runBin(['run', '--', process.execPath, 'signal.cjs'], { cwd, env })).code).toBe(143)
  expect(left()).toEqual([])

  writeFileSync(join(cwd, 'signal.cjs'), `${look}\nprocess.kill(process.ppid, 'SIGKILL')`)
  await runBin(['run', '--', process.execPath, 'signal.cjs'], { cwd, env })
  expect(left()).toHaveLength(1)
  await program(look, { cwd, env })
  expect(left()).toEqual([])
})
