import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { canStart } from '../../../src/checks/doctor/sandbox-state.ts'
import { cliCheck } from '../../../src/checks/doctor/cli.ts'
import { clockCheck } from '../../../src/checks/doctor/clock-skew.ts'
import { isSupported, nodeCheck } from '../../../src/checks/doctor/node.ts'
import { nodeEnvironmentCheck } from '../../../src/checks/doctor/node-environment.ts'
import { probe, routeOf } from '../../../src/checks/doctor/probe.ts'
import type { MachineContext } from '../../../src/checks/doctor/types.ts'
import { unreachable } from '../../../src/errors/catalog/network.ts'
import type { HttpClient } from '../../../src/system/http.ts'
import { fixedClock } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'
import { mkdirSync } from 'node:fs'

const machine = (more: Partial<MachineContext>) =>
  ({ node: '22.12.0', env: {}, version: '1.0.0', clock: fixedClock(), ...more }) as MachineContext

describe('node', () => {
  it('knows the supported range', ({ expect }) => {
    const supported = ['20.19.0', '20.20.2', '22.12.0', '24.1.0', '26.0.0']
    const not = ['18.20.0', '20.18.3', '21.7.0', '22.11.0']
    expect(supported.filter((version) => !isSupported(version))).toEqual([])
    expect(not.filter(isSupported)).toEqual([])
  })

  it('fails on a version that is too old', async ({ expect }) => {
    expect(await nodeCheck.run(machine({ node: '18.20.0' }))).toMatchObject({ status: 'fail' })
  })

  it('warns of Node.js 20 once its life has ended, and not before', async ({ expect }) => {
    const at = (date: string) => nodeCheck.run(machine({ node: '20.20.2', clock: fixedClock(Date.parse(date)) }))
    expect((await at('2026-06-01')).status).toBe('warn')
    expect((await at('2026-03-01')).status).toBe('pass')
  })
})

describe('node-env', () => {
  it('fails when certificates are not checked', async ({ expect }) => {
    const result = await nodeEnvironmentCheck.run(machine({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } }))
    expect(result).toMatchObject({ status: 'fail', command: 'unset NODE_TLS_REJECT_UNAUTHORIZED' })
  })

  it('warns of extra certificates where they cost time or are not there', async ({ expect }) => {
    const file = join(tempDir(), 'ca.pem')
    writeFileSync(file, '')
    const status = async (node: string, ca: string) =>
      (await nodeEnvironmentCheck.run(machine({ node, env: { NODE_EXTRA_CA_CERTS: ca } }))).status
    expect(await status('20.20.2', file)).toBe('warn')
    expect(await status('22.12.0', file)).toBe('pass')
    expect(await status('22.12.0', `${file}.gone`)).toBe('warn')
  })
})

describe('cli', () => {
  it('warns when the project has another version', async ({ expect }) => {
    const cwd = tempDir()
    const install = (version: string) => {
      mkdirSync(join(cwd, 'node_modules/create-integration'), { recursive: true })
      writeFileSync(
        join(cwd, 'node_modules/create-integration/package.json'),
        JSON.stringify({ name: 'create-integration', version }),
      )
    }
    expect((await cliCheck.run(machine({ cwd }))).status).toBe('pass')
    install('0.9.0')
    expect(await cliCheck.run(machine({ cwd }))).toMatchObject({
      status: 'warn',
      summary: { en: '1.0.0 runs; 0.9.0 is installed too' },
    })
    install('1.0.0')
    expect((await cliCheck.run(machine({ cwd }))).status).toBe('pass')
  })
})

describe('clock', () => {
  it('fails on a clock that was reset', async ({ expect }) => {
    expect((await clockCheck.run(machine({ clock: fixedClock(0) }))).status).toBe('fail')
    expect((await clockCheck.run(machine({}))).status).toBe('pass')
  })
})

describe('the way to a platform', () => {
  const url = new URL('https://api.example.com')

  it('is direct, or the proxy of the environment without its credentials', ({ expect }) => {
    const proxy = 'http://user:secret@proxy.example:3128'
    expect(routeOf(url, {})).toBe('direct')
    expect(routeOf(url, { HTTPS_PROXY: proxy })).toBe('http://proxy.example:3128')
    expect(routeOf(url, { HTTP_PROXY: proxy })).toBe('direct')
    expect(routeOf(url, { https_proxy: proxy, NO_PROXY: 'other.example, .example.com' })).toBe('direct')
    expect(routeOf(new URL('https://127.0.0.1:4430'), { HTTPS_PROXY: proxy })).toBe('direct')
    expect(routeOf(url, { HTTPS_PROXY: 'not a url: secret' })).toBe('HTTPS_PROXY')
  })

  it('is proven by any answer, and a failure keeps the innermost reason', async ({ expect }) => {
    const env = { HTTPS_PROXY: 'http://proxy.example:3128' }
    const answering: HttpClient = {
      send: async () => ({
        kind: 'response',
        status: 404,
        headers: { date: 'Wed, 01 Jul 2026 04:00:00 GMT' },
        body: new Uint8Array(),
      }),
    }
    const ok = await probe(url, { http: answering, env, now: () => 5 })
    expect(ok).toEqual({
      ok: true,
      route: 'http://proxy.example:3128',
      status: 404,
      date: Date.UTC(2026, 6, 1, 4),
      at: 5,
    })
    const expired = Object.assign(new RangeError('x'), { code: 'CERT_HAS_EXPIRED' })
    const failing: HttpClient = {
      send: () => Promise.reject(unreachable({ url: url.href, reason: 'x' }, { cause: expired })),
    }
    expect(await probe(url, { http: failing, env, now: () => 5 })).toMatchObject({
      ok: false,
      reason: 'CERT_HAS_EXPIRED',
    })
  })
})

describe('the place for the state of the sandbox', () => {
  it('may be made later, but not below a file', ({ expect }) => {
    const folder = tempDir()
    writeFileSync(join(folder, 'file'), '')
    expect(canStart(join(folder, 'a/b/c')).kind).toBe('startable')
    expect(canStart(join(folder, 'file/b'))).toMatchObject({ kind: 'blocked' })
  })
})
