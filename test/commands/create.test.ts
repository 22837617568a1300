import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CommandRunner, RunResult } from '../../src/system/exec.ts'
import type { Choice, Prompter } from '../../src/ui/prompts.ts'
import { runCli } from '../support/run-cli.ts'
import { root } from '../support/sources.ts'
import { tempDir } from '../support/temp-dir.ts'

/** A package manager and a git that only say that they ran. */
function programs(answer: (line: string) => Partial<RunResult> = () => ({})) {
  const ran: string[] = []
  const exec: CommandRunner = {
    run: async (file, args) => {
      const line = [file, ...args].join(' ')
      ran.push(line)
      return {
        code: line === 'git rev-parse --is-inside-work-tree' ? 128 : 0,
        output: '',
        notFound: false,
        ...answer(line),
      }
    },
    startShell: () => Promise.reject(new Error('no server is started here')),
  }
  return { ran, exec }
}

/** Answers in order; a `select` is answered by the id in the choice's name. */
function person(answers: readonly string[]): Prompter & { asked: string[] } {
  const left = [...answers]
  const asked: string[] = []
  return {
    asked,
    input: async (question, options) => {
      asked.push(question.en)
      for (;;) {
        const value = left.shift() || options?.default || ''
        const verdict = options?.validate?.(value) ?? true
        if (verdict === true) return value
        asked.push(verdict)
      }
    },
    secret: () => Promise.reject(new Error('no secret is asked for')),
    confirm: () => Promise.reject(new Error('nothing is to be confirmed')),
    select: async <T>(question: { en: string }, choices: readonly Choice<T>[]) => {
      asked.push(question.en)
      const name = left.shift()
      return (choices.find((choice) => choice.name === name) ?? choices[0])?.value as T
    },
  }
}

const quick = ['--no-install', '--no-git']

test('without a terminal --yes takes every default', async () => {
  const cwd = tempDir()
  const { code, stdout } = await runCli(['create', '--yes', ...quick], { cwd })
  expect(code).toBe(0)
  expect(readdirSync(cwd)).toEqual(['my-integration'])
  expect(stdout).toContain('made from alipay-payment')
  expect(stdout).toContain('cd my-integration && npm install')
})

