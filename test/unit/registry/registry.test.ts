import { copyFileSync, cpSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addConnector, removeConnector } from '../../../src/registry/add.ts'
import { buildConnector } from '../../../src/registry/build.ts'
import { createRegistry } from '../../../src/registry/registry.ts'
import { fixture } from '../../support/specs.ts'
import { tempDir } from '../../support/temp-dir.ts'

/** A project with integration.json, folders for built-in and user connectors, and a registry over them. */
function house(connectors: readonly string[] = []) {
  const root = tempDir()
  const file = join(root, 'integration.json')
  writeFileSync(file, `${JSON.stringify({ connectors, url: 'http://localhost:3000' }, null, 4)}\n`)
  const folders = { root, file, builtin: join(root, 'builtin'), data: join(root, 'data') }
  const project = () => ({
    root,
    file,
    connectors: (JSON.parse(readFileSync(file, 'utf8')) as { connectors: string[] }).connectors,
  })
  const registry = () =>
    createRegistry({ builtinFolder: folders.builtin, project: project(), paths: { data: folders.data } })
  const add = async (source: string, id?: string) =>
    addConnector(
      { source, id },
      { cwd: root, project: project(), paths: { data: folders.data }, known: (await registry()).list() },
    )
  return { ...folders, project, registry, add }
}

function connectorFolder(root: string, id = 'acme', extra: Record<string, unknown> = {}) {
  const folder = join(root, 'connectors', id)
  mkdirSync(join(folder, 'fixtures', 'scenarios'), { recursive: true })
  mkdirSync(join(folder, 'fixtures', 'events'), { recursive: true })
  copyFileSync(fixture('events-3.1.json'), join(folder, 'openapi.json'))
  writeFileSync(
    join(folder, 'connector.yaml'),
    JSON.stringify({
      id,
      name: { en: 'Acme', zh: '极点' },
      summary: 'Acme Pay',
      sdk: 1,
      openapi: 'openapi.json',
      errors: 'errors.yaml',
      fixtures: 'fixtures',
      module: 'module.mjs',
      environments: { production: { baseUrl: 'https://acme.example' } },
      ...extra,
    }),
  )
  writeFileSync(
    join(folder, 'errors.yaml'),
    '- { code: E1, title: Broken, cause: { en: Because, zh: 因为 }, fixes: [{ en: Mend it, zh: 修好它 }] }\n',
  )
  writeFileSync(
    join(folder, 'fixtures', 'scenarios', 'order.paid.json'),
    JSON.stringify({ summary: { en: 'x', zh: 'x' }, steps: [{ action: 'pay' }], emits: ['order.paid'] }),
  )
  writeFileSync(
    join(folder, 'fixtures', 'events', 'order.paid.json'),
    JSON.stringify({ order: 'o_77', at: '2025-01-01T00:00:00Z' }),
  )
  writeFileSync(join(folder, 'part.mjs'), 'export const checks = [{ id: "acme.reach" }]\n')
  writeFileSync(
    join(folder, 'module.mjs'),
    'import { checks } from "./part.mjs"\nexport default (sdk) => sdk.defineConnector({ checks })\n',
  )
  return folder
}

describe('a document added to a project', () => {
  it('becomes a connector, and its path stands in integration.json', async () => {
    const { root, file, add, registry } = house()
    copyFileSync(fixture('shop-3.0.yaml'), join(root, 'shop.yaml'))
    const added = await add('./shop.yaml')
    expect(added).toMatchObject({
      entry: './shop.yaml',
      manifest: {
        id: 'corner-shop',
        environments: {
          sandbox: { baseUrl: 'https://sandbox.shop.example/v1' },
          production: { baseUrl: 'https://eu.shop.example/v1' },
        },
      },
    })
    expect(readFileSync(file, 'utf8')).toBe(
      '{\n    "connectors": [\n        "./shop.yaml"\n    ],\n    "url": "http://localhost:3000"\n}\n',
    )
    const connector = await (await registry()).get('corner-shop')
    expect(Object.keys(connector.auth)).toEqual(['token', 'key'])
    expect(connector.protocols['rest']?.id).toBe('rest')
    expect(connector.operations()).toHaveLength(6)
  })

  it('is compiled again when it changes, and by a colleague who has only the checkout', async () => {
    const { root, add, registry } = house()
    const file = join(root, 'shop.yaml')
    copyFileSync(fixture('shop-3.0.yaml'), file)
    await add('./shop.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('summary: List orders', 'summary: Every order'))
    utimesSync(file, new Date(), new Date(Date.now() + 5000))
    const connector = await (await registry()).get('corner-shop')
    expect(connector.operation('orders.list')?.summary).toBe('Every order')
    const colleague = house(['./shop.yaml'])
    copyFileSync(file, join(colleague.root, 'shop.yaml'))
    expect((await colleague.registry()).list().map(({ id, source }) => [id, source])).toEqual([
      ['corner-shop', 'project'],
    ])
  })

  it('stands by its id when the id was chosen', async () => {
    const { add, registry } = house()
    expect(await add(fixture('shop-3.0.yaml'), 'shop')).toMatchObject({ entry: 'shop', manifest: { id: 'shop' } })
    expect((await registry()).active().map(({ id }) => id)).toEqual(['shop'])
  })

  it.each(['call', 'Shop', 'a b', '../evil', 'a--b', '-x'])('cannot be called "%s"', async (id) => {
    const { add } = house()
    await expect(add(fixture('shop-3.0.yaml'), id)).rejects.toMatchObject({ code: 'connector-id-refused' })
  })

  it('cannot take the name of a built-in one', async () => {
    const { builtin, root, add } = house()
    await buildConnector(connectorFolder(root), join(builtin, 'acme'))
    await expect(add(fixture('shop-3.0.yaml'), 'acme')).rejects.toMatchObject({ code: 'connector-id-refused' })
  })

  it('goes again, and its source stays', async () => {
    const { root, data, file, add, registry, project } = house()
    copyFileSync(fixture('shop-3.0.yaml'), join(root, 'shop.yaml'))
    await add('./shop.yaml')
    const ports = { cwd: root, project: project(), paths: { data }, known: (await registry()).list() }
    expect(removeConnector('corner-shop', ports).entry).toBe('./shop.yaml')
    expect((await registry()).list()).toEqual([])
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ connectors: [] })
    expect(() => removeConnector('corner-shop', { ...ports, known: [] })).toThrow(
      expect.objectContaining({ code: 'unknown-connector' }) as Error,
    )
  })
})

