import type { Json, JsonSchema } from '../sdk/http.ts'
import { type Check, type Compile, isBound, listOf, type Rules, Undecided } from './check-rules.ts'
import { isRecord } from './pointer.ts'

type Members = Readonly<Record<string, Json>>

/** Keywords that only an object meets. `asks` says which required members must really be there. */
export function objectChecks(
  schema: JsonSchema,
  compile: Compile,
  asks: (name: string) => boolean,
): readonly Check<Members>[] {
  const { required, minProperties, maxProperties, dependentRequired } = schema
  const checks: Check<Members>[] = []
  if (required !== undefined) {
    const names = textsOf(required).filter(asks)
    checks.push((value) => names.every((name) => Object.hasOwn(value, name)))
  }
  if (minProperties !== undefined || maxProperties !== undefined) {
    if (!isBound(minProperties) || !isBound(maxProperties)) throw new Undecided()
    const least = minProperties ?? 0
    const most = maxProperties ?? Number.POSITIVE_INFINITY
    checks.push((value) => {
      const count = Object.keys(value).length
      return count >= least && count <= most
    })
  }
  for (const [name, others] of entriesOf(dependentRequired)) {
    const names = textsOf(others)
    checks.push((value) => !Object.hasOwn(value, name) || names.every((other) => Object.hasOwn(value, other)))
  }
  const members = memberCheck(schema, compile)
  if (members) checks.push(members)
  return checks
}

/** `properties`, `patternProperties` and `additionalProperties` in one walk over the members that are there. */
function memberCheck(schema: JsonSchema, compile: Compile): Check<Members> | undefined {
  const { properties, patternProperties, additionalProperties, propertyNames } = schema
  const named = new Map(entriesOf(properties).map(([name, member]) => [name, compile(member)]))
  const patterns = entriesOf(patternProperties).map(
    ([pattern, member]) => [new RegExp(pattern, 'u'), compile(member)] as const,
  )
  const others = additionalProperties === undefined ? undefined : compile(additionalProperties)
  const names = propertyNames === undefined ? undefined : compile(propertyNames)
  if (named.size === 0 && patterns.length === 0 && !others && !names) return undefined
  return (value) => {
    for (const key of Object.keys(value)) {
      const item = value[key] as Json
      if (names && !names(key)) return false
      const check = named.get(key)
      if (check && !check(item)) return false
      let isKnown = check !== undefined
      for (const [expression, member] of patterns)
        if (expression.test(key)) {
          isKnown = true
          if (!member(item)) return false
        }
      if (others && !isKnown && !others(item)) return false
    }
    return true
  }
}

/** Keywords that only a list meets. */
export function listChecks(schema: JsonSchema, compile: Compile, rules: Rules): readonly Check<readonly Json[]>[] {
  const { minItems, maxItems, prefixItems, items, uniqueItems } = schema
  if (!isBound(minItems) || !isBound(maxItems) || Array.isArray(items)) throw new Undecided()
  const checks: Check<readonly Json[]>[] = []
  if (minItems !== undefined) checks.push((list) => list.length >= minItems)
  if (maxItems !== undefined) checks.push((list) => list.length <= maxItems)
  const first = prefixItems === undefined ? [] : listOf(prefixItems).map((item) => compile(item))
  const rest = items === undefined ? undefined : compile(items)
  if (first.length > 0 || rest)
    checks.push((list) => list.every((item, index) => (first[index] ?? rest)?.(item) ?? true))
  if (uniqueItems) checks.push((list) => isDistinct(list, rules))
  return checks
}

function isDistinct(list: readonly Json[], rules: Rules): boolean {
  const plain = list.filter((item) => typeof item !== 'object' || item === null)
  if (new Set(plain).size !== plain.length) return false
  const others = list.filter((item) => typeof item === 'object' && item !== null)
  return !others.some((item, index) => others.some((other, at) => at > index && rules.isSame(item, other)))
}

function textsOf(value: unknown): readonly string[] {
  return listOf(value).map((item) => {
    if (typeof item !== 'string') throw new Undecided()
    return item
  })
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (value === undefined) return []
  if (!isRecord(value)) throw new Undecided()
  return Object.entries(value)
}