test('without a terminal and without --yes the missing flag is named and nothing is written', async () => {
  const cwd = tempDir()
  const { code, stderr } = await runCli(['create', 'shop', ...quick], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('--template <alipay-payment|wechat-pay|openapi-client>')
  expect(readdirSync(cwd)).toEqual([])
})

test('in a terminal the folder and the template are asked for, and a bad name is explained', async () => {
  const cwd = tempDir()
  const prompts = person(['..', 'shop', 'OpenAPI client'])
  const { code } = await runCli(['create', ...quick], { cwd, tty: true, prompts })
  expect(code).toBe(0)
  expect(prompts.asked[0]).toBe('Folder of the new project')
  expect(prompts.asked[1]).toContain('leads out of the current folder')
  expect(prompts.asked[2]).toBe('What shall it do?')
  expect(existsSync(join(cwd, 'shop/openapi.yaml'))).toBe(true)
})

test('nothing is asked that was said on the command line', async () => {
  const cwd = tempDir()
  const prompts = person([])
  await runCli(['create', 'shop', '--template', 'alipay-payment', ...quick], { cwd, tty: true, prompts })
  expect(prompts.asked).toEqual([])
})

test('a misspelt template is refused with the nearest one, and nothing is written', async () => {
  const cwd = tempDir()
  const { code, stderr } = await runCli(['create', 'shop', '--template', 'alipay-paymnet', ...quick], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('alipay-payment')
  expect(stderr).toContain('unknown-template')
  expect(readdirSync(cwd)).toEqual([])
})

test('a folder with files is refused and untouched', async () => {
  const cwd = tempDir()
  mkdirSync(join(cwd, 'shop'))
  writeFileSync(join(cwd, 'shop/mine.txt'), 'mine')
  const { code, stderr } = await runCli(['create', 'shop', '--yes', ...quick], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('folder-not-empty')
  expect(readdirSync(join(cwd, 'shop'))).toEqual(['mine.txt'])
})

test('a name behind -- cannot be taken for an option', async () => {
  const cwd = tempDir()
  const { code, stderr } = await runCli(['create', '--yes', ...quick, '--', '-rf'], { cwd })
  expect(code).toBe(2)
  expect(stderr).toContain('project-name-unusable')
  expect(readdirSync(cwd)).toEqual([])
})

test('the package manager that runs us is used, and its words are in the README', async () => {
  const cwd = tempDir()
  const { exec, ran } = programs()
  const env = { npm_config_user_agent: 'pnpm/10.0.0 npm/? node/v22' }
  const { code } = await runCli(['create', 'shop', '--yes', '--no-run'], { cwd, exec, env })
  expect(code).toBe(0)
  expect(ran).toEqual(['git rev-parse --is-inside-work-tree', 'git init --quiet', 'pnpm install'])
  expect(readFileSync(join(cwd, 'shop/README.md'), 'utf8')).toContain('pnpm run dev')
})

test('a failed installation ends with 3, keeps the project and gives the command to repeat', async () => {
  const cwd = tempDir()
  const { exec } = programs((line) =>
    line.startsWith('npm install') ? { code: 1, output: 'npm error ENOTFOUND' } : {},
  )
  const { code, stderr } = await runCli(['create', 'shop', '--yes'], { cwd, exec })
  expect(code).toBe(3)
  expect(stderr).toContain('npm error ENOTFOUND')
  expect(stderr).toContain('cd shop && npm install')
  expect(existsSync(join(cwd, 'shop/package.json'))).toBe(true)
})

test('a first run that fails ends with 1, keeps the project and shows why', async () => {
  const cwd = tempDir()
  const { exec } = programs((line) => (line.includes('example') ? { code: 1, output: 'TypeError: no such thing' } : {}))
  const { code, stderr } = await runCli(['create', 'client', '--template', 'openapi-client'], { cwd, exec })
  expect(code).toBe(1)
  expect(stderr).toContain('first-run-failed')
  expect(stderr).toContain('TypeError: no such thing')
  expect(existsSync(join(cwd, 'client/package.json'))).toBe(true)
})

test('--json gives one document', async () => {
  const cwd = tempDir()
  const result = await runCli(['create', 'shop', '--yes', '--json', ...quick], { cwd })
  expect(result.code).toBe(0)
  expect(result.json()).toMatchObject({
    version: 1,
    project: { root: join(cwd, 'shop'), name: 'shop', template: 'alipay-payment', packageManager: 'npm' },
    installed: false,
    git: false,
    firstRun: null,
  })
})

test('the answer is in Chinese when that is asked for', async () => {
  const { stdout } = await runCli(['create', 'shop', '--yes', '--lang', 'zh-CN', ...quick], { cwd: tempDir() })
  expect(stdout).toContain('已就绪')
  expect(stdout).toContain('接下来可以')
})

test('--openapi implies its template and puts the document in place', async () => {
  const cwd = tempDir()
  const document = {
    openapi: '3.0.3',
    info: { title: 'Acme Pay', version: '1' },
    paths: { '/me': { get: { operationId: 'me', responses: { 200: { description: 'ok' } } } } },
  }
  writeFileSync(join(cwd, 'acme.json'), JSON.stringify(document))
  const { code } = await runCli(['create', 'client', '--openapi', 'acme.json', ...quick], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(readFileSync(join(cwd, 'client/openapi.json'), 'utf8'))).toEqual(document)
  expect(existsSync(join(cwd, 'client/openapi.yaml'))).toBe(false)
  expect(readFileSync(join(cwd, 'client/src/first-call.ts'), 'utf8')).toContain('api.GET("/me", {})')
})

test('--openapi with another template is refused', async () => {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'acme.json'), '{}')
  const { code, stderr } = await runCli(
    ['create', 'x', '--template', 'alipay-payment', '--openapi', 'acme.json', ...quick],
    { cwd },
  )
  expect(code).toBe(2)
  expect(stderr).toContain('option-not-of-template')
  expect(readdirSync(cwd)).toEqual(['acme.json'])
})

test('a document that is none is refused and nothing is written', async () => {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'acme.json'), '{"hello":1}')
  const { code } = await runCli(['create', 'x', '--openapi', 'acme.json', ...quick], { cwd })
  expect(code).toBe(2)
  expect(readdirSync(cwd)).toEqual(['acme.json'])
})

interface HostileName {
  readonly value: string
  readonly want: 'refuse' | 'either' | 'ok'
}
const hostile = join(root, '../shared/hostile/names.json')
const names = existsSync(hostile)
  ? (JSON.parse(readFileSync(hostile, 'utf8')) as { projectNames: HostileName[] }).projectNames
  : []

test.skipIf(names.length === 0)('no hostile name makes anything outside of the folder that it names', async () => {
  for (const { value, want } of names) {
    if (value.startsWith('/tmp/')) continue
    const outer = tempDir()
    const cwd = join(outer, 'in')
    mkdirSync(cwd)
    const { code } = await runCli(['create', '--yes', ...quick, '--', value], { cwd })
    expect(readdirSync(outer), value).toEqual(['in'])
    if (want === 'refuse') expect({ value, code, made: readdirSync(cwd) }).toEqual({ value, code: 2, made: [] })
    if (want === 'ok') expect({ value, code }).toEqual({ value, code: 0 })
  }
})