describe('a folder with connector.yaml', () => {
  it('brings its code, errors, scenarios and event fixtures', async () => {
    const { root, add, registry } = house()
    connectorFolder(root)
    await add('connectors/acme')
    const acme = await (await registry()).get('acme')
    expect(acme.manifest).toMatchObject({
      name: { en: 'Acme', zh: '极点' },
      summary: { en: 'Acme Pay', zh: 'Acme Pay' },
    })
    expect(acme.checks).toEqual([{ id: 'acme.reach' }])
    expect(acme.explanation('E1')).toMatchObject({
      title: { en: 'Broken', zh: 'Broken' },
      fixes: [{ en: 'Mend it', zh: '修好它' }],
    })
    expect(acme.scenarios()).toEqual(['order.paid'])
    expect(acme.scenario('order.paid')).toEqual({
      id: 'order.paid',
      summary: { en: 'x', zh: 'x' },
      steps: [{ name: 'step1', action: 'pay', params: {} }],
      emits: ['order.paid'],
    })
    expect(acme.scenario('../../connector')).toBeUndefined()
    expect(acme.event('order.paid')?.example).toEqual({ order: 'o_77', at: '2025-01-01T00:00:00Z' })
    expect(Object.keys(acme.webhooks)).toEqual(['hook', ''])
  })

  it('is found in an installed package', async () => {
    const { root, add, registry } = house()
    const folder = join(root, 'node_modules', 'integ-connector-acme')
    cpSync(connectorFolder(root), folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{}')
    expect(await add('integ-connector-acme')).toMatchObject({ entry: 'integ-connector-acme', manifest: { id: 'acme' } })
    expect((await registry()).list()).toMatchObject([{ id: 'acme', source: 'project' }])
  })

  it.each([
    ['no sdk', { sdk: undefined }, 'connector-manifest-broken'],
    ['a later contract', { sdk: 99 }, 'connector-version'],
    ['a document outside', { openapi: '../../x.json' }, 'connector-manifest-broken'],
    ['a document that is not there', { openapi: 'x.json' }, 'connector-manifest-broken'],
    [
      'an address that is a script',
      { environments: { production: { baseUrl: 'javascript:1' } } },
      'connector-manifest-broken',
    ],
    ['a module in TypeScript', { module: 'module.ts' }, 'connector-module-broken'],
  ])('is refused with %s', async (_, extra, code) => {
    const { root, add } = house()
    connectorFolder(root, 'acme', extra)
    await expect(add('connectors/acme')).rejects.toMatchObject({ code })
  })

  it('whose code throws is told apart from the rest', async () => {
    const { root, add, registry } = house()
    writeFileSync(join(connectorFolder(root), 'module.mjs'), 'export default () => { throw new RangeError("no") }\n')
    await add('connectors/acme')
    const opened = await registry()
    expect(opened.list()).toHaveLength(1)
    await expect(opened.get('acme')).rejects.toMatchObject({ code: 'connector-module-broken' })
  })
})

describe('the registry', () => {
  it('lists without running code, and names what integration.json has and it cannot use', async () => {
    const opened = await house(['./missing.yaml']).registry()
    expect(opened.list()).toEqual([])
    expect(opened.broken()).toMatchObject([{ entry: './missing.yaml', error: { code: 'connector-source-missing' } }])
  })

  it('finds an operation by id, with its connector in front, and by its request line', async () => {
    const { add, registry } = house()
    await add(fixture('shop-3.0.yaml'), 'shop')
    await add(fixture('pets-2.0.json'), 'pets')
    const opened = await registry()
    const idOf = async (name: string, only?: string) => {
      const { connector, operation } = await opened.findOperation(name, only)
      return `${connector.id} ${operation.id}`
    }
    expect(await idOf('findPets')).toBe('pets findPets')
    expect(await idOf('shop:orders.list')).toBe('shop orders.list')
    expect(await idOf('shop/receipt')).toBe('shop receipt')
    expect(await idOf('GET /orders/{x}')).toBe('shop get.orders.id')
    expect(await idOf('orders.create', 'shop')).toBe('shop orders.create')
    await expect(opened.findOperation('orders.creat')).rejects.toMatchObject({
      code: 'unknown-operation',
      hints: [{ command: 'integ docs orders.create' }, {}],
    })
    await expect(opened.findOperation('x', 'shp')).rejects.toMatchObject({ code: 'unknown-connector' })
  })

  it('asks which one is meant when two connectors have the same operation', async () => {
    const { add, registry } = house()
    await add(fixture('pets-2.0.json'), 'pets')
    await add(fixture('pets-2.0.json'), 'zoo')
    await expect((await registry()).findOperation('findPets')).rejects.toMatchObject({
      code: 'ambiguous-operation',
      message: '"findPets" could be pets:findPets or zoo:findPets.',
    })
  })
})
