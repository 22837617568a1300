import { runCli } from './cli/run.ts'
import { commands } from './commands/index.ts'

/** The only file that `bin` loads. `lead` is put in front of the arguments: `create-integration x` is `integ create x`. */
export async function main(version: string, lead: readonly string[] = []): Promise<void> {
  const leave = new AbortController()
  let interrupted = false
  process.once('SIGINT', () => {
    interrupted = true
    leave.abort()
    // A second Ctrl-C ends at once, as the default would.
    process.once('SIGINT', () => process.kill(process.pid, 'SIGKILL'))
  })
  // `on`, not `once`: execa raises the signal again when it finds no listener left, and nothing would be closed.
  process.on('SIGTERM', () => leave.abort())
  // A reader that went away (`| head`) is no failure.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      leave.abort()
    })
  const code = await runCli({
    argv: [...lead, ...process.argv.slice(2)],
    specs: commands,
    version,
    cwd: process.cwd(),
    env: process.env,
    streams: { stdout: process.stdout, stderr: process.stderr, stdin: process.stdin },
    signal: leave.signal,
  })
  process.exitCode = interrupted ? 130 : code
  // A prompt or a pipe on stdin must not keep the process.
  process.stdin.unref?.()
}
