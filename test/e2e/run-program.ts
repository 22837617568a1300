import { spawn } from 'node:child_process'

export interface ProgramResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  readonly ms: number
}

/** Any program, without a terminal. Past the limit it is ended, and the code is `null`. */
export function runProgram(
  file: string,
  args: readonly string[],
  setup: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly limitMs: number },
): Promise<ProgramResult> {
  const start = performance.now()
  const child = spawn(file, [...args], { cwd: setup.cwd, env: setup.env, stdio: ['ignore', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const timer = setTimeout(() => child.kill('SIGKILL'), setup.limitMs)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code, stdout, stderr, ms: performance.now() - start })
    })
  })
}
