/** Values nested deeper are refused: what JSON.parse still reads, JSON.stringify and schema checks no longer survive. */
export const MAX_JSON_DEPTH = 100

/** Recursion goes no deeper than the limit, whatever the value. */
export function isTooDeep(value: unknown, limit = MAX_JSON_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (limit < 0) return true
  const isDeep = (inner: unknown) => typeof inner === 'object' && inner !== null && isTooDeep(inner, limit - 1)
  return Array.isArray(value) ? value.some(isDeep) : Object.values(value).some(isDeep)
}
