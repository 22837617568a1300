import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runBin } from '../support/bin.ts'
import { runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'

/** A project folder; `probe.mjs` writes down what it was given. */
function project(more: object = {}): string {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'integration.json'), JSON.stringify({ connectors: ['alipay'], ...more }))
  writeFileSync(
    join(cwd, 'probe.mjs'),
    `import { writeFileSync, existsSync } from 'node:fs'
     const answer = await fetch(process.env.ALIPAY_GATEWAY ?? 'http://127.0.0.1:9').then((r) => r.status, () => 0)
     writeFileSync('probe.json', JSON.stringify({ env: process.env, argv: process.argv.slice(2), answer, published: existsSync('.integ/sandbox/sandbox.json') }))
     process.exitCode = Number(process.argv[2] ?? 0)`,
  )
  return cwd
}
const probed = (cwd: string) =>
  JSON.parse(readFileSync(join(cwd, 'probe.json'), 'utf8')) as {
    env: Record<string, string>
    argv: string[]
    answer: number
    published: boolean
  }

test('the command gets the variables of a sandbox that answers, and its exit code is passed on', async () => {
  const cwd = project()
  const { code, stderr } = await runCli(['run', '--', process.execPath, 'probe.mjs', '7', '--flag'], { cwd })
  expect(code).toBe(7)
  const { env, argv, answer, published } = probed(cwd)
  expect(argv).toEqual(['7', '--flag'])
  expect(env['ALIPAY_APP_ID']).toMatch(/^\d{16}$/)
  expect(env['ALIPAY_GATEWAY']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/gateway\.do$/)
  expect(answer).toBeGreaterThan(0)
  expect(published).toBe(true)
  expect(stderr).toContain('sandbox  ready')
})

test('the sandbox ends with the command and leaves no trace of running', async () => {
  const cwd = project()
  await runCli(['run', '--', process.execPath, 'probe.mjs'], { cwd })
  expect(existsSync(join(cwd, '.integ/sandbox/sandbox.json'))).toBe(false)
  await expect(fetch(probed(cwd).env['ALIPAY_GATEWAY'] ?? '')).rejects.toThrow()
})

test('the sandbox wins over variables that are set, unless --keep-env', async () => {
  const cwd = project()
  const env = { ALIPAY_APP_ID: 'mine' }
  await runCli(['run', '--', process.execPath, 'probe.mjs'], { cwd, env })
  expect(probed(cwd).env['ALIPAY_APP_ID']).not.toBe('mine')
  await runCli(['run', '--keep-env', '--', process.execPath, 'probe.mjs'], { cwd, env })
  expect(probed(cwd).env['ALIPAY_APP_ID']).toBe('mine')
})

test('without a command "start" of integration.json is run', async () => {
  const cwd = project({ start: `"${process.execPath}" probe.mjs 3` })
  const { code } = await runCli(['run'], { cwd })
  expect(code).toBe(3)
  expect(probed(cwd).env['ALIPAY_APP_ID']).toMatch(/^\d{16}$/)
})

test('without a command and without a project the missing argument is named', async () => {
  const { code, stderr } = await runCli(['run'], { cwd: tempDir() })
  expect(code).toBe(2)
  expect(stderr).toContain('missing-argument')
})

test('a program that is not there is named, with exit code 2', async () => {
  const { code, stderr } = await runCli(['run', '--', 'no-such-program-here'], { cwd: project() })
  expect(code).toBe(2)
  expect(stderr).toContain('command-not-found')
})

test('programs of the project’s packages are found by name', async () => {
  const cwd = project()
  mkdirSync(join(cwd, 'node_modules/.bin'), { recursive: true })
  writeFileSync(join(cwd, 'node_modules/.bin/probe'), `#!/bin/sh\nexec "${process.execPath}" probe.mjs 5\n`, {
    mode: 0o755,
  })
  expect((await runCli(['run', '--', 'probe'], { cwd })).code).toBe(5)
})

test('stdout is the command’s alone, and --quiet silences the sandbox', async () => {
  const cwd = project()
  const argv = ['run', '--quiet', '--', process.execPath, '-e', 'console.log("hello")']
  const { stdout, stderr, code } = await runBin(argv, { cwd })
  expect({ stdout, stderr, code }).toEqual({ stdout: 'hello\n', stderr: '', code: 0 })
})
