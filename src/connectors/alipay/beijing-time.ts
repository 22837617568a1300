/** Alipay writes every time as Beijing wall-clock time, whatever the machine's time zone is. China has had no DST since 1991. */
const OFFSET_MS = 8 * 60 * 60 * 1000
const SHAPE = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})(?::(\d{2}))?$/

/** Milliseconds since the epoch → `yyyy-MM-dd HH:mm:ss`. */
export function formatBeijing(ms: number): string {
  const iso = new Date(ms + OFFSET_MS).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}

/** The same with milliseconds, as `gmt_refund` has them. */
export function formatBeijingMs(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 23).replace('T', ' ')
}

/** `yyyyMMdd`, the head of most of Alipay's numbers. */
export function beijingDay(ms: number): string {
  return formatBeijing(ms).slice(0, 10).replaceAll('-', '')
}

/** The next midnight in Beijing, for `timeout_express=1c`. */
export function beijingMidnight(ms: number): number {
  const day = 24 * 60 * 60 * 1000
  return (Math.floor((ms + OFFSET_MS) / day) + 1) * day - OFFSET_MS
}

/** `yyyy-MM-dd HH:mm:ss`, or minutes only, → milliseconds; undefined for anything else, dates that do not exist included. */
export function parseBeijing(text: string): number | undefined {
  const found = SHAPE.exec(text)
  if (!found) return undefined
  const part = (at: number) => Number(found[at] ?? 0)
  const ms = Date.UTC(part(1), part(2) - 1, part(3), part(4), part(5), part(6)) - OFFSET_MS
  const whole = found[6] === undefined ? `${text}:00` : text
  return formatBeijing(ms) === whole ? ms : undefined
}
