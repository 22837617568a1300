import type { Text } from '../text/text.ts'

/** Closed list; `cli/exit-codes.ts` maps each to one exit code. */
export type ErrorCategory =
  'usage' | 'auth' | 'platform' | 'check' | 'network' | 'filesystem' | 'untrusted' | 'cancelled' | 'bug'

/** What to do next; `command` is ready to copy. */
export interface Hint {
  readonly text: Text
  readonly command?: string
}

/** An entry of the catalogue: what is true of every occurrence of the error. */
export interface ErrorEntry<P> {
  /** Stable, kebab-case, unique over the catalogue. */
  readonly code: string
  readonly category: ErrorCategory
  readonly title: Text
  readonly cause: Text
  readonly message: (params: P) => Text
  readonly hints: (params: P) => readonly Hint[]
  /** Where to read on: a command such as `integ docs …`, or an address. */
  readonly docs?: string
}

export class IntegError extends Error {
  override readonly name = 'IntegError'
  readonly code: string
  readonly category: ErrorCategory
  readonly text: Text
  readonly likelyCause: Text
  readonly hints: readonly Hint[]
  readonly docs: string | undefined
  /** Facts for `--json`: plain values, no secrets. A `Text` among them is given in the user’s language. */
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(
    entry: Pick<ErrorEntry<never>, 'code' | 'category' | 'cause' | 'docs'>,
    said: { text: Text; hints: readonly Hint[]; details?: Readonly<Record<string, unknown>>; cause?: unknown },
  ) {
    super(said.text.en, said.cause === undefined ? undefined : { cause: said.cause })
    this.code = entry.code
    this.category = entry.category
    this.text = said.text
    this.likelyCause = entry.cause
    this.hints = said.hints
    this.docs = entry.docs
    this.details = said.details
  }
}

export interface ErrorFactory<P> {
  (params: P, extra?: { details?: Readonly<Record<string, unknown>>; cause?: unknown }): IntegError
  readonly entry: ErrorEntry<P>
}

/** `throw unknownOperation({ name })`: the catalogue entry is the constructor of its error. */
export function defineError<P>(entry: ErrorEntry<P>): ErrorFactory<P> {
  const factory = (params: P, extra: { details?: Readonly<Record<string, unknown>>; cause?: unknown } = {}) =>
    new IntegError(entry, { text: entry.message(params), hints: entry.hints(params), ...extra })
  return Object.assign(factory, { entry })
}
