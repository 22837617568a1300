import { request as send } from 'node:http'
import { describe, it } from 'vitest'
import type { Operation } from '../../../src/sdk/operation.ts'
import { createBasic } from '../../../src/sdk/schemes/basic.ts'
import { createBearer } from '../../../src/sdk/schemes/bearer.ts'
import type { SpecDocument } from '../../../src/spec/document.ts'
import { createRest } from '../../../src/spec/rest.ts'
import { isLoopbackHost } from '../../../src/sandbox/loopback-host.ts'
import { jsonFault } from '../../../src/sandbox/json-fault.ts'
import { openValue } from '../../support/specs.ts'
import { toyConnector } from './toy-connector.ts'
import { startToy } from './toy-sandbox.ts'

const base = { summary: '', tags: [], auth: [], parameters: [], emits: [], writes: true, extensions: {} }
const body = (mediaType: string, mediaTypes?: readonly string[]) => ({
  body: { mediaType, required: true, schema: { type: 'object' }, ...(mediaTypes ? { mediaTypes } : {}) },
})
const item = { name: 'id', in: 'path', required: true, schema: { type: 'string' } } as const
const answers = { '200': { mediaType: 'application/json', example: { ok: true } } }

const OPERATIONS: readonly Operation[] = [
  { ...base, id: 'json', method: 'POST', path: '/json', responses: answers, ...body('application/json') },
  {
    ...base,
    id: 'form',
    method: 'POST',
    path: '/form',
    responses: answers,
    ...body('application/x-www-form-urlencoded'),
  },
  {
    ...base,
    id: 'both',
    method: 'POST',
    path: '/both',
    responses: answers,
    ...body('application/json', ['application/json', 'application/x-www-form-urlencoded', 'text/*']),
  },
  { ...base, id: 'get', method: 'GET', path: '/items/{id}', responses: answers, parameters: [item] },
  { ...base, id: 'put', method: 'PUT', path: '/items/{id}', responses: answers, parameters: [item] },
  { ...base, id: 'closed', method: 'GET', path: '/closed', responses: answers, auth: ['basic', 'bearer'] },
  { ...base, id: 'gateway', method: 'POST', path: '/gateway.do', responses: answers, protocol: 'other' },
]

function plainConnector() {
  const operation = (id: string) => OPERATIONS.find((one) => one.id === id)
  const document = { servers: [], operations: () => OPERATIONS, operation, resolve: () => undefined }
  const { simulator: _, ...rest } = toyConnector()
  return {
    ...rest,
    operations: () => OPERATIONS,
    operation,
    auth: { basic: createBasic('basic'), bearer: createBearer('bearer') },
    protocols: { rest: createRest(document as unknown as SpecDocument) },
    validateInput: () => [],
  }
}

async function start() {
  const { url } = await startToy({ connectors: [plainConnector()] })
  const post = (path: string, type: string, text: string) =>
    fetch(`${url}${path}`, { method: 'POST', headers: { 'content-type': type }, body: text })
  return { url, post }
}

const FORM = 'application/x-www-form-urlencoded'

