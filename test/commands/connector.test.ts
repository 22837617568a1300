import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCli } from '../support/run-cli.ts'
import { fixture, writeSpec } from '../support/specs.ts'
import { tempDir } from '../support/temp-dir.ts'

/** Without built-in connectors, so that what is listed is what was added. */
function project(connectors: readonly string[] = []) {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'integration.json'), JSON.stringify({ connectors }))
  return { cwd, builtinConnectors: join(cwd, 'none') }
}

describe('integ connector add', () => {
  it('says what was made of the document', async () => {
    const setup = project()
    copyFileSync(fixture('shop-3.0.yaml'), join(setup.cwd, 'shop.yaml'))
    const { code, stdout } = await runCli(['connector', 'add', './shop.yaml'], setup)
    expect(code).toBe(0)
    expect(stdout).toContain('operations        6')
    expect(stdout).toContain('security          token (http bearer), key (apiKey query)')
    expect(stdout).toContain('integ docs corner-shop:orders.list')
    expect(JSON.parse(readFileSync(join(setup.cwd, 'integration.json'), 'utf8'))).toEqual({
      connectors: ['./shop.yaml'],
    })
  })

  it('gives the same as one document with --json', async () => {
    const setup = project()
    const result = await runCli(['connector', 'add', fixture('events-3.1.json'), '--id', 'acme', '--json'], setup)
    expect(result.stderr).toBe('')
    expect(result.json()).toMatchObject({
      connector: 'acme',
      openapi: '3.1.0',
      operations: 0,
      events: 2,
      servers: [],
      entry: 'acme',
      replaced: false,
    })
    expect(existsSync(join(setup.cwd, '.integ/connectors/acme/manifest.json'))).toBe(true)
  })

  it('keeps it for the user outside a project', async () => {
    const cwd = tempDir()
    const data = join(cwd, 'data')
    const setup = { cwd, env: { INTEG_DATA_DIR: data }, builtinConnectors: join(cwd, 'none') }
    expect((await runCli(['connector', 'add', fixture('pets-2.0.json'), '--json'], setup)).json()).toMatchObject({
      connector: 'pets',
      entry: null,
    })
    expect((await runCli(['connector', 'list', '--json'], setup)).json()).toMatchObject({
      connectors: [{ id: 'pets', source: 'user' }],
    })
  })

  it('says precisely why a document cannot be taken', async () => {
    const source = writeSpec(
      'openapi: 3.0.0\ninfo: {title: t, version: "1"}\npaths:\n  /a:\n    get:\n      parameters:\n        - name: x\n      responses: {}\n',
      'a.yaml',
    )
    const { code, stderr, stdout } = await runCli(['connector', 'add', source], project())
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(
      'a.yaml, line 7, #/paths/~1a/get/parameters/0: a parameter must have a name and a place ("in")',
    )
  })

  it('says it in Chinese too', async () => {
    const { stderr } = await runCli(['connector', 'add', writeSpec({ name: 'x' }), '--lang', 'zh-CN'], project())
    expect(stderr).toContain('既没有 "openapi" 也没有 "swagger"')
  })
})

describe('integ connector list and remove', () => {
  it('lists what was added and takes it away again', async () => {
    const setup = project()
    await runCli(['connector', 'add', fixture('shop-3.0.yaml')], setup)
    expect((await runCli(['connector', 'list'], setup)).stdout).toBe(
      'corner-shop  project  local sandbox production  Corner Shop API 1.10\n',
    )
    expect((await runCli(['connector', 'remove', 'corner-shop', '--json'], setup)).json()).toMatchObject({
      removed: { connector: 'corner-shop', entry: 'corner-shop' },
    })
    expect((await runCli(['connector', 'list', '--json'], setup)).json()).toMatchObject({ connectors: [] })
    expect((await runCli(['connector', 'remove', 'corner-shop'], setup)).code).toBe(2)
  })

  it('answers 1 when integration.json names something that cannot be used', async () => {
    const { code, stderr } = await runCli(['connector', 'list'], project(['./gone.yaml']))
    expect(code).toBe(1)
    expect(stderr).toContain('"./gone.yaml" of integration.json cannot be used')
  })
})
