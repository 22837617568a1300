import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileDocument } from '../../../src/spec/compile.ts'
import { openDocument } from '../../../src/spec/document.ts'
import { bodyOf, fixture, open, openValue, writeSpec } from '../../support/specs.ts'
import { tempDir } from '../../support/temp-dir.ts'

const refused = async (value: unknown, name?: string) =>
  compileDocument({ source: writeSpec(value, name), outFolder: tempDir() }).then(
    () => undefined,
    (error: unknown) => error as { code: string; message: string },
  )

describe('a 3.0 document', () => {
  it('gives its head with the variables of servers filled in', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    expect(document.info).toEqual({ title: 'Corner Shop API', version: '1.10', description: 'Orders of a small shop.' })
    expect(document.servers.map(({ url }) => url)).toEqual([
      'https://eu.shop.example/v1',
      'https://sandbox.shop.example/v1',
    ])
    expect(document.securitySchemes['token']).toEqual({ type: 'http', scheme: 'bearer' })
  })

  it('lists operations with ids that are derived or made unique where the document fails to', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    expect(document.operations().map(({ id }) => id)).toEqual([
      'orders.list',
      'orders.create',
      'get.orders.id',
      'orders.list.2',
      'receipt',
      'login',
    ])
  })

  it('merges the parameters of the path and takes JSON before other bodies', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    expect(document.operation('get.orders.id')?.parameters.map(({ name, in: place }) => [name, place])).toEqual([
      ['id', 'path'],
    ])
    expect(document.operation('orders.create')?.body).toMatchObject({ mediaType: 'application/json', required: true })
  })

  it('knows which operations need a credential', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    expect(document.operation('orders.list')?.auth).toEqual(['token'])
    expect(document.operation('get.orders.id')?.auth).toEqual([])
    expect(document.operation('login')?.auth).toEqual([])
  })

  it('leaves `$ref` in example data alone and keeps cycles as references', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    const order = document.resolve('#/components/schemas/Order') as {
      properties: Record<string, Record<string, unknown>>
    }
    expect(order.properties['metadata']?.['example']).toEqual({ $ref: 'not a reference', $id: 'data' })
    expect(order.properties['parent']).toEqual({ $ref: '#/components/schemas/Order' })
  })

  it('turns 3.0 schemas into those of 2020-12', async () => {
    const document = await open(fixture('shop-3.0.yaml'))
    const order = document.resolve('#/components/schemas/Order') as { properties: Record<string, unknown> }
    expect(order.properties['amount']).toEqual({ type: 'integer', exclusiveMinimum: 0 })
    expect(order.properties['note']).toEqual({ type: ['string', 'null'], maxLength: 10 })
  })
})

describe('a 2.0 document', () => {
  it('speaks as a 3.x one: servers, bodies, forms, styles and security schemes', async () => {
    const document = await open(fixture('pets-2.0.json'))
    expect(document.servers.map(({ url }) => url)).toEqual(['https://pets.example/api', 'http://pets.example/api'])
    expect(document.securitySchemes).toMatchObject({
      basic: { type: 'http', scheme: 'basic' },
      oauth: { type: 'oauth2' },
    })
    expect(Object.keys(document.securitySchemes['oauth']?.flows ?? {})).toEqual(['authorizationCode'])
    expect(document.operation('post.pets')?.body).toEqual({
      mediaType: 'application/json',
      required: true,
      schema: { $ref: '#/definitions/Pet' },
    })
    expect(document.operation('post.pets')?.responses['200']).toMatchObject({
      mediaType: 'application/json',
      example: { name: 'Rex' },
    })
    expect(document.operation('findPets')?.parameters[0]).toMatchObject({
      name: 'tags',
      style: 'pipeDelimited',
      explode: false,
    })
    expect(document.operation('addPhoto')?.body).toEqual({
      mediaType: 'multipart/form-data',
      required: true,
      schema: {
        type: 'object',
        required: ['photo'],
        properties: { photo: { type: 'string', format: 'binary' }, caption: { type: 'string' } },
      },
    })
  })
})

describe('a document in many files', () => {
  it('follows files, names that are no pointers, cycles and references back to the root', async () => {
    const document = await open(fixture('split/openapi.yaml'))
    expect(document.operations().map(({ id }) => id)).toEqual(['getTree', 'listLeaves'])
    expect(document.operation('getTree')?.responses['200']?.schema).toEqual({ $ref: '#/components/schemas/Tree' })
    expect(document.resolve('#/components/schemas/Tree')).toEqual({ $ref: 'parts/tree.yaml#/Tree' })
    expect(document.resolve('parts/tree.yaml#/Tree')).toMatchObject({
      properties: { children: { items: { $ref: 'parts/tree.yaml#/Tree' } } },
    })
  })

  it('does not leave its folder unless another one is named', async () => {
    const root = tempDir()
    mkdirSync(join(root, 'spec'))
    writeFileSync(join(root, 'common.json'), JSON.stringify({ type: 'string' }))
    const file = join(root, 'spec', 'openapi.json')
    writeFileSync(file, JSON.stringify(bodyOf({ $ref: '../common.json' })))
    await expect(compileDocument({ source: file, outFolder: tempDir() })).rejects.toMatchObject({
      code: 'document-reference',
      message: expect.stringContaining('leaves the folder of the document'),
    })
    const document = await open(file, root)
    expect(document.resolve('common.json#')).toEqual({ type: 'string' })
  })
})

