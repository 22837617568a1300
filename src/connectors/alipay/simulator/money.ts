/** Amounts are whole cents everywhere in the simulator; yuan exist only as text on the wire. */
export type Cents = number

const SHAPE = /^\d{1,11}(?:\.\d{1,2})?$/
/** [0.01, 100000000] yuan [TYP18 trade pages, TYP18, PHP3]. */
export const MOST: Cents = 10_000_000_000

/** `88.88` → 8888. Undefined for anything but digits with at most two decimals. */
export function parseYuan(text: unknown): Cents | undefined {
  if (typeof text !== 'string' || !SHAPE.test(text)) return undefined
  const [whole = '0', decimals = ''] = text.split('.')
  return Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}

export function formatYuan(cents: Cents): string {
  const digits = String(cents).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export const NOTHING = '0.00'
