import { isatty } from 'node:tty'
import { EXIT_CODES } from './cli/exit-codes.ts'
import { peekOptions } from './cli/options.ts'
import { runCli } from './cli/run.ts'
import { commands } from './commands/index.ts'
import { interruption } from './system/interruption.ts'
import { chooseLang } from './text/text.ts'

/** The only file that `bin` loads. `lead` is put in front of the arguments: `create-integration x` is `integ create x`. */
export async function main(version: string, lead: readonly string[] = []): Promise<void> {
  const leave = new AbortController()
  const interrupted = endOnSignals(leave)
  let unwritten = false
  // A reader that went away (`| head`, a closed terminal) is no failure.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      leave.abort()
      if (error.code === 'EPIPE' || error.code === 'EIO' || unwritten) return
      unwritten = true
      process.exitCode = EXIT_CODES.filesystem
      if (stream === process.stdout) process.stderr.write(`${unwrittenLine(error.code)}\n`)
    })
  const stdin = lazyStdin()
  const code = await runCli({
    argv: [...lead, ...process.argv.slice(2)],
    specs: commands,
    version,
    cwd: process.cwd(),
    env: process.env,
    streams: { stdout: process.stdout, stderr: process.stderr, stdin },
    signal: leave.signal,
  })
  process.exitCode = unwritten ? EXIT_CODES.filesystem : interrupted() === 'SIGINT' ? 130 : code
  // A prompt or a pipe on stdin must not keep the process.
  if (stdin.used()) process.stdin.unref?.()
}

/** Only a command that reads pays for node's stream. */
function lazyStdin(): AsyncIterable<Uint8Array> & { readonly isTTY: boolean; readonly used: () => boolean } {
  const isTTY = isatty(0)
  let read = false
  return {
    isTTY,
    // Prompts take the terminal themselves.
    used: () => read || isTTY,
    [Symbol.asyncIterator]() {
      read = true
      return process.stdin[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
    },
  }
}

/** One line, in the language of the run as far as the environment tells it. */
function unwrittenLine(code = 'unknown'): string {
  return chooseLang(peekOptions(process.argv.slice(2)).lang, process.env) === 'zh'
    ? `无法写出结果（${code}）：磁盘可能已满。`
    : `The output cannot be written (${code}); the disk may be full.`
}

/** Some send a signal twice (npm passes on what the terminal has sent already): within this it is the same one. */
const SAME_SIGNAL_MS = 400
/** Nothing that is closed may take longer. */
const CLOSING_MS = 15_000

/** The first signal closes everything, a second one ends at once. Returns the signal that came. */
function endOnSignals(leave: AbortController): () => NodeJS.Signals | undefined {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const hurry = new AbortController()
  let first: { readonly signal: NodeJS.Signals; readonly at: number } | undefined
  const end = (signal: NodeJS.Signals): void => {
    hurry.abort()
    // As the default would.
    for (const one of signals) process.removeAllListeners(one)
    process.kill(process.pid, signal)
  }
  // `on`, not `once`: execa raises the signal again when it finds no listener left, and nothing would be closed.
  for (const signal of signals)
    process.on(signal, () => {
      if (first) {
        if (performance.now() - first.at > SAME_SIGNAL_MS) end(signal)
        return
      }
      first = { signal, at: performance.now() }
      leave.abort(interruption(signal, hurry.signal))
      setTimeout(() => end(signal), CLOSING_MS).unref()
    })
  return () => first?.signal
}
