import { AlipaySdk } from 'alipay-sdk'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createProfileStore } from '../../src/profiles/store.ts'
import { fixedClock } from '../support/fixed.ts'
import { type CliSetup, runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { compileConnectors } from './credential-connectors.ts'

let connectors: Awaited<ReturnType<typeof compileConnectors>>
beforeAll(async () => void (connectors = await compileConnectors()))
afterAll(() => connectors.remove())

function setUp() {
  const cwd = tempDir()
  const config = join(cwd, 'config')
  const clock = fixedClock()
  const store = createProfileStore({ paths: { config }, clock })
  const save = (name: string, environment: 'sandbox' | 'production' = 'sandbox') => {
    clock.advance(1000)
    return store.save({ name, connector: 'acme', environment, credential: { token: `secret-of-${name}` } })
  }
  const profile = (argv: readonly string[], setup: CliSetup = {}) =>
    runCli(['profile', ...argv], {
      builtinConnectors: connectors.folder,
      cwd,
      ...setup,
      env: { INTEG_CONFIG_DIR: config, INTEG_DATA_DIR: join(cwd, 'data'), ...setup.env },
    })
  return { cwd, store, save, profile }
}

const readEnv = (file: string) =>
  Object.fromEntries(
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )

/** Something that answers as the control port of a running sandbox does. */
async function runningSandbox(state: string): Promise<void> {
  const server = createServer((request, response) => {
    const known = request.url === '/__integ/status' && request.headers.authorization === 'Bearer t0ken'
    response
      .writeHead(known ? 200 : 401, { 'content-type': 'application/json' })
      .end(JSON.stringify({ pid: process.pid, connectors: [] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const control = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  mkdirSync(state, { recursive: true })
  const published = {
    pid: process.pid,
    control,
    token: 't0ken',
    connectors: [{ id: 'alipay', url: 'http://127.0.0.1:5599' }],
    startedAt: '',
  }
  writeFileSync(join(state, 'sandbox.json'), JSON.stringify(published))
}

describe('profile', () => {
  it('lists what is saved and marks the active ones', async () => {
    const { profile, save } = setUp()
    expect(await profile(['list'])).toMatchObject({ code: 0, stdout: '' })
    await save('first')
    await save('second')
    await save('real', 'production')
    const { profiles } = (await profile(['list', '--json'])).json() as { profiles: { name: string; active: boolean }[] }
    expect(profiles.map((one) => [one.name, one.active])).toEqual([
      ['real', true],
      ['first', false],
      ['second', true],
    ])
    const text = await profile(['list', '--env', 'sandbox'])
    expect(text.stdout).toBe('  first   acme  sandbox  2026-07-01\n* second  acme  sandbox  2026-07-01\n')
  })

  it('makes another one active', async () => {
    const { profile, save, store } = setUp()
    await save('first')
    await save('second')
    expect((await profile(['use', 'first'])).stdout).toContain('acme uses first')
    expect(store.find('acme', 'sandbox')?.name).toBe('first')
    expect(await profile(['use', 'frist'])).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('first') as string,
    })
  })

  it('shows one without its secrets, also of a connector that is gone', async () => {
    const { profile, save, store } = setUp()
    await save('first')
    await store.save({
      name: 'gone',
      connector: 'removed',
      environment: 'sandbox',
      credential: { anything: 'could-be-a-secret' },
    })
    const shown = (await profile(['show', 'first', '--json'])).json() as { profile: { fields: unknown[] } }
    expect(shown.profile.fields).toMatchObject([{ name: 'token', secret: true, fingerprint: '15 characters' }])
    for (const name of ['first', 'gone']) {
      const result = await profile(['show', name])
      expect(result.code).toBe(0)
      expect(result.stdout).not.toMatch(/secret-of-first|could-be-a-secret/)
    }
  })

  it('removes one', async () => {
    const { profile, save, store } = setUp()
    await save('first')
    expect((await profile(['remove', 'first'])).code).toBe(0)
    expect(store.list()).toEqual([])
    expect((await profile(['remove', 'first'])).code).toBe(4)
  })
})

describe('profile export', () => {
  it('writes the local credential of Alipay so that its official SDK takes it as it is', async () => {
    const { profile, cwd, store } = setUp()
    await runningSandbox(join(cwd, 'data', 'sandbox'))
    const result = await profile(['export', 'alipay', '--env', 'local', '--dir', 'keys'])
    expect(result.code).toBe(0)
    const keys = join(cwd, 'keys')
    expect(readdirSync(keys).sort()).toEqual([
      '.env',
      '.gitignore',
      'alipayCertPublicKey_RSA2.crt',
      'alipayRootCert.crt',
      'app-private-key.pem',
      'app-public-key.pem',
      'appCertPublicKey.crt',
      'platform-public-key.pem',
    ])
    expect(statSync(keys).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(keys)) expect(statSync(join(keys, name)).mode & 0o777).toBe(0o600)
    const env = readEnv(join(keys, '.env'))
    expect(Object.keys(env).sort()).toEqual([
      'ALIPAY_APP_CERT_PATH',
      'ALIPAY_APP_ID',
      'ALIPAY_ENCRYPT_KEY',
      'ALIPAY_ENDPOINT',
      'ALIPAY_GATEWAY',
      'ALIPAY_PRIVATE_KEY',
      'ALIPAY_PUBLIC_CERT_PATH',
      'ALIPAY_PUBLIC_KEY',
      'ALIPAY_ROOT_CERT_PATH',
    ])
    expect(env['ALIPAY_GATEWAY']).toBe('http://127.0.0.1:5599/gateway.do')
    expect(env['ALIPAY_APP_ID']).toBe(store.find('alipay', 'local')?.credential['app_id'])
    const sdk = new AlipaySdk({
      appId: env['ALIPAY_APP_ID'] ?? '',
      privateKey: readFileSync(join(keys, 'app-private-key.pem'), 'ascii'),
      alipayPublicKey: readFileSync(join(keys, 'platform-public-key.pem'), 'ascii'),
    })
    expect(sdk.sdkExecute('alipay.trade.app.pay', { bizContent: { out_trade_no: '1' } })).toContain('sign=')
    const certified = new AlipaySdk({
      appId: env['ALIPAY_APP_ID'] ?? '',
      privateKey: readFileSync(join(keys, 'app-private-key.pem'), 'ascii'),
      appCertPath: join(cwd, env['ALIPAY_APP_CERT_PATH'] ?? ''),
      alipayPublicCertPath: join(cwd, env['ALIPAY_PUBLIC_CERT_PATH'] ?? ''),
      alipayRootCertPath: join(cwd, env['ALIPAY_ROOT_CERT_PATH'] ?? ''),
    })
    expect(certified.sdkExecute('alipay.trade.app.pay', {})).toContain('app_cert_sn=')
    expect(result.stdout).toContain(join(keys, '.env'))
  })

  it('writes the address that the sandbox will get while none runs, and says so', async () => {
    const { profile, cwd } = setUp()
    const result = await profile(['export', 'alipay', '--json', '--dir', 'keys'])
    expect(result.json()).toMatchObject({ connector: 'alipay', environment: 'local', sandboxRuns: false })
    expect(readEnv(join(cwd, 'keys', '.env'))['ALIPAY_GATEWAY']).toMatch(/^http:\/\/127\.0\.0\.1:49\d\d\/gateway\.do$/)
    expect((await profile(['export', 'alipay', '--dir', 'keys'])).stderr).toContain('No sandbox runs')
  })

  it('reads the state folder that is named', async () => {
    const { profile, cwd } = setUp()
    await runningSandbox(join(cwd, 'mine'))
    const result = await profile(['export', 'alipay', '--state', 'mine', '--json'])
    expect(result.json()).toMatchObject({ url: 'http://127.0.0.1:5599', sandboxRuns: true })
  })

  it('does not replace other files without --force', async () => {
    const { profile, cwd } = setUp()
    mkdirSync(join(cwd, 'keys'))
    writeFileSync(join(cwd, 'keys', '.env'), 'MINE=1\n')
    const result = await profile(['export', 'alipay'])
    expect(result.code).toBe(2)
    expect(readFileSync(join(cwd, 'keys', '.env'), 'utf8')).toBe('MINE=1\n')
    expect(readdirSync(join(cwd, 'keys'))).toEqual(['.env'])
    expect((await profile(['export', 'alipay', '--force'])).code).toBe(0)
  })

  it('lets secrets of a real platform out only with consent', async () => {
    const { profile, cwd, save } = setUp()
    await save('shop', 'production')
    const result = await profile(['export', 'acme', '--env', 'production'])
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('--yes')
    expect(existsSync(join(cwd, 'keys'))).toBe(false)
    expect((await profile(['export', 'acme', '--env', 'production', '--yes'])).code).toBe(0)
    expect(readFileSync(join(cwd, 'keys', '.env'), 'utf8')).toBe(
      'ACME_TOKEN=secret-of-shop\nACME_BASE_URL=https://api.acme.example\n',
    )
    expect((await profile(['export', '--profile', 'shop', '--yes', '--dir', 'two'])).code).toBe(0)
  })

  it('fails where there is no credential to export', async () => {
    const { profile } = setUp()
    expect((await profile(['export', 'acme', '--env', 'sandbox', '--yes'])).code).toBe(4)
    expect((await profile(['export'])).code).toBe(2)
    expect((await profile(['export', 'open'])).code).toBe(2)
  })
})
