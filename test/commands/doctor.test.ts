import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, it, onTestFinished } from 'vitest'
import { createProfileStore } from '../../src/profiles/store.ts'
import type { EnvironmentName } from '../../src/project/project.ts'
import type { Credential } from '../../src/sdk/auth.ts'
import type { HttpClient } from '../../src/system/http.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'
import { builtinRegistry } from '../support/registry.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'

interface Shown {
  readonly id: string
  readonly connector?: string
  readonly status: string
  readonly summary: string
  readonly cause?: string
  readonly evidence?: string[]
  readonly command?: string
}
type Document = {
  readonly report: { readonly verdict: string; readonly totals: Record<string, number>; readonly results: Shown[] }
}

const PROJECT = {
  connectors: ['alipay'],
  start: 'node server.mjs',
  url: 'http://127.0.0.1:9',
  events: { alipay: '/notify' },
}

/** A project and a configuration of its own, and `doctor` run in it. */
function place(project: unknown = PROJECT) {
  const cwd = tempDir()
  const config = tempDir()
  if (project !== null)
    writeFileSync(join(cwd, 'integration.json'), typeof project === 'string' ? project : JSON.stringify(project))
  const base = { INTEG_CONFIG_DIR: config, INTEG_DATA_DIR: tempDir() }
  const doctor = async (argv: string[] = [], more: { env?: Record<string, string>; http?: HttpClient } = {}) => {
    const { env, ...rest } = more
    const result = await runCli(['doctor', '--json', ...argv], { cwd, env: { ...base, ...env }, ...rest })
    const document = result.json() as Document
    const of = (id: string) => document.report.results.find((one) => one.id === id)
    const failures = document.report.results.filter(({ status }) => status === 'fail').map(({ id }) => id)
    return { ...result, report: document.report, of, failures }
  }
  const store = createProfileStore({ paths: { config }, clock: systemClock })
  const save = (credential: Credential, environment: EnvironmentName = 'local') =>
    store.save({ name: `alipay-${environment}`, connector: 'alipay', environment, credential })
  return { cwd, config, base, doctor, save }
}

async function minted(): Promise<Credential> {
  const alipay = await (await builtinRegistry()).get('alipay')
  return alipay.auth['alipayRsa2']?.mint(systemRandom, systemClock) ?? {}
}

