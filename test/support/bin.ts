import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './sources.ts'

export const bin = join(root, 'bin/integ.cjs')
export const createBin = join(root, 'bin/create-integration.cjs')

export interface BinResult {
  /** Exit code; `null` when a signal ended it or the limit did. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

export interface BinSetup {
  readonly cwd?: string
  readonly home?: string
  readonly env?: Readonly<Record<string, string>>
  /** Text for stdin; `silent` keeps the pipe open and says nothing; default: empty and closed. */
  readonly stdin?: string
  readonly limitMs?: number
  readonly program?: string
}

export function freshHome(): string {
  return mkdtempSync(join(tmpdir(), 'integ-home-'))
}

/** An environment with nothing of this machine in it but PATH. */
export function cleanEnv(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: home, LANG: 'C.UTF-8', ...env }
}

/** The built program as a process of its own. */
export function runBin(argv: readonly string[], setup: BinSetup = {}): Promise<BinResult> {
  const home = setup.home ?? freshHome()
  const start = performance.now()
  const child = spawn(process.execPath, [setup.program ?? bin, ...argv], {
    cwd: setup.cwd ?? home,
    env: cleanEnv(home, setup.env),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  if (setup.stdin !== 'silent') child.stdin.end(setup.stdin ?? '')
  return ended(child, start, setup.limitMs ?? 20_000)
}

function ended(child: ChildProcess, start: number, limitMs: number): Promise<BinResult> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
  return new Promise((resolve) =>
    child.on('close', (code) => {
      clearTimeout(timer)
      child.stdin?.destroy()
      resolve({ code, stdout, stderr, ms: performance.now() - start })
    }),
  )
}
