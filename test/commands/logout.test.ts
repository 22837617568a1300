import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createProfileStore } from '../../src/profiles/store.ts'
import { fixedClock } from '../support/fixed.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'

async function setUp() {
  const config = tempDir()
  const store = createProfileStore({ paths: { config }, clock: fixedClock() })
  const save = (name: string, connector: string, environment: 'local' | 'sandbox' | 'production') =>
    store.save({ name, connector, environment, credential: { token: `secret-of-${name}` } })
  await save('acme-local', 'acme', 'local')
  await save('acme-sandbox', 'acme', 'sandbox')
  await save('other', 'other', 'production')
  const logout = (...argv: string[]) => runCli(['logout', ...argv], { env: { INTEG_CONFIG_DIR: config } })
  return { store, save, logout, names: () => store.list().map((one) => one.name) }
}

describe('logout', () => {
  it('removes the login of a connector, leaves the local credential, and leaves no copy', async () => {
    const { logout, names, store } = await setUp()
    const result = await logout('acme')
    expect(result).toMatchObject({ code: 0, stdout: 'Removed acme-sandbox (acme, sandbox).\n' })
    expect(names()).toEqual(['acme-local', 'other'])
    expect(readFileSync(store.location, 'utf8')).not.toContain('secret-of-acme-sandbox')
  })

  it('removes a profile by its name', async () => {
    const { logout, names } = await setUp()
    expect((await logout('acme-local', '--json')).json()).toEqual({
      version: 1,
      removed: [{ profile: 'acme-local', connector: 'acme', environment: 'local' }],
    })
    expect(names()).toEqual(['acme-sandbox', 'other'])
  })

  it('asks which one when several fit, and takes --env or --all for an answer', async () => {
    const { logout, names, save } = await setUp()
    await save('acme-production', 'acme', 'production')
    const result = await logout('acme')
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('integ logout acme --all')
    expect((await logout('acme', '--env', 'production')).code).toBe(0)
    expect(names()).toEqual(['acme-local', 'acme-sandbox', 'other'])
    expect((await logout('acme', '--all')).code).toBe(0)
    expect(names()).toEqual(['other'])
  })

  it('removes everything with --all, and has nothing against an empty store', async () => {
    const { logout, names } = await setUp()
    expect((await logout('--all')).code).toBe(0)
    expect(names()).toEqual([])
    expect(await logout('--all')).toMatchObject({ code: 0, stdout: '' })
  })

  it('fails for a name that is not there', async () => {
    const { logout } = await setUp()
    const result = await logout('acmee')
    expect(result.code).toBe(4)
    expect(result.stderr).toContain('Did you mean acme')
    expect((await logout()).code).toBe(2)
  })
})
