import { patternUnknown } from '../errors/catalog/events.ts'
import { nearest } from '../text/nearest.ts'

/** `alipay.trade.*`: a star stands for any characters. No pattern lets everything through. */
export function eventFilter(patterns: readonly string[], known: readonly string[]): (type: string) => boolean {
  if (patterns.length === 0) return () => true
  const tests = patterns.map((pattern) => {
    const escaped = pattern.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    const test = new RegExp(`^${escaped.join('.*')}$`)
    if (!known.some((type) => test.test(type))) throw patternUnknown({ pattern, nearest: nearest(pattern, known) })
    return test
  })
  return (type) => tests.some((test) => test.test(type))
}
