import type { JsonObject } from '../../../sdk/index.ts'
import { beijingMidnight, parseBeijing } from '../beijing-time.ts'

const MINUTE = 60_000
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE }
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Default payment time: bar code and order code three hours, others fifteen days [DOC 02ekfp, PHP3]. */
export const FACE_TO_FACE_MS = 3 * HOUR
export const LONGEST_MS = 15 * DAY
/** The text of an order code lives two hours [DOC 05osvb]. */
export const QR_CODE_MS = 2 * HOUR
/** The refund window: three, six or twelve months by source; the longest is taken (UNCONFIRMED) [DOC 02ekfq]. */
export const REFUND_WINDOW_MS = 365 * DAY
/** How long after the payment a cancel is allowed: 24 hours (UNCONFIRMED) [OPEN trade pages, PHP3]. */
export const CANCEL_WINDOW_MS = DAY

export type Deadline = { readonly at: number } | { readonly fault: 'shape' | 'past'; readonly field: string }

/** `time_expire` wins over `timeout_express`; both lie between one minute and fifteen days ahead [TYP18, PHP3]. */
export function deadline(body: JsonObject, defaultMs: number, now: number): Deadline {
  const absolute = body['time_expire']
  if (absolute !== undefined) return absoluteDeadline(absolute, now)
  return relativeDeadline(body, 'timeout_express', defaultMs, now)
}

/** `1m` … `15d`, whole numbers; `1c` is until midnight [TYP18, PHP3]. */
export function relativeDeadline(body: JsonObject, field: string, defaultMs: number, now: number): Deadline {
  const text = body[field]
  if (text === undefined) return { at: now + defaultMs }
  if (text === '1c') return { at: beijingMidnight(now) }
  const found = typeof text === 'string' ? /^([1-9]\d*)([mhd])$/.exec(text) : null
  const length = found ? Number(found[1]) * UNITS[found[2]!]! : 0
  if (length < MINUTE || length > LONGEST_MS) return { fault: 'shape', field }
  return { at: now + length }
}

function absoluteDeadline(value: unknown, now: number): Deadline {
  const at = typeof value === 'string' ? parseBeijing(value) : undefined
  if (at === undefined || at > now + LONGEST_MS) return { fault: 'shape', field: 'time_expire' }
  return at <= now ? { fault: 'past', field: 'time_expire' } : { at }
}
