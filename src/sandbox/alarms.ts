import type { Clock } from '../sdk/http.ts'

/** Real timers, or a test's own. */
export interface Timers {
  /** Runs once after `ms`; the returned function calls it off. */
  after(ms: number, run: () => void): () => void
}

export function systemTimers(): Timers {
  return {
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }
}

/** Work due at absolute times, so that a restart, a sleeping laptop or a corrected clock does not lose it. */
export interface Alarms {
  set(key: string, dueAt: number, run: () => void): void
  /** Calls off what matches; all when there is no test. */
  clear(matches?: (key: string) => boolean): void
}

/** The clock is looked at again at least this often: timers do not run while a machine sleeps. */
const LOOK_AGAIN_MS = 60_000

export function createAlarms(clock: Clock, timers: Timers): Alarms {
  const waiting = new Map<string, () => void>()
  const arm = (key: string, dueAt: number, run: () => void): void => {
    const wait = Math.max(0, dueAt - clock.now())
    const cancel = timers.after(Math.min(wait, LOOK_AGAIN_MS), () => {
      if (clock.now() < dueAt) return arm(key, dueAt, run)
      waiting.delete(key)
      run()
    })
    waiting.set(key, cancel)
  }
  return {
    set: (key, dueAt, run) => {
      waiting.get(key)?.()
      arm(key, dueAt, run)
    },
    clear: (matches = () => true) => {
      for (const [key, cancel] of waiting) {
        if (!matches(key)) continue
        cancel()
        waiting.delete(key)
      }
    },
  }
}
