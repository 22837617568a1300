import { clockUnreadable } from '../errors/catalog/clock.ts'
import { parseDuration } from '../text/duration.ts'

/** Far enough for any expiry, and still a date of four digits. */
const EARLIEST = Date.UTC(1970, 0, 1)
const LATEST = Date.UTC(9999, 11, 31)

/** Whether the sandbox's clock can stand there: whatever it counts on from there is still a date. */
export function isSandboxTime(value: unknown): value is number {
  return typeof value === 'number' && value >= EARLIEST && value <= LATEST
}

/** `30d`, `25h`, `15m`, `90s`, `1d12h`, `1d 12h 30m` in milliseconds. Throws `sandbox-clock-unreadable`. */
export function parseSpan(value: string): number {
  const ms = parseDuration(value.replace(/(?<=[a-z])\s+(?=\d)/gi, ''))
  if (ms === undefined || ms > LATEST) throw clockUnreadable({ value, wants: 'duration' })
  return ms
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\s*(Z|[+-]\d{2}:?\d{2})?)?$/i

/**
 * `2026-12-24`, `2026-12-24 18:00`, `2026-12-24T18:00:00+08:00`, `…Z`; without a zone, that of this machine.
 * Milliseconds since the epoch. Throws `sandbox-clock-unreadable`.
 */
export function parseTime(value: string): number {
  const [, day = '', clock = '00:00', zone = ''] = TIME.exec(value.trim()) ?? []
  const offset = /^[+-]\d{4}$/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const time = Date.parse(`${day}T${clock}${offset}`)
  // The 31st of June becomes the 1st of July with a zone, and nothing without one.
  const inRange = time >= EARLIEST && time <= LATEST
  if (!inRange || !new Date(`${day}T00:00:00Z`).toISOString().startsWith(day))
    throw clockUnreadable({ value, wants: 'time' })
  return time
}