describe('integ doctor', () => {
  it('finds nothing wrong with a clean project, offline and within two seconds', async ({ expect }) => {
    const { doctor, cwd, config } = place()
    const began = performance.now()
    const { code, failures, report } = await doctor([], { http: noNetwork })
    expect(performance.now() - began).toBeLessThan(2000)
    expect(failures).toEqual([])
    expect(code).toBe(0)
    expect(report.verdict).toBe('pass')
    expect(report.results.map(({ id }) => id)).toEqual([
      'node',
      'node-env',
      'cli',
      'store',
      'clock',
      'project',
      'credential',
      'reach',
      'clock-skew',
      'endpoint',
    ])
    // It looks; it changes nothing.
    expect(readdirSync(cwd)).toEqual(['integration.json'])
    expect(readdirSync(config)).toEqual([])
  })

  it('finds nothing wrong where there is no project', async ({ expect }) => {
    const { doctor } = place(null)
    const { code, failures, of } = await doctor([], { http: noNetwork })
    expect([code, failures]).toEqual([0, []])
    expect(of('project')?.status).toBe('skip')
  })

  it('proves that a saved key pair signs and verifies', async ({ expect }) => {
    const { doctor, save } = place()
    await save(await minted())
    const { code, of } = await doctor()
    expect(code).toBe(0)
    expect(of('credential')).toMatchObject({ connector: 'alipay', status: 'pass' })
    expect(of('credential')?.summary).toContain('sign and verify')
    expect(of('store')?.status).toBe('pass')
  })

  it('finds keys that are not one pair, of either side', async ({ expect }) => {
    const [own, other] = [await minted(), await minted()]
    const mine = place()
    await mine.save({ ...own, app_public_key: other['app_public_key'] ?? '' })
    const first = await mine.doctor()
    expect([first.code, first.failures]).toEqual([1, ['credential']])
    expect(first.of('credential')?.summary).toContain('your private key and your public key')
    const theirs = place()
    await theirs.save({ ...own, alipay_public_key: other['alipay_public_key'] ?? '' })
    const second = await theirs.doctor()
    expect(second.failures).toEqual(['credential'])
    expect(second.of('credential')?.summary).toContain("platform's two keys")
  })

  it('says what the connector finds wrong, and shows no key', async ({ expect }) => {
    const { doctor, save } = place()
    const credential = await minted()
    await save({ ...credential, alipay_public_key: credential['private_key'] ?? '' })
    const { of, stdout, failures } = await doctor()
    expect(failures).toEqual(['credential'])
    expect(of('credential')?.summary).toContain('alipay_public_key')
    expect(stdout).not.toContain((credential['private_key'] ?? '').split('\n')[2])
  })

  it.skipIf(process.platform === 'win32')(
    'finds credentials that others can read, and says how to close them',
    async ({ expect }) => {
      const { doctor, save, config } = place()
      await save(await minted())
      chmodSync(join(config, 'profiles.json'), 0o644)
      const { code, failures, of } = await doctor()
      expect([code, failures]).toEqual([1, ['store']])
      expect(of('store')?.evidence?.[0]).toMatch(/^0644 .*profiles\.json$/)
      expect(of('store')?.command).toMatch(/^chmod /)
      expect(of('credential')?.status).toBe('skip')
    },
  )

  it('finds a damaged store and leaves it as it is', async ({ expect }) => {
    const { doctor, config } = place()
    const file = join(config, 'profiles.json')
    writeFileSync(file, '{ "version": 1, "prof', { mode: 0o600 })
    const { code, failures } = await doctor()
    expect([code, failures]).toEqual([1, ['store']])
    expect(readFileSync(file, 'utf8')).toBe('{ "version": 1, "prof')
  })

  it('goes on when integration.json is broken', async ({ expect }) => {
    const { doctor, save } = place('{ "connectors": ["alipay"')
    await save(await minted())
    const { code, failures, of } = await doctor()
    expect([code, failures]).toEqual([1, ['project']])
    expect(of('credential')?.status).toBe('pass')
    expect(of('endpoint')?.status).toBe('skip')
  })

  it('finds names in integration.json that do not exist, and offers the nearest', async ({ expect }) => {
    const { doctor } = place({ ...PROJECT, operations: ['alipay.trade.precreat'] })
    const { failures, of } = await doctor()
    expect(failures).toEqual(['project'])
    expect(of('project')?.evidence?.join()).toContain('did you mean alipay.trade.precreate?')
    const connector = await place({ ...PROJECT, connectors: ['alipya'], events: {} }).doctor()
    expect(connector.failures).toEqual(['project'])
    expect(connector.of('project')?.summary).toBe('connectors: "alipya" is not known; did you mean alipay?')
    expect(connector.of('credential')?.summary).toContain('alipya')
    expect(connector.of('credential')?.summary).not.toContain('no integration')
  })

  it('fails when NODE_TLS_REJECT_UNAUTHORIZED switches certificate checks off', async ({ expect }) => {
    const { doctor } = place()
    const { code, failures } = await doctor([], { env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect([code, failures]).toEqual([1, ['node-env']])
  })

  describe('of another environment than local', () => {
    // Behind a proxy names are not looked up here, so these tests need no DNS.
    const env = { HTTPS_PROXY: 'http://user:hunter22@proxy.example:3128' }

    it('fails without a credential and without a way, and names the proxy without its password', async ({ expect }) => {
      const { doctor } = place()
      const { code, failures, of, stdout } = await doctor(['--env', 'sandbox'], { env, http: noNetwork })
      expect([code, failures]).toEqual([1, ['credential', 'reach']])
      expect(of('credential')?.command).toBe('integ login alipay --env sandbox')
      expect(of('reach')?.evidence).toContain('route: http://proxy.example:3128')
      expect(stdout).not.toContain('hunter22')
      expect(of('clock-skew')?.status).toBe('skip')
    })

    it('compares the clock with that of the platform', async ({ expect }) => {
      const { doctor } = place()
      const at = (offset: number) => doctor(['--env', 'sandbox', '--only', 'clock-skew'], { env, http: dated(offset) })
      expect((await at(0)).of('clock-skew')?.status).toBe('pass')
      expect((await at(60_000)).of('clock-skew')?.status).toBe('warn')
      const late = await at(3_600_000)
      expect(late.of('clock-skew')).toMatchObject({ status: 'fail' })
      expect(late.of('clock-skew')?.summary).toContain('behind')
      expect(late.of('reach')?.status).toBe('pass')
    })
  })

  describe('of a running integration', () => {
    it('fails when it acknowledges a notification without a signature, and passes when it refuses', async ({
      expect,
    }) => {
      for (const [answer, status] of [
        ['success', 'fail'],
        ['fail', 'pass'],
      ] as const) {
        const url = await listen(answer)
        const { of, code } = await place({ ...PROJECT, url }).doctor(['--only', 'endpoint'])
        expect(of('endpoint')?.status).toBe(status)
        expect(code).toBe(status === 'fail' ? 1 : 0)
      }
    })
  })

  it('takes no server for a receiver that knows nothing of notifications', async ({ expect }) => {
    for (const status of [404, 405, 501]) {
      const url = await listen('', status)
      const { of } = await place({ ...PROJECT, url }).doctor(['--only', 'endpoint'])
      expect(of('endpoint')).toMatchObject({ status: 'warn' })
      expect(of('endpoint')?.summary).toContain(`no receiver is at /notify (HTTP ${status})`)
    }
  })

  it('runs only what is asked for, with what it needs, and refuses names that it does not know', async ({ expect }) => {
    const { doctor, cwd, base } = place()
    const { report } = await doctor(['--only', 'endpoint', '--skip', 'project'])
    expect(report.results.map(({ id }) => id)).toEqual(['endpoint'])
    const wrong = await runCli(['doctor', '--only', 'nodee'], { cwd, env: base })
    expect(wrong.code).toBe(2)
    expect(wrong.stderr).toContain('unknown-check')
  })

  it('writes JUnit to a file or to stdout, and refuses two documents for one stdout', async ({ expect }) => {
    const { cwd, base } = place()
    const file = await runCli(['doctor', '--junit', 'out/report.xml', '--lang', 'zh'], { cwd, env: base })
    expect(file.code).toBe(0)
    expect(file.stdout).toContain('通过')
    expect(readFileSync(join(cwd, 'out/report.xml'), 'utf8')).toContain('<testsuite name="integ doctor"')
    const stdout = await runCli(['doctor', '--junit', '-'], { cwd, env: base })
    expect(stdout.stdout).toMatch(/^<\?xml[\s\S]*<\/testsuites>\n$/)
    expect(stdout.stderr).toContain('pass  store')
    expect((await runCli(['doctor', '--json', '--junit', '-'], { cwd, env: base })).code).toBe(2)
    writeFileSync(join(cwd, 'a-file'), '')
    expect((await runCli(['doctor', '--junit', 'a-file/report.xml'], { cwd, env: base })).code).toBe(3)
  })
})

const noNetwork: HttpClient = {
  send: () => Promise.reject(Object.assign(new RangeError('no network in this test'), { code: 'ENETUNREACH' })),
}

/** Answers as a platform whose clock is ahead of ours. */
const dated = (aheadMs: number): HttpClient => ({
  send: async () => ({
    kind: 'response',
    status: 200,
    headers: { date: new Date(Date.now() + aheadMs).toUTCString() },
    body: new Uint8Array(),
  }),
})

function listen(answer: string, status = 200): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(answer))
  onTestFinished(() => void server.close())
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  )
}
