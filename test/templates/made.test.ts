import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readProject } from '../../src/project/project.ts'
import type { Json } from '../../src/sdk/http.ts'
import { validateValue } from '../../src/spec/validate.ts'
import { runCli } from '../support/run-cli.ts'
import { root } from '../support/sources.ts'
import { tempDir } from '../support/temp-dir.ts'

const templates = ['alipay-payment', 'wechat-pay', 'openapi-client']

const schema = JSON.parse(readFileSync(join(root, 'src/project/integration.schema.json'), 'utf8')) as Record<
  string,
  unknown
>
const problemsOf = (value: unknown) => validateValue(schema, value as Json, 'payload', () => undefined)

async function made(template: string): Promise<string> {
  const cwd = tempDir()
  const { code, stderr } = await runCli(['create', 'shop', '--template', template, '--no-install', '--no-git'], { cwd })
  expect(code, stderr).toBe(0)
  return join(cwd, 'shop')
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test.each(templates)('%s leaves no variable unfilled and no file that belongs to create', async (template) => {
  const project = await made(template)
  for (const file of filesOf(project)) {
    expect(file).not.toMatch(/template\.json$|\/_/)
    expect(readFileSync(file, 'utf8'), file).not.toMatch(/\{\{\w+\}\}/)
  }
})

test.each(templates)('%s has what every project has', async (template) => {
  const names = readdirSync(await made(template))
  for (const name of [
    '.env.example',
    '.gitignore',
    'README.md',
    'README.zh-CN.md',
    'integration.json',
    'package.json',
    'src',
    'test',
    'tsconfig.json',
  ])
    expect(names).toContain(name)
})

test.each(templates)('%s depends on this checkout and ignores its secrets and state', async (template) => {
  const project = await made(template)
  const manifest = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
    name: string
    devDependencies: Record<string, string>
  }
  expect(manifest.name).toBe('shop')
  expect(manifest.devDependencies['create-integration']).toBe(`file:${root.replace(/\/$/, '')}`)
  const ignored = readFileSync(join(project, '.gitignore'), 'utf8').split('\n')
  expect(ignored).toEqual(expect.arrayContaining(['node_modules/', '.integ/', '.env']))
})

test.each(templates)('integration.json of %s is read by integ and fits the published schema', async (template) => {
  const file = join(await made(template), 'integration.json')
  expect(readProject(file).connectors.length).toBeGreaterThan(0)
  expect(problemsOf(JSON.parse(readFileSync(file, 'utf8')))).toEqual([])
})

test.each([
  { connectors: 'alipay' },
  { environment: 'staging' },
  { url: 'localhost:3000' },
  { events: { alipay: 'notify' } },
  { orders: { alipay: { request: 'orders', id: 'x' } } },
])('the published schema refuses %j, as the reader does', (value) => {
  expect(problemsOf(value)).not.toEqual([])
})
