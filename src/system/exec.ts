import type { ResultPromise } from 'execa'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** `inherit`: the child talks to the terminal itself; `talk`: its output goes to our stderr; `capture`: it is returned. */
  readonly output: 'inherit' | 'talk' | 'capture'
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
}
export interface RunResult {
  /** Exit code; 127 when the program was not found, 128 + n when a signal ended it. */
  readonly code: number
  readonly output: string
  readonly notFound: boolean
}
export interface Started {
  readonly pid: number | undefined
  readonly done: Promise<RunResult>
  /** Everything the child has said so far, newest last, bounded. */
  recent(): string
  stop(): Promise<void>
}

/** The only door to other programs. Arguments are never put through a shell unless `shell` is asked for by name. */
export interface CommandRunner {
  run(file: string, args: readonly string[], options: RunOptions): Promise<RunResult>
  /** A command line of the user's own (`start` of integration.json), run by the system's shell, with its whole process group. */
  startShell(
    line: string,
    options: Omit<RunOptions, 'output' | 'timeoutMs'> & { onOutput?: (chunk: string) => void },
  ): Promise<Started>
}

const RECENT_LIMIT = 64_000
const STOP_AFTER_MS = 3000

export async function createCommandRunner(): Promise<CommandRunner> {
  const { execa } = await import('execa')
  return {
    async run(file, args, options) {
      const stdio = { inherit: 'inherit', talk: ['ignore', 2, 2], capture: ['ignore', 'pipe', 'pipe'] } as const
      const result = await execa(file, [...args], {
        ...common(options),
        stdio: stdio[options.output] as never,
        all: options.output === 'capture',
        reject: false,
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      })
      return toResult(result as never)
    },
    async startShell(line, options) {
      const child = execa(line, {
        ...common(options),
        shell: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        buffer: false,
        reject: false,
        // A group of its own, so that a shell's children end with it.
        detached: process.platform !== 'win32',
      })
      let recent = ''
      const keep = (chunk: Buffer) => {
        const text = chunk.toString()
        recent = (recent + text).slice(-RECENT_LIMIT)
        options.onOutput?.(text)
      }
      child.stdout?.on('data', keep)
      child.stderr?.on('data', keep)
      const done = child.then((result) => toResult(result as never, recent))
      return { pid: child.pid, done, recent: () => recent, stop: () => stopGroup(child as never, done) }
    },
  }
}

function common(options: Pick<RunOptions, 'cwd' | 'env' | 'signal'>) {
  return {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env as Record<string, string>, extendEnv: false }),
    ...(options.signal === undefined ? {} : { cancelSignal: options.signal }),
  }
}

interface ExecaLike {
  exitCode?: number
  signal?: string
  code?: string
  all?: string
}

function toResult(result: ExecaLike, output = result.all ?? ''): RunResult {
  const notFound = result.code === 'ENOENT'
  const code = result.exitCode ?? (notFound ? 127 : result.signal === undefined ? 1 : 143)
  return { code, output, notFound }
}

/** The shell ends before its children do: the group is gone when nobody of it is left. */
async function stopGroup(child: ResultPromise, done: Promise<unknown>): Promise<void> {
  const end = (signal: NodeJS.Signals | 0): boolean => {
    try {
      if (process.platform === 'win32' || child.pid === undefined) return child.kill(signal)
      return process.kill(-child.pid, signal)
    } catch {
      // Already gone.
      return false
    }
  }
  end('SIGTERM')
  const timer = setTimeout(() => end('SIGKILL'), STOP_AFTER_MS)
  await done.catch(() => undefined)
  for (let waited = 0; waited < STOP_AFTER_MS && end(0); waited += 20)
    await new Promise((resolve) => setTimeout(resolve, 20))
  clearTimeout(timer)
  end('SIGKILL')
}
