import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommandSpec } from '../../src/cli/command.ts'
import { commands } from '../../src/commands/index.ts'
import { bin, cleanEnv, createBin, freshHome, runBin } from '../support/bin.ts'

const leaves = (specs: readonly CommandSpec[], path: readonly string[] = []): string[][] =>
  specs.flatMap((spec) => [
    ...(spec.load ? [[...path, spec.name]] : []),
    ...leaves(spec.subcommands ?? [], [...path, spec.name]),
  ])

const every = leaves(commands).filter(([name]) => name !== 'complete')
/** They run until somebody ends them. */
const RESIDENT = new Set(['sandbox start', 'listen', 'events tail'])
const finite = every.filter((path) => !RESIDENT.has(path.join(' ')))
/** What keeps a command that waits on purpose from waiting long. */
const MORE: Readonly<Record<string, readonly string[]>> = { 'sandbox wait': ['--timeout', '1'] }
const CODES = [0, 1, 2, 3, 4, 5]
const TRACE = /\n\s+at .+:\d+:\d+|UnhandledPromise|node:internal/

const documents = (text: string): unknown[] => (text.trim() === '' ? [] : [JSON.parse(text)])

describe.concurrent.each(every.map((path) => ({ name: path.join(' '), path })))(
  'manners of integ $name',
  ({ path }) => {
    it('refuses an unknown option with 2, on stderr, with a suggestion', async () => {
      const { code, stdout, stderr } = await runBin([...path, '--jsno'])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain('[unknown-option]')
      expect(stderr).toContain('--json')
      expect(stderr).not.toMatch(TRACE)
    })

    it('fails as one JSON document under --json', async () => {
      const { code, stdout, stderr } = await runBin([...path, '--no-such-option', '--json'])
      expect(code).toBe(2)
      expect(JSON.parse(stdout)).toMatchObject({ version: 1, error: { code: 'unknown-option', category: 'usage' } })
      expect(stderr).toBe('')
    })
  },
)

describe.concurrent.each(
  finite.map((path) => ({ name: path.join(' '), path: [...path, ...(MORE[path.join(' ')] ?? [])] })),
)('integ $name without a terminal', ({ path }) => {
  it('ends by itself on a pipe that stays silent, and asks nothing', async () => {
    const { code, stdout, stderr } = await runBin([...path, '--json'], { stdin: 'silent', limitMs: 15_000 })
    expect(CODES).toContain(code)
    expect(documents(stdout)).toHaveLength(1)
    expect(stdout).not.toContain('\u001b')
    expect(stderr).not.toMatch(TRACE)
  })

  it('survives a damaged store', async () => {
    const home = freshHome()
    mkdirSync(join(home, '.config/integ'), { recursive: true, mode: 0o700 })
    const file = join(home, '.config/integ/profiles.json')
    writeFileSync(file, '{"profiles": {"a"', { mode: 0o600 })
    const { code, stderr } = await runBin(path, { home })
    expect(CODES).toContain(code)
    expect(stderr).not.toMatch(TRACE)
    expect(readFileSync(file, 'utf8')).toBe('{"profiles": {"a"')
  })

  it('survives a home that cannot be written', async () => {
    // Not even root can make a folder there.
    const { code, stderr } = await runBin(path, { cwd: freshHome(), env: { HOME: '/proc/integ' }, limitMs: 15_000 })
    expect(CODES).toContain(code)
    expect(stderr).not.toMatch(TRACE)
  })

  it('writes no colour to a pipe', async () => {
    const { stdout, stderr } = await runBin(path)
    expect(stdout + stderr).not.toContain('\u001b[')
  })
})

