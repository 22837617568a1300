import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { root } from '../support/sources.ts'
import { startRegistry, type LocalRegistry } from './local-registry.ts'
import { runProgram } from './run-program.ts'

// What a stranger does: the packed package from a registry, an empty home, an empty folder, one command.

const work = mkdtempSync(join(tmpdir(), 'integ-registry-'))
let registry: LocalRegistry | undefined
let unreachable: string | undefined

/** Nothing of this machine but the way to the internet. */
function cleanEnv(home: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = [
    'PATH',
    'NODE_EXTRA_CA_CERTS',
    'HTTPS_PROXY',
    'HTTP_PROXY',
    'NO_PROXY',
    'https_proxy',
    'http_proxy',
    'no_proxy',
    'TMPDIR',
  ]
  const own = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []))
  return { ...Object.fromEntries(own), HOME: home, LANG: 'C.UTF-8', npm_config_update_notifier: 'false', ...more }
}

function emptyHome(): string {
  return mkdtempSync(join(work, 'home-'))
}

beforeAll(async () => {
  const home = emptyHome()
  const env = cleanEnv(home)
  const ping = await fetch('https://registry.npmjs.org/-/ping', { signal: AbortSignal.timeout(10_000) }).catch(
    (error: unknown) => error,
  )
  if (!(ping instanceof Response)) {
    unreachable = `registry.npmjs.org is not reachable: ${String(ping)}`
    return
  }
  registry = await startRegistry(work, env)
  const packed = await runProgram('npm', ['pack', '--ignore-scripts', '--pack-destination', work], {
    cwd: root,
    env,
    limitMs: 60_000,
  })
  expect(packed.code, packed.stderr).toBe(0)
  const tarball = readdirSync(work).find((name) => name.endsWith('.tgz')) ?? ''
  const { host } = new URL(registry.url)
  writeFileSync(join(home, '.npmrc'), `registry=${registry.url}\n//${host}/:_authToken=local\n`)
  const published = await runProgram('npm', ['publish', join(work, tarball), '--ignore-scripts'], {
    cwd: home,
    env,
    limitMs: 60_000,
  })
  expect(published.code, published.stderr).toBe(0)
}, 400_000)

afterAll(async () => {
  await registry?.stop()
  rmSync(work, { recursive: true, force: true })
})

/** Folder of a node of that major version, from npm; the current one when it is that already. */
async function nodeFolder(major: number): Promise<string | undefined> {
  if (process.versions.node.startsWith(`${major}.`)) return dirname(process.execPath)
  const home = emptyHome()
  const env = cleanEnv(home, { npm_config_registry: registry?.url ?? '' })
  const where = await runProgram('npx', ['--yes', '-p', `node@${major}`, '-c', 'node --version && command -v node'], {
    cwd: home,
    env,
    limitMs: 240_000,
  })
  const [version = '', path = ''] = where.stdout.trim().split('\n')
  return where.code === 0 && version.startsWith(`v${major}.`) ? dirname(path) : undefined
}

async function ready(context: TestContext, major: number): Promise<Record<string, string>> {
  if (!registry) context.skip(unreachable ?? 'there is no registry')
  const folder = await nodeFolder(major)
  if (folder === undefined) context.skip(`node@${major} cannot be installed from npm on this machine`)
  const env = cleanEnv(emptyHome(), { npm_config_registry: registry?.url ?? '' })
  return { ...env, PATH: `${folder}:${env['PATH']}` }
}

for (const major of [20, 22, 24])
  test(
    `on Node ${major}, one npx command makes a project that takes its first payment, and its tests pass`,
    { timeout: 400_000 },
    async (context) => {
      const env = await ready(context, major)
      const cwd = mkdtempSync(join(work, 'empty-'))
      const command = ['--yes', 'create-integration', 'shop', '--template', 'alipay-payment', '--yes']
      const made = await runProgram('npx', command, { cwd, env, limitMs: 240_000 })
      const node = await runProgram('node', ['--version'], { cwd, env, limitMs: 10_000 })
      process.stdout.write(
        `$ npx ${command.join(' ')}   (node ${node.stdout.trim()}, ${Math.round(made.ms / 1000)} s)\n${made.stderr}${made.stdout}\n`,
      )

      expect(node.stdout).toMatch(new RegExp(`^v${major}\\.`))
      expect(made.code, made.stderr).toBe(0)
      expect(made.stdout).toContain('alipay.trade.precreate  called and signed by your server, verified by the sandbox')
      expect(made.stdout).toContain('answered "success"')
      expect(made.stdout).toContain('TRADE_SUCCESS, signature of the answer verified')
      expect(readdirSync(cwd)).toEqual(['shop'])
      expect(existsSync(join(cwd, 'shop/.integ/sandbox/sandbox.json'))).toBe(false)

      const project = join(cwd, 'shop')
      const { devDependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')) as {
        devDependencies: Record<string, string>
      }
      expect(devDependencies['create-integration']).toMatch(/^\^\d/)
      for (const script of ['typecheck', 'test', 'build']) {
        const ran = await runProgram('npm', ['run', script], { cwd: project, env, limitMs: 120_000 })
        expect(ran.code, ran.stdout + ran.stderr).toBe(0)
      }
    },
  )

test('a typed client is made by the same command', { timeout: 400_000 }, async (context) => {
  const env = await ready(context, 20)
  const cwd = mkdtempSync(join(work, 'empty-'))
  const made = await runProgram(
    'npx',
    ['--yes', 'create-integration', 'client', '--template', 'openapi-client', '--yes'],
    { cwd, env, limitMs: 240_000 },
  )
  expect(made.code, made.stderr).toBe(0)
  expect(made.stdout).toContain('listBooks: 200')
})

test(
  'a folder that holds files is refused with exit code 2 and stays as it is',
  { timeout: 120_000 },
  async (context) => {
    const env = await ready(context, 20)
    const cwd = mkdtempSync(join(work, 'full-'))
    mkdirSync(join(cwd, 'shop'))
    writeFileSync(join(cwd, 'shop/mine.txt'), 'mine')
    const refused = await runProgram('npx', ['--yes', 'create-integration', 'shop', '--yes'], {
      cwd,
      env,
      limitMs: 90_000,
    })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('folder-not-empty')
    expect(readdirSync(join(cwd, 'shop'))).toEqual(['mine.txt'])
  },
)

test(
  'packages that cannot be installed end with exit code 3, the project and the command to repeat',
  { timeout: 120_000 },
  async (context) => {
    const env = await ready(context, 20)
    const cwd = mkdtempSync(join(work, 'empty-'))
    const options = { cwd, env, limitMs: 90_000 }
    const tool = await runProgram('npm', ['install', '--prefix', join(work, 'tool'), 'create-integration'], options)
    expect(tool.code, tool.stderr).toBe(0)
    const dead = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0', HOME: emptyHome() }
    const program = join(work, 'tool/node_modules/.bin/create-integration')
    const failed = await runProgram(program, ['shop', '--yes'], { ...options, env: { ...env, ...dead } })
    expect(failed.stderr).toContain('install-failed')
    expect(failed.stderr).toContain('cd shop && npm install')
    expect(failed.code).toBe(3)
    expect(existsSync(join(cwd, 'shop/package.json'))).toBe(true)
  },
)
