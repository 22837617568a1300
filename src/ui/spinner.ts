import type { Text } from '../text/text.ts'
import type { Io } from './io.ts'

export interface Progress {
  update(text: Text): void
  done(text: Text): void
  fail(text: Text): void
}

/** A terminal narrower than this gets plain lines: ora never ends on one that reports 0 columns. */
const NARROWEST = 20

/** Long work on stderr: a spinner where somebody watches, one plain line per step otherwise, nothing under --quiet or --json. */
export async function showProgress(io: Io, start: Text): Promise<Progress> {
  if (io.quiet || io.json) return { update: () => undefined, done: () => undefined, fail: () => undefined }
  if (!io.stderrTty || !io.errColor || (process.stderr.columns ?? 0) < NARROWEST) {
    io.say(start)
    return { update: (text) => io.say(text), done: (text) => io.say(text), fail: (text) => io.say(text) }
  }
  const { default: ora } = await import('ora')
  const spinner = ora({ text: start[io.lang], stream: process.stderr, discardStdin: false }).start()
  return {
    update: (text) => void (spinner.text = text[io.lang]),
    done: (text) => void spinner.succeed(text[io.lang]),
    fail: (text) => void spinner.fail(text[io.lang]),
  }
}
