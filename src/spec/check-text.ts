import type { JsonSchema } from '../sdk/http.ts'
import { type Check, isBound, type Rules, Undecided } from './check-rules.ts'

/** Keywords that only a text meets. */
export function textChecks(schema: JsonSchema, rules: Rules): readonly Check<string>[] {
  const { minLength, maxLength, pattern, format } = schema
  const checks: Check<string>[] = []
  if (minLength !== undefined || maxLength !== undefined) {
    if (!isBound(minLength) || !isBound(maxLength)) throw new Undecided()
    const least = minLength ?? 0
    const most = maxLength ?? Number.POSITIVE_INFINITY
    // A text of n units has between n / 2 and n characters; only where that does not settle it are they counted.
    checks.push((text) => {
      if (text.length <= most && text.length >= least * 2) return true
      const length = rules.lengthOf(text)
      return length >= least && length <= most
    })
  }
  if (pattern !== undefined) {
    if (typeof pattern !== 'string') throw new Undecided()
    const expression = new RegExp(pattern, 'u')
    checks.push((text) => expression.test(text))
  }
  if (format !== undefined) {
    if (typeof format !== 'string') throw new Undecided()
    const known = rules.format(format)
    if (known) checks.push((text) => known(text))
  }
  return checks
}

/** Keywords that only a number meets. */
export function numberChecks(schema: JsonSchema, rules: Rules): readonly Check<number>[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf]
  if (!bounds.every(isBound)) throw new Undecided()
  const checks: Check<number>[] = []
  if (isNumber(minimum)) checks.push((value) => value >= minimum)
  if (isNumber(maximum)) checks.push((value) => value <= maximum)
  if (isNumber(exclusiveMinimum)) checks.push((value) => value > exclusiveMinimum)
  if (isNumber(exclusiveMaximum)) checks.push((value) => value < exclusiveMaximum)
  if (isNumber(multipleOf)) {
    const isWhole = Number.isSafeInteger(multipleOf) && multipleOf > 0
    checks.push((value) =>
      isWhole && Number.isSafeInteger(value) ? value % multipleOf === 0 : rules.isMultipleOf(value, multipleOf),
    )
  }
  return checks
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}
