import type { Text } from '../text/text.ts'
import { escapeLine } from '../text/escape.ts'
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
  const line = (text: Text) => escapeLine(text[io.lang])
  const { default: ora } = await import('ora')
  const spinner = ora({ text: line(start), stream: process.stderr, discardStdin: false }).start()
  return {
    update: (text) => void (spinner.text = line(text)),
    done: (text) => void spinner.succeed(line(text)),
    fail: (text) => void spinner.fail(line(text)),
  }
}
