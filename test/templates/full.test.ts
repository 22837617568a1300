import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runProgram } from '../e2e/run-program.ts'
import { cleanEnv, createBin } from '../support/bin.ts'
import { npmWay } from '../support/npm-way.ts'
import { tempDir } from '../support/temp-dir.ts'

// Each template made from this checkout, installed with npm, run once, type-checked and tested, as its user would.

const templates = [
  { id: 'alipay-payment', says: 'TRADE_SUCCESS' },
  { id: 'wechat-pay', says: 'wechat-pay.transactions.query  SUCCESS' },
  { id: 'openapi-client', says: 'listBooks: 200' },
]

test.each(templates)(
  '$id is made, installed and run, type-checks, and its tests pass',
  { timeout: 300_000 },
  async ({ id, says }) => {
    const cwd = tempDir()
    const env = cleanEnv(tempDir(), npmWay())
    const made = await runProgram(process.execPath, [createBin, 'shop', '--template', id, '--yes'], {
      cwd,
      env,
      limitMs: 200_000,
    })
    expect(made.code, made.stderr).toBe(0)
    expect(made.stdout).toContain(says)
    const project = join(cwd, 'shop')
    for (const script of ['typecheck', 'test', 'build']) {
      const ran = await runProgram('npm', ['run', script], { cwd: project, env, limitMs: 120_000 })
      expect(ran.code, ran.stdout + ran.stderr).toBe(0)
    }
    expect(existsSync(join(project, '.integ/sandbox/sandbox.json'))).toBe(false)
  },
)
