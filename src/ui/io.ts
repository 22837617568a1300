import type { Lang, Text } from '../text/text.ts'

/**
 * The terminal as state: what is a TTY, how wide, whether colour is wanted. The only object that writes.
 * `out` is the answer (stdout), `err` is talk (stderr). Both mask the secrets that the redactor knows.
 */
export interface Io {
  readonly lang: Lang
  readonly stdoutTty: boolean
  readonly stderrTty: boolean
  /** Whether a person can be asked: stdin and stderr are terminals, not CI, not --json. */
  readonly interactive: boolean
  readonly color: boolean
  readonly errColor: boolean
  readonly columns: number
  /** --json: stdout holds documents only. */
  readonly json: boolean
  readonly quiet: boolean
  /** Writes to stdout as it is, without adding a line break. */
  write(text: string): void
  /** Writes to stdout what is not text. */
  bytes(bytes: Uint8Array): void
  /** One line of the answer. */
  out(line?: string): void
  /** One line of talk; silent under --quiet. */
  err(line?: string): void
  /** A failure, on stderr, under --quiet too. */
  error(text: string): void
  /** Talk in the user's language. */
  say(text: Text): void
  /** The one document of a `--json` run, `{ "version": 1, … }`; or one NDJSON line of a stream. */
  document(value: Readonly<Record<string, unknown>>): void
  event(value: Readonly<Record<string, unknown>>): void
  /** All of stdin as text; rejects after `limit` bytes. */
  readStdin(limit?: number): Promise<string>
}