describe('manners of the whole', () => {
  it('answers an unknown command with 2 and the one that was meant', async () => {
    const { code, stdout, stderr } = await runBin(['sandbx'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('integ sandbox')
  })

  it('answers an unknown subcommand with 2', async () => {
    const { code, stderr } = await runBin(['sandbox', 'strat'])
    expect(code).toBe(2)
    expect(stderr).toContain('integ sandbox start')
  })

  it('prints its version in one line', async () => {
    const { code, stdout } = await runBin(['--version'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\S*\n$/)
  })

  it.each([
    ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }],
    ['TERM=dumb in a terminal', { TERM: 'dumb' }],
  ])('honours %s', async (_, env) => {
    const { stdout, stderr } = await runBin(['explain', 'isv.invalid-signature'], { env })
    expect(stdout).toContain('isv.invalid-signature')
    expect(stdout + stderr).not.toContain('\u001b[')
  })

  it('honours FORCE_COLOR', async () => {
    const { stdout } = await runBin(['explain', 'isv.invalid-signature'], { env: { FORCE_COLOR: '1' } })
    expect(stdout).toContain('\u001b[')
  })

  it.each(['--help', 'ops', 'explain isv.invalid-signature', 'docs alipay.trade.pay'])(
    'ends quietly when the reader of %s goes away',
    (line) => {
      const script = `${JSON.stringify(process.execPath)} ${JSON.stringify(bin)} ${line} | head -c 10`
      const { stdout, stderr } = spawnSync('bash', ['-c', script], { env: cleanEnv(freshHome()), encoding: 'utf8' })
      expect(stdout).toHaveLength(10)
      expect(stderr).toBe('')
    },
  )

  it('says 3 when there is no network', async () => {
    const home = freshHome()
    const login = await runBin(['login', 'alipay', '--env', 'sandbox', '--from', '-', '--yes'], {
      home,
      stdin: JSON.stringify(anyCredential()),
    })
    expect(login.code).toBe(0)
    const { code, stderr } = await runBin(
      ['call', 'alipay.trade.query', 'out_trade_no=T1', '--env', 'sandbox', '--timeout', '5'],
      {
        home,
        // A proxy where nobody listens: nothing leaves this machine.
        env: { HTTPS_PROXY: 'http://127.0.0.1:1' },
      },
    )
    expect(code).toBe(3)
    expect(stderr).toContain('[unreachable]')
  })

  it('leaves no process behind after a call and after stop', async () => {
    const home = freshHome()
    const mine = () =>
      readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && environOf(pid).includes(`HOME=${home}\0`))
    await runBin(['call', 'alipay.trade.query', 'out_trade_no=T1'], { home })
    expect(mine()).toEqual([])
    expect((await runBin(['sandbox', 'start', '--detach', '--port', '0'], { home })).code).toBe(0)
    expect(mine()).toHaveLength(1)
    expect((await runBin(['sandbox', 'stop'], { home })).code).toBe(0)
    expect(mine()).toEqual([])
  })
})

function environOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return ''
  }
}

function anyCredential(): Record<string, string> {
  const set = JSON.parse(
    readFileSync(new URL('../../src/connectors/alipay/vectors/alipay.json', import.meta.url), 'utf8'),
  ) as {
    keys: Record<string, { private_pkcs8: string; public: string }>
  }
  return {
    app_id: '2021009999000001',
    private_key: set.keys['app']?.private_pkcs8 ?? '',
    alipay_public_key: set.keys['alipay']?.public ?? '',
  }
}

describe('manners of create', () => {
  it('refuses a folder that is not empty and touches nothing', async () => {
    const home = freshHome()
    mkdirSync(join(home, 'shop'))
    writeFileSync(join(home, 'shop/keep.txt'), 'mine')
    const { code, stderr } = await runBin(['shop', '--template', 'alipay-payment', '--yes'], {
      home,
      program: createBin,
    })
    expect(code).not.toBe(0)
    expect(stderr).toContain('shop')
    expect(readdirSync(join(home, 'shop'))).toEqual(['keep.txt'])
  })

  it('refuses an unknown template and touches nothing', async () => {
    const home = freshHome()
    const { code, stderr } = await runBin(['shop', '--template', 'alipay-paymnt', '--yes'], {
      home,
      program: createBin,
    })
    expect(code).not.toBe(0)
    expect(stderr).toContain('alipay-payment')
    expect(existsSync(join(home, 'shop'))).toBe(false)
  })

  it('names the option that is missing when nobody can be asked', async () => {
    const { code, stderr } = await runBin(['shop'], { program: createBin, stdin: 'silent' })
    expect(code).toBe(2)
    expect(stderr).toContain('--template')
  })
})
