import { interruptionOf, signalExitCode } from './interruption.ts'
import { endTree } from './process-tree.ts'

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string | undefined>>
  /** `inherit`: the child talks to the terminal itself; `talk`: its output goes to our stderr; `capture`: it is returned. */
  readonly output: 'inherit' | 'talk' | 'capture'
  /** Set off: the program ends with everything that it started, by the signal that came or SIGTERM, then SIGKILL. */
  readonly signal?: AbortSignal
  readonly timeoutMs?: number
  /** `file` is a command line of the user's own, for the system's shell. */
  readonly shell?: boolean
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
/** Ctrl-C in a terminal reaches the program by itself; only one that has not ended after this long is told to. */
const PATIENCE_MS = 1500
/** Pipes that somebody else holds open do not keep us. */
const DRAIN_MS = 500

export async function createCommandRunner(): Promise<CommandRunner> {
  const { execa } = await import('execa')
  return {
    async run(file, args, options) {
      const stdio = { inherit: 'inherit', talk: ['ignore', 2, 2], capture: ['ignore', 'pipe', 'pipe'] } as const
      // In a group of its own a program could not read from the terminal.
      const leads = process.platform !== 'win32' && !process.stdin.isTTY
      const child = execa(file, [...args], {
        ...common(options),
        stdio: stdio[options.output] as never,
        all: options.output === 'capture',
        reject: false,
        shell: options.shell === true,
        detached: leads,
        cleanup: false,
        ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      })
      return endedOrStopped(
        child.then((result) => toResult(result as never)),
        { pid: child.pid, leads, signal: options.signal },
      )
    },
    async startShell(line, options) {
      // A group of its own, so that a shell's children end with it.
      const leads = process.platform !== 'win32'
      const child = execa(line, {
        ...common(options),
        shell: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        buffer: false,
        reject: false,
        detached: leads,
        cleanup: false,
      })
      let recent = ''
      const keep = (chunk: Buffer) => {
        const text = chunk.toString()
        recent = (recent + text).slice(-RECENT_LIMIT)
        options.onOutput?.(text)
      }
      child.stdout?.on('data', keep)
      child.stderr?.on('data', keep)
      const ended = child.then((result) => toResult(result as never, recent))
      const { pid } = child
      const stop = async (): Promise<void> => {
        if (pid === undefined) return
        await endTree(pid, { leads, signal: 'SIGTERM', patienceMs: 0, graceMs: STOP_AFTER_MS })
        await Promise.race([ended, after(DRAIN_MS)])
      }
      const done = endedOrStopped(ended, { pid, leads, signal: options.signal })
      return { pid, done, recent: () => recent, stop }
    },
  }
}

/** The program's end, or the end of everything that it started when `signal` is set off. */
async function endedOrStopped(
  ended: Promise<RunResult>,
  child: { readonly pid: number | undefined; readonly leads: boolean; readonly signal: AbortSignal | undefined },
): Promise<RunResult> {
  const { pid, leads, signal } = child
  if (!signal || pid === undefined) return ended
  let stopping: Promise<void> | undefined
  const stop = (): void => {
    const cause = interruptionOf(signal)
    const byTerminal = !leads && cause?.signal === 'SIGINT'
    stopping ??= endTree(pid, {
      leads,
      signal: byTerminal ? 'SIGTERM' : (cause?.signal ?? 'SIGTERM'),
      patienceMs: byTerminal ? PATIENCE_MS : 0,
      graceMs: STOP_AFTER_MS,
      hurry: cause?.hurry,
    })
  }
  const aborted = new Promise<void>((resolve) => {
    const leave = (): void => {
      stop()
      resolve()
    }
    if (signal.aborted) leave()
    else {
      signal.addEventListener('abort', leave, { once: true })
      void ended.finally(() => signal.removeEventListener('abort', leave))
    }
  })
  const first = await Promise.race([ended, aborted])
  if (!stopping) return first ?? ended
  await stopping
  const code = signalExitCode(interruptionOf(signal)?.signal ?? 'SIGTERM')
  return (await Promise.race([ended, after(DRAIN_MS)])) ?? { code, output: '', notFound: false }
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => void setTimeout(() => resolve(undefined), ms).unref())
}

function common(options: Pick<RunOptions, 'cwd' | 'env'>) {
  return {
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.env === undefined ? {} : { env: options.env as Record<string, string>, extendEnv: false }),
  }
}

interface ExecaLike {
  exitCode?: number
  signal?: NodeJS.Signals
  code?: string
  all?: string
}

function toResult(result: ExecaLike, output = result.all ?? ''): RunResult {
  const notFound = result.code === 'ENOENT'
  const bySignal = result.signal === undefined ? 1 : signalExitCode(result.signal)
  return { code: result.exitCode ?? (notFound ? 127 : bySignal), output, notFound }
}
