import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startProjectServer } from '../../../src/create/project-server.ts'
import { createCommandRunner } from '../../../src/system/exec.ts'
import { createHttpClient } from '../../../src/system/http.ts'
import { tempDir } from '../../support/temp-dir.ts'

const SERVER = `
  import { createServer } from 'node:http'
  import { writeFileSync } from 'node:fs'
  writeFileSync('pid', String(process.pid))
  console.log('hello from the server')
  createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += chunk))
    request.on('end', () => response.end(JSON.stringify({ at: request.method + ' ' + request.url, body, url: process.env.PUBLIC_URL })))
  }).listen(process.env.PORT, '127.0.0.1')`

const ports = () => ({
  exec: createCommandRunner,
  http: async () => createHttpClient({}),
  signal: new AbortController().signal,
})

function given(program: string, port: number) {
  const root = tempDir()
  writeFileSync(join(root, 'server.mjs'), program)
  const start = `"${process.execPath}" server.mjs`
  const fail = (reason: string, output: string) => Object.assign(new Error(reason), { output })
  return { root, start, url: `http://127.0.0.1:${port}`, env: { PATH: process.env['PATH'] }, fail }
}

/** A process that has ended and that the system has not collected yet runs no more. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`
  return existsSync(file) && !/\) Z /.test(readFileSync(file, 'utf8'))
}

/** A port of this test alone: the usual one may be somebody else's. */
async function freePort(): Promise<number> {
  const server = await listening()
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

function listening(port = 0): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer()
    onTestFinished(() => void server.close())
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}
const portOf = (server: Server) => (server.address() as AddressInfo).port

test('the server runs on the port of its address and is told so', async () => {
  const free = await listening()
  const port = portOf(free)
  await new Promise((resolve) => free.close(resolve))
  const server = await startProjectServer(given(SERVER, port), ports())
  onTestFinished(() => server.stop())
  expect(server.url).toBe(`http://127.0.0.1:${port}`)
  const { status, body } = await server.send('POST', '/orders', { a: 1 })
  expect({ status, body }).toEqual({ status: 200, body: { at: 'POST /orders', body: '{"a":1}', url: server.url } })
})

test('a port that is taken is replaced by a free one', async () => {
  const taken = portOf(await listening())
  const server = await startProjectServer(given(SERVER, taken), ports())
  onTestFinished(() => server.stop())
  expect(server.url).not.toBe(`http://127.0.0.1:${taken}`)
  expect((await server.send('GET', '/')).body['url']).toBe(server.url)
})

test('a server that ends before it answers is an error with what it said', async () => {
  const broken = given(`console.error('cannot find the keys'); process.exit(3)`, 0)
  await expect(startProjectServer(broken, ports())).rejects.toMatchObject({
    message: 'it ended before it answered',
    output: 'cannot find the keys\n',
  })
})

test('nothing of the server is left when it is stopped', async () => {
  const asked = given(SERVER, await freePort())
  const server = await startProjectServer(asked, ports())
  await server.stop()
  const pid = Number(readFileSync(join(asked.root, 'pid'), 'utf8'))
  expect(isRunning(pid)).toBe(false)
  await expect(fetch(server.url)).rejects.toThrow()
})
