const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const

/** `500ms`, `30s`, `4m`, `2h`, `7d`, `1h30m` in milliseconds; a bare number counts `bareMs` each. Undefined: none of these. */
export function parseDuration(text: string, bareMs?: number): number | undefined {
  const given = text.trim().toLowerCase()
  if (bareMs !== undefined && /^\d+(\.\d+)?$/.test(given)) return Math.round(Number(given) * bareMs)
  if (!/^(\d+(\.\d+)?(ms|[dhms]))+$/.test(given)) return undefined
  let sum = 0
  for (const [, count, unit] of given.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g))
    sum += Number(count) * UNITS[unit as keyof typeof UNITS]
  return Number.isSafeInteger(Math.round(sum)) ? Math.round(sum) : undefined
}

/** The shortest spelling that `parseDuration` reads as the same. */
export function formatDuration(ms: number): string {
  let rest = Math.round(ms)
  const parts: string[] = []
  for (const [unit, size] of Object.entries(UNITS)) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}${unit}`)
    rest -= count * size
  }
  return parts.join('') || '0s'
}
