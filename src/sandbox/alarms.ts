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

/** What it gives is waited for, where somebody waits. */
type Run = () => unknown

/** Work due at absolute times, so that a restart, a sleeping laptop or a corrected clock does not lose it. */
export interface Alarms {
  set(key: string, dueAt: number, run: Run): void
  /** Calls off what matches; all when there is no test. */
  clear(matches?: (key: string) => boolean): void
  /** When the next one is due, and how many there are. */
  next(): { readonly dueAt: number | undefined; readonly count: number }
  /** No timer goes off any more until `watch`: whoever moves the clock rings them. */
  hold(): void
  /** Timers follow the clock again, wherever it stands now. */
  watch(): void
  /** Rings the earliest one that is due by then and waits for its work. False: there is none. */
  ringNext(by: number, onDue: (dueAt: number) => void): Promise<boolean>
}

/** The clock is looked at again at least this often: timers do not run while a machine sleeps. */
const LOOK_AGAIN_MS = 60_000

interface Alarm {
  readonly key: string
  readonly dueAt: number
  readonly run: Run
  cancel?: () => void
}

/** `isFrozen`: while the clock stands, only what is due already goes off. */
export function createAlarms(clock: Clock & { isFrozen?(): boolean }, timers: Timers): Alarms {
  const waiting = new Map<string, Alarm>()
  let isHeld = false
  const arm = (alarm: Alarm): void => {
    alarm.cancel?.()
    const wait = Math.max(0, alarm.dueAt - clock.now())
    if (isHeld || (wait > 0 && clock.isFrozen?.() === true)) return
    alarm.cancel = timers.after(Math.min(wait, LOOK_AGAIN_MS), () => {
      if (clock.now() < alarm.dueAt) return arm(alarm)
      waiting.delete(alarm.key)
      void alarm.run()
    })
  }
  const earliest = (): Alarm | undefined =>
    [...waiting.values()].reduce<Alarm | undefined>(
      (first, one) => (first && first.dueAt <= one.dueAt ? first : one),
      undefined,
    )
  return {
    set: (key, dueAt, run) => {
      waiting.get(key)?.cancel?.()
      // Taken out first: of those due at one moment, the one that was set first goes first.
      waiting.delete(key)
      const alarm: Alarm = { key, dueAt, run }
      waiting.set(key, alarm)
      arm(alarm)
    },
    clear: (matches = () => true) => {
      for (const [key, { cancel }] of waiting) {
        if (!matches(key)) continue
        cancel?.()
        waiting.delete(key)
      }
    },
    next: () => ({ dueAt: earliest()?.dueAt, count: waiting.size }),
    hold: () => {
      isHeld = true
      for (const { cancel } of waiting.values()) cancel?.()
    },
    watch: () => {
      isHeld = false
      for (const alarm of waiting.values()) arm(alarm)
    },
    ringNext: async (by, onDue) => {
      const alarm = earliest()
      if (!alarm || alarm.dueAt > by) return false
      waiting.delete(alarm.key)
      onDue(alarm.dueAt)
      await alarm.run()
      return true
    },
  }
}
