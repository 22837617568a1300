import { patternUnknown } from '../errors/catalog/events.ts'
import { nearest } from '../text/nearest.ts'
import { patternTest } from '../text/pattern.ts'

/** `alipay.trade.*`: a star stands for any characters. No pattern lets everything through. */
export function eventFilter(patterns: readonly string[], known: readonly string[]): (type: string) => boolean {
  if (patterns.length === 0) return () => true
  const tests = patterns.map((pattern) => {
    const fits = patternTest(pattern)
    if (!known.some(fits)) throw patternUnknown({ pattern, nearest: nearest(pattern, known) })
    return fits
  })
  return (type) => tests.some((fits) => fits(type))
}
