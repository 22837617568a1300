import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cleanEnv, createBin } from '../support/bin.ts'
import { tempDir } from '../support/temp-dir.ts'

const POINTS = 40

function killedAfter(ms: number, cwd: string, home: string): Promise<void> {
  const argv = [createBin, 'shop', '--template', 'alipay-payment', '--no-install', '--no-git']
  const child = spawn(process.execPath, argv, { cwd, env: cleanEnv(home), stdio: 'ignore' })
  const timer = setTimeout(() => child.kill('SIGKILL'), ms)
  return new Promise((resolve) =>
    child.on('close', () => {
      clearTimeout(timer)
      resolve()
    }),
  )
}

const filesOf = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

test('killed at any moment, the project is there as a whole or not at all', { timeout: 60_000 }, async () => {
  const home = tempDir()
  const whole = tempDir()
  const began = performance.now()
  await killedAfter(30_000, whole, home)
  const lasted = performance.now() - began
  const complete = filesOf(join(whole, 'shop'))
  expect(complete).toContain(join('src', 'server.ts'))
  for (let point = 0; point < POINTS; point++) {
    const cwd = tempDir()
    await killedAfter((lasted / POINTS) * point, cwd, home)
    const target = join(cwd, 'shop')
    if (existsSync(target)) expect(filesOf(target)).toEqual(complete)
  }
})
