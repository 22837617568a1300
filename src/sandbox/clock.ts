import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../sdk/http.ts'
import { isSandboxTime } from './time-text.ts'
import { writeWhole } from './whole-file.ts'

/** How simulated time stands to real time: ahead of it by so much, or still. Milliseconds. */
export type ClockSetting = { readonly offsetMs: number } | { readonly frozenAt: number }

/** The sandbox's time: what orders, expiry, schedules and events go by. Every change is kept before it counts. */
export interface SimulatedClock extends Clock {
  readonly setting: () => ClockSetting
  readonly isFrozen: () => boolean
  /** To this time; frozen stays frozen, running goes on from there. */
  readonly moveTo: (time: number) => void
  readonly freeze: () => void
  readonly resume: () => void
  readonly apply: (setting: ClockSetting) => void
  /** From now on it stands wherever it is moved to; the returned function lets it run again, if it ran. */
  readonly journey: () => () => void
}

export const REAL_TIME: ClockSetting = { offsetMs: 0 }

export const clockFile = (folder: string): string => join(folder, 'clock.json')

/** `file` undefined: in memory only. `onDamaged` hears of a file that cannot be read; the clock then shows real time. */
export function createSimulatedClock(base: Clock, file: string | undefined, onDamaged?: () => void): SimulatedClock {
  let setting = (file === undefined ? undefined : readSetting(file, base.now(), onDamaged)) ?? REAL_TIME
  let stop: number | undefined
  const apply = (next: ClockSetting): void => {
    if (file !== undefined) writeWhole(file, { version: 1, ...next })
    setting = next
  }
  const now = (): number => stop ?? ('frozenAt' in setting ? setting.frozenAt : base.now() + setting.offsetMs)
  const moveTo = (time: number): void => {
    apply('frozenAt' in setting ? { frozenAt: time } : { offsetMs: time - base.now() })
    if (stop !== undefined) stop = time
  }
  return {
    now,
    setting: () => setting,
    isFrozen: () => 'frozenAt' in setting,
    moveTo,
    freeze: () => apply({ frozenAt: now() }),
    resume: () => apply({ offsetMs: now() - base.now() }),
    apply,
    journey: () => {
      stop = now()
      return () => {
        const arrived = now()
        stop = undefined
        moveTo(arrived)
      }
    },
  }
}

function asSetting(value: unknown, now: number): ClockSetting | undefined {
  const { offsetMs, frozenAt } = (value ?? {}) as { offsetMs?: unknown; frozenAt?: unknown }
  if (isSandboxTime(frozenAt)) return { frozenAt }
  return typeof offsetMs === 'number' && isSandboxTime(now + offsetMs) ? { offsetMs } : undefined
}

function readSetting(file: string, now: number, onDamaged: (() => void) | undefined): ClockSetting | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  try {
    const setting = asSetting(JSON.parse(text), now)
    if (!setting) onDamaged?.()
    return setting
  } catch {
    onDamaged?.()
    return undefined
  }
}
