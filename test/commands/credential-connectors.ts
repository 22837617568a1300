import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import { buildConnector } from '../../src/registry/build.ts'
import { root } from '../support/sources.ts'

const ACME = {
  id: 'acme',
  name: 'Acme',
  sdk: 1,
  openapi: 'openapi.json',
  environments: {
    sandbox: { baseUrl: 'https://sandbox.acme.example' },
    production: { baseUrl: 'https://api.acme.example' },
  },
}
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer' }, login: { type: 'http', scheme: 'basic' } },
  },
  paths: {
    '/orders': {
      get: { operationId: 'orders.list', security: [{ key: [] }], responses: { 200: { description: 'ok' } } },
    },
  },
}

/** Alipay as it is, a connector of data alone, and one without authentication, compiled; remove the folder afterwards. */
export async function compileConnectors(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'integ-test-'))
  const alipay = join(root, 'src/connectors/alipay')
  const target = join(folder, 'alipay')
  mkdirSync(target)
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }')
  await build({
    input: join(alipay, 'module.ts'),
    platform: 'node',
    output: { file: join(target, 'module.cjs'), format: 'cjs', codeSplitting: false, exports: 'default' },
    logLevel: 'silent',
  })
  await buildConnector(alipay, target)
  const { components, ...open } = DOCUMENT
  for (const [id, document] of [
    ['acme', DOCUMENT],
    ['open', { ...open, paths: { '/': { get: { operationId: 'home', responses: {} } } } }],
  ] as const) {
    const source = join(folder, `.source-${id}`)
    mkdirSync(source)
    writeFileSync(join(source, 'connector.json'), JSON.stringify({ ...ACME, id }))
    writeFileSync(
      join(source, 'openapi.json'),
      JSON.stringify({ ...document, ...(id === 'acme' ? { components } : {}) }),
    )
    await buildConnector(source, join(folder, id))
    rmSync(source, { recursive: true })
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
