import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bin, createBin, freshHome, runBin } from '../support/bin.ts'
import { CTRL_C, inSize, inTerminal, processesOf, startTerminal } from '../support/terminal.ts'

const COLOUR = /\u001b\[[0-9;]*m/

describe('help in a terminal', () => {
  it.each(['en', 'zh-CN'])('is coloured, fits 80 columns and aligns its summaries, in %s', async (lang) => {
    const run = inTerminal(['--help', '--lang', lang], { columns: 80, rows: 60 })
    expect(await run.ended).toBe(0)
    expect(run.raw()).toMatch(COLOUR)
    expect(await run.wrapped()).toEqual([])
    const summaries =
      lang === 'en'
        ? ['find an operation', 'save a credential', 'one JSON']
        : ['查找接口', '保存某个平台', '在标准输出']
    const columns = await Promise.all(summaries.map((summary) => run.columnOf(summary)))
    expect(columns).toEqual([31, 31, 31])
  })

  it.each(['login', 'sandbox start', 'connector add', 'validate'])(
    'of integ %s breaks Chinese text at 80 columns',
    async (command) => {
      const run = inTerminal([...command.split(' '), '--help', '--lang', 'zh-CN'], { rows: 60 })
      expect(await run.ended).toBe(0)
      // An example is a command to copy and stays whole.
      expect((await run.wrapped()).filter((line) => !line.startsWith('  integ '))).toEqual([])
      expect((await run.lines()).filter((line) => /^[，。、；：）]/.test(line))).toEqual([])
    },
  )

  it.each([
    ['NO_COLOR=1', { NO_COLOR: '1' }],
    ['TERM=dumb', { TERM: 'dumb' }],
  ])('has no escape sequence at all with %s', async (_, env) => {
    for (const argv of [['--help'], ['explain', 'isv.invalid-signature'], ['doctor']]) {
      const run = inTerminal(argv, { env })
      expect(await run.ended).toBe(0)
      expect(run.raw()).not.toContain('\u001b')
      expect((await run.lines()).length).toBeGreaterThan(3)
    }
  })
})

describe('a call in a terminal', () => {
  it('shows the answer as indented JSON in colour', async () => {
    const run = inTerminal(['call', 'alipay.trade.precreate', 'out_trade_no=T1', 'total_amount=8.80', 'subject=Tea'])
    expect(await run.ended).toBe(0)
    expect(run.raw()).toContain('\u001b[36m"out_trade_no"\u001b[39m: \u001b[32m"T1"\u001b[39m')
    expect(await run.lines()).toContain('  "out_trade_no": "T1",')
  })
})

describe.each([
  [0, 0],
  [1, 1],
])('a terminal of %i columns and %i rows', (columns, rows) => {
  it.each([
    ['--help', ['--help'], bin],
    ['doctor', ['doctor'], bin],
    ['call', ['call', 'alipay.trade.query', 'out_trade_no=T1'], bin],
    ['create', ['shop', '--yes', '--no-install'], createBin],
    // With a spinner, where there is room for one.
    ['connector add', ['connector', 'add', 'acme.json', '--id', 'acme'], bin],
  ])('gets all of %s and no more', async (_, argv, program) => {
    const home = freshHome()
    const paths = { '/orders': { get: { operationId: 'listOrders', responses: { 200: { description: 'ok' } } } } }
    writeFileSync(
      join(home, 'acme.json'),
      JSON.stringify({ openapi: '3.1.0', info: { title: 'Acme', version: '1' }, paths }),
    )
    const run = inSize(columns, rows, argv, { home, program, limitMs: 10_000 })
    expect([0, 1]).toContain(await run.ended)
    expect(run.raw().length).toBeGreaterThan(100)
    expect(run.raw().length).toBeLessThan(50_000)
  })
})

describe('Ctrl-C in a terminal', () => {
  it.each([
    ['listen', ['listen'], 'Ctrl-C ends'],
    ['sandbox start', ['sandbox', 'start', '--port', '0'], 'state  '],
  ])('ends integ %s with 130 and leaves nothing that runs or is locked', async (_, argv, ready) => {
    const home = freshHome()
    const run = inTerminal(argv, { home })
    await run.shows(ready)
    expect(await runBin(['sandbox', 'status'], { home })).toMatchObject({ code: 0 })
    run.type(CTRL_C)
    expect(await run.ended).toBe(130)
    expect(processesOf(home)).toEqual([])
    const files = readdirSync(home, { recursive: true, encoding: 'utf8' })
    expect(files.filter((file) => /sandbox\.json|(^|[/.])lock($|\.)/.test(file))).toEqual([])
    expect(run.cursorShown()).toBe(true)
    expect(run.raw()).not.toMatch(/\n\s+at /)
  })
})

describe('completion', () => {
  const has = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0

  async function scriptOf(shell: string): Promise<{ home: string; file: string }> {
    const home = freshHome()
    const file = join(home, `integ.${shell}`)
    const { code, stdout } = await runBin(['completion', shell])
    expect(code).toBe(0)
    writeFileSync(file, stdout)
    return { home, file }
  }

  describe.each(['bash', 'zsh', 'fish'])('for %s', (shell) => {
    it.skipIf(!has(shell))('is a script that the shell can read', async () => {
      const { file } = await scriptOf(shell)
      const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' })
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    })
  })

  it.skipIf(!has('bash'))(
    'completes on TAB in bash, without any package of completions, and evaluates nothing',
    async () => {
      const { home, file } = await scriptOf('bash')
      mkdirSync(join(home, 'bin'))
      symlinkSync(bin, join(home, 'bin/integ'))
      const env = { PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}`, PS1: '% ' }
      const run = startTerminal('bash', ['--norc', '--noprofile', '-i'], { home, env })
      // Twice: a profile is often read again.
      run.type(`source ${file}; source ${file}; echo ready-$((1 + 1))\r`)
      await run.shows('ready-2')
      run.type('integ sand\t')
      await run.shows('% integ sandbox')
      run.type('sta\t\t')
      await run.shows(/start +status/)
      run.type('\u0015integ call alipay.trade.q\t')
      await run.shows('integ call alipay.trade.query')
      run.type('\u0015integ whoami --env=prod\t')
      await run.shows('--env=production')
      run.type('\u0015integ call $(touch evaluated) \t\u0015echo done-$((1 + 2))\r')
      await run.shows('done-3')
      expect(existsSync(join(home, 'evaluated'))).toBe(false)
      expect((await run.lines()).join('\n')).not.toContain('command not found')
      run.type('exit\r')
      expect(await run.ended).toBe(0)
    },
  )
})