describe('a document with events only', () => {
  it('lists them with their scheme, and makes the example that is not given', async () => {
    const document = await open(fixture('events-3.1.json'))
    expect(document.operations()).toEqual([])
    expect(document.events().map(({ id, summary, scheme }) => [id, summary, scheme])).toEqual([
      ['order.paid', 'An order was paid', 'hook'],
      ['order.closed', 'An order was closed.', ''],
    ])
    expect(document.event('order.closed')?.example).toEqual({ order: 'o_1' })
  })
})

describe('3.2', () => {
  it('has the method QUERY and methods of its own', async () => {
    const operation = { responses: {} }
    const document = await openValue({
      openapi: '3.2.0',
      info: { title: 't', version: '1' },
      paths: { '/a': { query: operation, additionalOperations: { COPY: operation } } },
    })
    expect(document.operations().map(({ method, id }) => [method, id])).toEqual([
      ['QUERY', 'query.a'],
      ['COPY', 'copy.a'],
    ])
    expect(document.operation('query.a')?.writes).toBe(false)
  })
})

describe('what is refused, and where', () => {
  it.each([
    ['a list', [1], undefined, 'document-not-openapi', 'does not hold an object'],
    ['another file', { name: 'x' }, undefined, 'document-not-openapi', 'neither "openapi" nor "swagger"'],
    ['a version that does not exist', { openapi: '4.9.0' }, undefined, 'document-not-openapi', '"4.9.0"'],
    ['JSON with a trailing comma', '{\n  "a": 1,\n}', undefined, 'document-unreadable', 'line 3'],
    ['YAML with tabs', 'a:\n\tb: 1\n', 'a.yaml', 'document-unreadable', 'line 2'],
    ['the same YAML key twice', 'a: 1\na: 2\n', 'a.yaml', 'document-unreadable', 'duplicated'],
    ['a tag that asks for code', 'a: !!js/function "x"\n', 'a.yaml', 'document-unreadable', 'tag'],
    ['nesting without end', `${'['.repeat(5000)}${']'.repeat(5000)}`, undefined, 'document-limit', 'nested deeper'],
    [
      'a reference to nothing',
      bodyOf({ $ref: '#/components/schemas/Nope' }),
      undefined,
      'document-reference',
      '/paths/~1op/post/requestBody',
    ],
    [
      'a reference to the network',
      bodyOf({ $ref: 'http://127.0.0.1:9/s.json' }),
      undefined,
      'document-reference',
      'no network',
    ],
    [
      'a reference to an absolute path',
      bodyOf({ $ref: '/etc/hostname' }),
      undefined,
      'document-reference',
      'leaves the folder',
    ],
    ['a reference to file://', bodyOf({ $ref: 'file:///etc/hostname' }), undefined, 'document-reference', 'no network'],
    [
      'a server that is a script',
      { ...bodyOf({}), servers: [{ url: 'javascript:alert(1)' }] },
      undefined,
      'document-shape',
      '/servers/0',
    ],
    ['paths that are a list', { openapi: '3.1.0', info: {}, paths: [] }, undefined, 'document-shape', '/paths'],
    [
      'a schema that is a text',
      bodyOf({ properties: { a: 'x' } }),
      undefined,
      'document-shape',
      '/schema/properties/a',
    ],
  ])('%s', async (_, value, name, code, words) => {
    const error = await refused(value, name)
    expect(error).toMatchObject({ code })
    expect(error?.message).toContain(words)
  })

  it('an alias bomb, in little time', async () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
      .split('')
      .map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join()}]\n`)
      .join('')}`
    expect(await refused(bomb, 'bomb.yaml')).toMatchObject({ code: 'document-limit' })
  })

  it('names every reference that leads to nothing', async () => {
    const error = await refused(
      bodyOf({ properties: { a: { $ref: '#/x' } } }, { B: { $ref: '#/y' }, C: { $ref: '#/z' } }),
    )
    expect(error).toMatchObject({ details: { count: 3 } })
  })

  it('leaves nothing behind', async () => {
    const outFolder = tempDir()
    await compileDocument({ source: writeSpec('{'), outFolder }).catch(() => undefined)
    expect(existsSync(join(outFolder, 'openapi.index'))).toBe(false)
  })

  it('never takes `__proto__` for a name', async () => {
    await openValue(
      '{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{"responses":{}}}},"components":{"schemas":{"__proto__":{"polluted":true},"constructor":{"type":"object"}}}}',
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('the index', () => {
  it('says when it is cut off or is another file', async () => {
    const outFolder = tempDir()
    const { file } = await compileDocument({ source: fixture('shop-3.0.yaml'), outFolder })
    truncateSync(file, readFileSync(file).length - 10)
    expect(() => openDocument(dirname(file))).toThrow(
      expect.objectContaining({ code: 'connector-index-broken' }) as Error,
    )
    writeFileSync(file, 'something else that is long enough to have a head')
    expect(() => openDocument(dirname(file))).toThrow(
      expect.objectContaining({ code: 'connector-index-broken' }) as Error,
    )
  })

  it('reports progress of long work', async () => {
    const paths = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [`/p${i}`, { get: { responses: {} } }]))
    const steps: number[] = []
    await compileDocument({
      source: writeSpec({ openapi: '3.1.0', info: { title: 't', version: '1' }, paths }),
      outFolder: tempDir(),
      progress: ({ done }) => steps.push(done),
    })
    expect(steps).toEqual([200, 400])
  })
})
