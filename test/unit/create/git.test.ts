import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { initRepository } from '../../../src/create/git.ts'
import { createCommandRunner } from '../../../src/system/exec.ts'
import { tempDir } from '../../support/temp-dir.ts'

const ports = (env: Readonly<Record<string, string | undefined>> = process.env) => ({
  env,
  exec: createCommandRunner,
  signal: new AbortController().signal,
})

test('a project gets a repository', async () => {
  const root = tempDir()
  expect(await initRepository(root, ports())).toBe(true)
  expect(existsSync(join(root, '.git/HEAD'))).toBe(true)
})

test('a project inside a repository gets none of its own', async () => {
  const outer = tempDir()
  execFileSync('git', ['init', '--quiet'], { cwd: outer })
  mkdirSync(join(outer, 'shop'))
  expect(await initRepository(join(outer, 'shop'), ports())).toBe(false)
  expect(existsSync(join(outer, 'shop/.git'))).toBe(false)
})

test('a repository that a hook works on is left alone', async () => {
  const root = tempDir()
  const other = tempDir()
  expect(await initRepository(root, ports({ ...process.env, GIT_DIR: join(other, 'hooked') }))).toBe(true)
  expect(existsSync(join(other, 'hooked'))).toBe(false)
})

test('without git there is none, and no failure', async () => {
  const root = tempDir()
  expect(await initRepository(root, ports({ PATH: root }))).toBe(false)
})