describe('the body of a request to a plain OpenAPI platform', () => {
  it('is refused with 415 and the accepted types when it is of another type', async ({ expect }) => {
    const { post } = await start()
    const wrong = await post('/json', FORM, 'a=1')
    expect([wrong.status, wrong.headers.get('content-type')]).toEqual([415, 'application/problem+json'])
    expect(await wrong.json()).toMatchObject({ code: 'unsupported-media-type', accepted: ['application/json'] })
    expect((await post('/form', 'application/json', '{}')).status).toBe(415)
    expect((await post('/both', 'application/xml', '<a/>')).status).toBe(415)
  })

  it('is taken with a charset, as another kind of JSON, and as every type that the document names', async ({
    expect,
  }) => {
    const { post } = await start()
    expect((await post('/json', 'application/json; charset=utf-8', '{}')).status).toBe(200)
    expect((await post('/json', 'application/merge-patch+json', '{}')).status).toBe(200)
    expect((await post('/form', `${FORM}; charset=UTF-8`, 'a=1')).status).toBe(200)
    expect((await post('/both', FORM, 'a=1')).status).toBe(200)
    expect((await post('/both', 'text/plain', 'a')).status).toBe(200)
    expect((await post('/json', FORM, '')).status).toBe(200)
  })

  it('may be of each type that the document names, in both generations of OpenAPI', async ({ expect }) => {
    const types = ['application/json', FORM]
    const info = { title: 'Two', version: '1' }
    const content = Object.fromEntries(types.map((type) => [type, { schema: {} }]))
    const three = { operationId: 'two', requestBody: { content }, responses: {} }
    const two = {
      operationId: 'two',
      consumes: types,
      parameters: [{ in: 'body', name: 'b', schema: {} }],
      responses: {},
    }
    for (const value of [
      { openapi: '3.0.3', info, paths: { '/two': { post: three } } },
      { swagger: '2.0', info, paths: { '/two': { post: two } } },
    ]) {
      const document = await openValue(value)
      expect(document.operation('two')?.body).toMatchObject({ mediaType: types[0], mediaTypes: types })
    }
  })

  it('is refused with the position when it is not valid JSON', async ({ expect }) => {
    const { post } = await start()
    const broken = await post('/json', 'application/json', '{bad')
    expect(broken.status).toBe(400)
    expect(await broken.json()).toMatchObject({ detail: expect.stringContaining('not valid JSON'), position: 1 })
  })

  it('breaks where the first wrong token starts', ({ expect }) => {
    const at = (text: string) => jsonFault(text)?.offset
    expect(['', '{"a":', '{"a" 1}', '[1,]', '{"a":1,}', '[1 2]', '"x', '01', '{"a":tru}', '[]]', '[}'].map(at)).toEqual(
      [0, 5, 5, 3, 7, 3, 0, 0, 5, 2, 1],
    )
    expect(jsonFault('{\n  "a": x}')).toEqual({ offset: 9, line: 2, column: 8 })
    expect(jsonFault('{"a":[1,{"b":null}],"c":"\\u00e9"}')).toBeUndefined()
    expect(at('['.repeat(100_000))).toBe(100_000)
  })
})

describe('a method that a known path does not declare', () => {
  it('gets 405 and the methods that it has', async ({ expect }) => {
    const { url } = await start()
    const answer = await fetch(`${url}/items/1`, { method: 'DELETE' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, PUT, OPTIONS'])
    expect((await fetch(`${url}/items/1/more`, { method: 'DELETE' })).status).toBe(404)
    expect((await fetch(`${url}/gateway.do`, { method: 'DELETE' })).status).toBe(404)
  })

  it('is answered for HEAD as for GET without the body, and for OPTIONS with 204', async ({ expect }) => {
    const { url } = await start()
    const head = await fetch(`${url}/items/1`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '11', ''])
    const options = await fetch(`${url}/items/1`, { method: 'OPTIONS' })
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, PUT, OPTIONS'])
    expect(options.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('a refused caller', () => {
  it('is told the schemes and how to get the credential', async ({ expect }) => {
    const { url } = await start()
    const answer = await fetch(`${url}/closed`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Basic realm="toy", charset="UTF-8", Bearer realm="toy"')
    expect(await answer.json()).toMatchObject({
      detail: expect.stringContaining('integ profile export toy --env local --dir keys'),
    })
  })
})

describe('the Host of a request', () => {
  it('must be a name of this machine', async ({ expect }) => {
    const { url } = await start()
    const statusFor = (host: string) =>
      new Promise((resolve) => {
        send(`${url}/items/1`, { headers: { host } }, (answer) => resolve(answer.resume().statusCode)).end()
      })
    const port = new URL(url).port
    expect(await statusFor('evil.example')).toBe(421)
    expect(await statusFor(`evil.example:${port}`)).toBe(421)
    expect(await statusFor(`localhost:${port}`)).toBe(200)
    expect(['[::1]:80', '127.0.0.1', 'toy.localhost:1', 'LOCALHOST'].every(isLoopbackHost)).toBe(true)
    expect(['localhost.evil.example', 'notlocalhost', '127.0.0.1.evil.example', ''].some(isLoopbackHost)).toBe(false)
  })
})
