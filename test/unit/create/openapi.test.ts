import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Plan } from '../../../src/create/choose.ts'
import { prepareOpenapi } from '../../../src/create/openapi.ts'
import { choosePackageManager } from '../../../src/create/package-manager.ts'
import { chooseTarget } from '../../../src/create/target.ts'
import { listTemplates } from '../../../src/create/template.ts'
import { root } from '../../support/sources.ts'
import { tempDir } from '../../support/temp-dir.ts'

function planIn(cwd: string, id = 'openapi-client'): Plan {
  const template = listTemplates(join(root, 'templates')).find((one) => one.id === id)
  if (!template) throw new Error(`no template ${id}`)
  return {
    template,
    target: chooseTarget('client', undefined, cwd),
    packageManager: choosePackageManager(undefined, {}),
  }
}

const documentOf = (more: object = {}) => ({
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  paths: { '/things': { get: { operationId: 'listThings', responses: { 200: { description: 'ok' } } } } },
  ...more,
})

async function prepare(document: object) {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'given.json'), JSON.stringify(document))
  return (await prepareOpenapi(planIn(cwd), 'given.json', { cwd })).variables ?? {}
}

test('a template without a document is not given one', async () => {
  const cwd = tempDir()
  expect(await prepareOpenapi(planIn(cwd, 'alipay-payment'), undefined, { cwd })).toEqual({})
})

test('the bundled document is used when none is named', async () => {
  const cwd = tempDir()
  const { variables } = await prepareOpenapi(planIn(cwd), undefined, { cwd })
  expect(variables).toMatchObject({
    id: 'bookshop',
    prefix: 'BOOKSHOP',
    document: 'openapi.yaml',
    operation: 'listBooks',
  })
})

test('the easiest reading call becomes the first one, with values for what it needs', async () => {
  const variables = await prepare(
    documentOf({
      paths: {
        '/things': { post: { operationId: 'add', responses: { 200: { description: 'ok' } } } },
        '/things/{id}': {
          get: {
            operationId: 'one',
            parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', example: 7 } }],
            responses: { 200: { description: 'ok' } },
          },
        },
      },
    }),
  )
  expect(variables).toMatchObject({ operation: 'one', method: 'GET', path: '"/things/{id}"' })
  expect(JSON.parse(variables['params'] ?? '')).toEqual({ params: { path: { id: 7 } } })
})

test('what the document says about callers becomes what the client attaches', async () => {
  const variables = await prepare(
    documentOf({
      components: {
        securitySchemes: {
          key: { type: 'apiKey', in: 'query', name: 'k' },
          oauth: { type: 'oauth2', flows: {} },
          signed: { type: 'apiKey', in: 'header', name: 'sig', 'x-integ-scheme': 'hmac-header' },
        },
      },
    }),
  )
  expect(JSON.parse(variables['security'] ?? '')).toEqual([
    { type: 'apiKey', in: 'query', name: 'k' },
    { type: 'bearer' },
  ])
  expect(variables['credentials']).toBe('ACME_APIKEY=\nACME_TOKEN=')
})

test('words of a document never become code, markup or another line', async () => {
  const evil = '`${process.exit(1)}`\n*/ process.exit(1) /*\n<script>"\'\\'
  const variables = await prepare(
    documentOf({
      info: { title: evil, version: '1' },
      servers: [{ url: 'https://x.example.com/$(touch pwned)' }],
      paths: {
        [`/a"; process.exit(1); "/b`]: { get: { operationId: 'one', responses: { 200: { description: 'ok' } } } },
      },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: '"]; process.exit(1); ["' } } },
    }),
  )
  expect(variables['title']).not.toMatch(/[`<>\n\\*{}]/)
  expect(variables['server']).toBe('')
  expect(JSON.parse(variables['path'] ?? '')).toBe('/a"; process.exit(1); "/b')
  expect(JSON.parse(variables['security'] ?? '')).toHaveLength(1)
})

test.each([
  ['openapi-version-unsupported', { swagger: '2.0', info: { title: 'Old', version: '1' }, paths: {} }],
  ['openapi-no-call', documentOf({ paths: {} })],
])('%s is said before anything is written', async (code, document) => {
  await expect(prepare(document)).rejects.toMatchObject({ code })
})

test('a document in several files is copied whole, at its places', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'api/schemas'), { recursive: true })
  const thing = { schema: { $ref: 'schemas/thing.json' } }
  const get = {
    operationId: 'listThings',
    responses: { 200: { description: 'ok', content: { 'application/json': thing } } },
  }
  writeFileSync(join(cwd, 'api/root.json'), JSON.stringify(documentOf({ paths: { '/things': { get } } })))
  writeFileSync(join(cwd, 'api/schemas/thing.json'), '{"type":"object"}')
  const { variables, finish } = await prepareOpenapi(planIn(cwd), 'api/root.json', { cwd })
  const staged = tempDir()
  await finish?.(staged)
  expect(variables?.['document']).toBe('openapi/root.json')
  expect(readFileSync(join(staged, 'openapi/schemas/thing.json'), 'utf8')).toBe('{"type":"object"}')
})

test('a reference to a file outside the document’s folder is refused', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'api'))
  writeFileSync(join(cwd, 'secret.json'), '{"type":"string","default":"secret"}')
  const get = {
    operationId: 'a',
    responses: { 200: { description: 'ok', content: { 'application/json': { schema: { $ref: '../secret.json' } } } } },
  }
  writeFileSync(join(cwd, 'api/root.json'), JSON.stringify(documentOf({ paths: { '/things': { get } } })))
  await expect(prepareOpenapi(planIn(cwd), 'api/root.json', { cwd })).rejects.toMatchObject({ category: 'usage' })
})
