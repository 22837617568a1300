/** Values nested deeper are refused: what JSON.parse still reads, JSON.stringify and schema checks no longer survive. */
export const MAX_JSON_DEPTH = 100

/** Without recursion, since recursion is what deep values break. */
export function isTooDeep(value: unknown, limit = MAX_JSON_DEPTH): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true
    const next: unknown[] = []
    for (const one of level) {
      if (typeof one === 'object' && one !== null) for (const inner of Object.values(one)) next.push(inner)
    }
    level = next.filter((one) => typeof one === 'object' && one !== null)
  }
  return false
}
