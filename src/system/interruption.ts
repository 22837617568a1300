import { constants } from 'node:os'

/** What set off `CommandContext.signal` when it was a signal of the system. */
export interface Interruption {
  readonly signal: NodeJS.Signals
  /** Set off by a second signal: whoever waits for something to end stops waiting. */
  readonly hurry: AbortSignal
}

/** The reason to abort with; `AbortError`, so that everything that is cut off by it is known as cancelled. */
export function interruption(signal: NodeJS.Signals, hurry: AbortSignal): DOMException & Interruption {
  return Object.assign(new DOMException('This operation was aborted', 'AbortError'), { signal, hurry })
}

/** Undefined when nothing was interrupted, or not by a signal of the system. */
export function interruptionOf(signal: AbortSignal): Interruption | undefined {
  const reason = signal.reason as Partial<Interruption> | undefined
  return signal.aborted && reason?.signal !== undefined && reason.hurry ? (reason as Interruption) : undefined
}

/** The exit code of what a signal ended: 128 and the signal's number. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return 128 + (constants.signals[signal] ?? 15)
}
