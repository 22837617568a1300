import type { StateItemsAnswer } from '../../sandbox/inspector-control.ts'
import type { Json } from '../../sdk/http.ts'

const MOST_COLUMNS = 6
const LONGEST = 40

/** Members worth a column: plain values that differ between items, status and amounts first. */
export function columnsOf(items: StateItemsAnswer['items']): readonly string[] {
  const scores = new Map<string, number>()
  for (const { id, value } of items.slice(0, 50)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    for (const [name, inner] of Object.entries(value))
      if (inner !== null && inner !== id && typeof inner !== 'object' && String(inner).length <= LONGEST)
        scores.set(name, (scores.get(name) ?? 0) + 1 + weight(name))
  }
  return [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COLUMNS)
    .map(([name]) => name)
}

function weight(name: string): number {
  return /status|state/i.test(name) ? 3 : /total|amount|subject|description/i.test(name) ? 2 : 0
}

export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? '…' : String(value)
}
