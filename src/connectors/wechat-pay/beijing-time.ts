const OFFSET_MS = 8 * 3600_000

/** RFC 3339 with the offset of Beijing, whole seconds: `2018-06-08T10:34:56+08:00` [DOC 4012081717]. */
export function formatTime(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`
}

/** Milliseconds since the epoch; undefined when it is no RFC 3339 time. */
export function parseTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : ms
}

/** `yyyy-MM-dd` in Beijing. */
export function dayOf(ms: number): string {
  return formatTime(ms).slice(0, 10)
}

/** First millisecond of a day in Beijing; undefined for what is no day. */
export function startOfDay(day: string): number | undefined {
  const ms = parseTime(`${day}T00:00:00+08:00`)
  return ms !== undefined && dayOf(ms) === day ? ms : undefined
}

/** `2018-06-08 10:34:56`, as bills write it [DOC 4013071246]. */
export function formatBillTime(ms: number): string {
  return formatTime(ms).slice(0, 19).replace('T', ' ')
}
