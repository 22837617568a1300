/** Money is kept in whole cents: 0.1 + 0.2 is not 0.3 in floating point. */
export type Cents = number

/** Alipay's highest amount of one order. */
export const HIGHEST: Cents = 10_000_000_000

/** `"88"`, `"88.5"` or `"88.50"` → cents; undefined for anything else, zero and negative amounts included. */
export function toCents(amount: unknown): Cents | undefined {
  if (typeof amount !== 'string' || !/^\d{1,9}(\.\d{1,2})?$/.test(amount)) return undefined
  const [yuan = '0', fraction = ''] = amount.split('.')
  const cents = Number(yuan) * 100 + Number(fraction.padEnd(2, '0'))
  return cents > 0 && cents <= HIGHEST ? cents : undefined
}

/** Cents → `"88.50"`, the form of Alipay's API. */
export function toAmount(cents: Cents): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
