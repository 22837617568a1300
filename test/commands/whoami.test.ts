import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProfileStore } from '../../src/profiles/store.ts'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
import { fixedClock } from '../support/fixed.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { compileConnectors } from './credential-connectors.ts'

let connectors: Awaited<ReturnType<typeof compileConnectors>>
beforeAll(async () => void (connectors = await compileConnectors()))
afterAll(() => connectors.remove())

const pair = generateRsaPair()
const credential = {
  app_id: '2021000000000001',
  private_key: pair.privateKey,
  alipay_public_key: generateRsaPair().publicKey,
}
const secretLine = pair.privateKey.split('\n')[3] ?? 'none'

interface Shown {
  connector: string
  environment: string
  profile: string | null
  current: boolean
  complete: boolean
  pending: boolean
  fields: {
    name: string
    secret: boolean
    value?: string
    fingerprint?: string
    source: { kind: string; name?: string }
  }[]
  warnings: { code: string; field: string; variable: string }[]
}

async function setUp() {
  const config = join(tempDir(), 'config')
  const store = createProfileStore({ paths: { config }, clock: fixedClock() })
  await store.save({ name: 'shop', connector: 'alipay', environment: 'sandbox', credential })
  const whoami = (argv: readonly string[] = [], env: Record<string, string> = {}) =>
    runCli(['whoami', ...argv], { builtinConnectors: connectors.folder, env: { INTEG_CONFIG_DIR: config, ...env } })
  return { config, store, whoami }
}

describe('whoami', () => {
  it('shows every connector, what a call would use first, secrets only as fingerprints', async () => {
    const { whoami, store } = await setUp()
    const result = await whoami(['--json'])
    expect(result.code).toBe(0)
    const { credentials, store: place } = result.json() as {
      credentials: Shown[]
      store: { path: string; openToOthers: string[] }
    }
    expect(credentials.map((one) => [one.connector, one.environment, one.current, one.pending])).toEqual([
      ['acme', 'local', true, true],
      ['alipay', 'local', true, true],
      ['alipay', 'sandbox', false, false],
      ['open', 'local', true, false],
    ])
    const shop = credentials[2] as Shown
    expect(shop).toMatchObject({ profile: 'shop', complete: true, warnings: [] })
    const field = (name: string) => shop.fields.find((one) => one.name === name)
    expect(field('app_id')).toMatchObject({ value: '2021000000000001', source: { kind: 'profile', name: 'shop' } })
    expect(field('private_key')).toMatchObject({
      secret: true,
      fingerprint: expect.stringMatching(/^RSA 2048, SHA-256 [0-9a-f]{16}$/) as string,
    })
    expect(field('private_key')).not.toHaveProperty('value')
    expect(place).toEqual({ path: store.location, openToOthers: [] })
    expect(result.stdout).not.toContain(secretLine)
  })

  it('makes nothing', async () => {
    const { whoami, config, store } = await setUp()
    await whoami()
    expect(readdirSync(config)).toEqual(['profiles.json'])
    expect(store.list()).toHaveLength(1)
  })

  it('warns when a variable takes the place of a saved value', async () => {
    const { whoami } = await setUp()
    const env = { INTEG_ALIPAY_APP_ID: '2021000000000002' }
    const result = await whoami(['alipay', '--env', 'sandbox'], env)
    expect(result.code).toBe(0)
    expect(result.stdout).toMatch(/app_id +2021000000000002 +environment variable INTEG_ALIPAY_APP_ID/)
    expect(result.stdout).toMatch(/private_key +RSA 2048, SHA-256 [0-9a-f]+ +profile shop/)
    expect(result.stderr).toContain('INTEG_ALIPAY_APP_ID replaces app_id of the profile shop.')
    const json = await whoami(['alipay', '--env', 'sandbox', '--json'], env)
    expect((json.json() as { credentials: Shown[] }).credentials[0]?.warnings).toEqual([
      { code: 'shadowed', field: 'app_id', variable: 'INTEG_ALIPAY_APP_ID' },
    ])
  })

  it('says that there is none with exit code 4 when an environment is asked for', async () => {
    const { whoami } = await setUp()
    const result = await whoami(['alipay', '--env', 'production'])
    expect(result.code).toBe(4)
    expect(result.stdout).toBe('')
    expect(result.stderr).toMatch(/integ login alipay --env production[\s\S]*INTEG_ALIPAY_PRIVATE_KEY/)
  })

  it('shows the profile that is named', async () => {
    const { whoami } = await setUp()
    const result = await whoami(['--profile', 'shop', '--json'])
    expect((result.json() as { credentials: Shown[] }).credentials).toMatchObject([
      { connector: 'alipay', environment: 'sandbox', profile: 'shop' },
    ])
    expect((await whoami(['--profile', 'none'])).code).toBe(4)
  })

  it('says when others can look into the store', async () => {
    const { whoami, store } = await setUp()
    chmodSync(store.location, 0o644)
    expect((await whoami()).stderr).toContain(store.location)
  })

  it('shows a damaged store as an error that keeps it', async () => {
    const config = tempDir()
    const file = join(config, 'profiles.json')
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, '{"version":')
    const result = await runCli(['whoami'], { builtinConnectors: connectors.folder, env: { INTEG_CONFIG_DIR: config } })
    expect(result.code).toBe(3)
    expect(result.stderr).toContain(file)
  })

  it('speaks Chinese', async () => {
    const { whoami } = await setUp()
    const result = await whoami(['alipay', '--lang', 'zh'])
    expect(result.stdout).toContain('凭证档案 shop')
    expect(result.stdout).toContain('首次使用时自动生成')
  })
})
