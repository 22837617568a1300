import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCli as run } from '../../src/cli/run.ts'
import type { PortOverrides } from '../../src/cli/context.ts'
import { commands } from '../../src/commands/index.ts'

export interface CliResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** stdout as the one JSON document it has to be. */
  json(): Record<string, unknown>
}

export interface CliSetup extends PortOverrides {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
  readonly tty?: boolean
  readonly signal?: AbortSignal
}

/** One run of the program in this process, in folders of its own, without a terminal unless `tty`. */
export async function runCli(argv: readonly string[], setup: CliSetup = {}): Promise<CliResult> {
  const { cwd, env, stdin, tty = false, signal, ...overrides } = setup
  const home = mkdtempSync(join(tmpdir(), 'integ-test-'))
  let stdout = ''
  let stderr = ''
  const code = await run({
    argv,
    specs: commands,
    version: '0.0.0-test',
    cwd: cwd ?? home,
    env: { HOME: home, LANG: 'C.UTF-8', PATH: process.env['PATH'], ...env },
    streams: {
      // Bytes are kept one by one: `Buffer.from(stdout, 'latin1')`.
      stdout: {
        write: (given) => void (stdout += typeof given === 'string' ? given : Buffer.from(given).toString('latin1')),
        isTTY: tty,
      },
      stderr: { write: (text) => void (stderr += text), isTTY: tty },
      stdin: Object.assign(once(stdin ?? ''), { isTTY: tty }),
    },
    signal: signal ?? new AbortController().signal,
    overrides,
  })
  return { code, stdout, stderr, json: () => JSON.parse(stdout) as Record<string, unknown> }
}

async function* once(text: string): AsyncGenerator<string> {
  yield text
}
