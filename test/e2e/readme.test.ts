import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cleanEnv, createBin } from '../support/bin.ts'
import { root } from '../support/sources.ts'
import { tempDir } from '../support/temp-dir.ts'
import { npmWay } from '../support/npm-way.ts'
import { runProgram } from './run-program.ts'

// The README's own commands, in the project that its first block makes, with the server running.

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const commands = [...readme.matchAll(/^\$ (integ .*)$/gm)].map(([, command]) => command ?? '')
const RESIDENT = 'integ listen'

describe('the README', () => {
  it('shows commands that work as written', { timeout: 240_000 }, async () => {
    const cwd = tempDir()
    const env = cleanEnv(tempDir(), npmWay())
    const made = await runProgram(
      process.execPath,
      [createBin, 'shop', '--template', 'alipay-payment', '--yes', '--no-run'],
      { cwd, env, limitMs: 120_000 },
    )
    expect(made.code, made.stderr).toBe(0)
    const shop = join(cwd, 'shop')
    const port = await freePort()
    const file = join(shop, 'integration.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace(':3000', `:${port}`))
    const served = { ...env, PORT: String(port) }
    const dev = start('npm run dev', shop, served)
    await dev.says(/ready on/)

    expect(commands.length).toBeGreaterThan(8)
    for (const command of commands) {
      const line = command.replace(':3000', `:${port}`)
      if (line.startsWith(RESIDENT)) {
        const listening = start(`npx ${line}`, shop, env)
        await listening.says(/listening|receives|→|ready/i)
        continue
      }
      const ran = await runProgram('bash', ['-c', `npx ${line}`], { cwd: shop, env, limitMs: 60_000 })
      expect(ran.code, `${line}\n${ran.stdout}\n${ran.stderr}`).toBe(0)
      expect(ran.stdout.length, line).toBeGreaterThan(0)
    }

    const triggered = await runProgram('bash', ['-c', 'npx integ trigger alipay.trade.paid'], {
      cwd: shop,
      env,
      limitMs: 60_000,
    })
    expect(triggered.code, triggered.stdout + triggered.stderr).toBe(0)
    expect(triggered.stderr).toContain('POST /orders')
  })
})

/** A command that runs until the test ends, with its whole process group. */
function start(line: string, cwd: string, env: Record<string, string>) {
  const child: ChildProcess = spawn('bash', ['-c', line], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('close', resolve))
    if (child.exitCode !== null || child.pid === undefined) return
    process.kill(-child.pid, 'SIGINT')
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 5000)
    await ended
    clearTimeout(timer)
  })
  return {
    async says(pattern: RegExp): Promise<void> {
      for (let waited = 0; !pattern.test(said); waited += 50) {
        if (waited > 30_000 || child.exitCode !== null) expect.unreachable(`${line} never said ${pattern}: ${said}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
