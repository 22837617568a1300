import type { Json, JsonSchema } from '../sdk/http.ts'
import { notAsked } from './complaints.ts'
import { listChecks, objectChecks } from './check-parts.ts'
import { all, type Check, type Compile, listOf, type Rules, Undecided } from './check-rules.ts'
import { numberChecks, textChecks } from './check-text.ts'
import { isRecord } from './pointer.ts'
import type { Resolve } from './validate.ts'

/** `strict` below choices and negations, where an exemption would change the verdict of the whole. */
export type Stance = 'body' | 'answer' | 'strict'

/** Keywords that depend on what stands around a schema, or are too rare to be worth a second implementation. */
const LEFT_OUT = [
  'unevaluatedProperties', 'unevaluatedItems', 'contains', 'minContains', 'maxContains', 'dependentSchemas', 'dependencies',
  '$recursiveRef', '$recursiveAnchor', '__absolute_ref__', '__absolute_recursive_ref__',
] as const // prettier-ignore

/**
 * A schema as functions, made once: no code is generated, since documents come from strangers. A yes is a yes of the
 * validator as well; everything else is for the validator to decide and to word. References are followed when a value
 * meets them, so cycles and huge documents cost nothing.
 */
export function createChecks(resolve: Resolve, rules: Rules): (schema: JsonSchema | boolean, stance: Stance) => Check {
  const targets: Record<Stance, Map<string, Check>> = { body: new Map(), answer: new Map(), strict: new Map() }

  const targetOf = (ref: string, stance: Stance): Check => {
    const known = targets[stance].get(ref)
    if (known) return known
    const made = compile(rules.target(ref), stance)
    targets[stance].set(ref, made)
    return made
  }

  const reference = (ref: unknown, stance: Stance): Check => {
    if (typeof ref !== 'string') throw new Undecided()
    let check: Check | undefined
    return (value) => (check ??= targetOf(ref, stance))(value)
  }

  const choices = (schema: JsonSchema, stance: Stance): readonly Check[] => {
    const strict: Compile = (inner) => compile(inner, 'strict')
    const { $ref, allOf, anyOf, oneOf, not } = schema
    const checks: Check[] = []
    if ($ref !== undefined) checks.push(reference($ref, stance))
    if (allOf !== undefined) checks.push(all(listOf(allOf).map((part) => compile(part, stance))))
    if (anyOf !== undefined) {
      const branches = listOf(anyOf).map(strict)
      checks.push((value) => branches.some((branch) => branch(value)))
    }
    if (oneOf !== undefined) {
      const branches = listOf(oneOf).map(strict)
      checks.push((value) => branches.filter((branch) => branch(value)).length === 1)
    }
    if (not !== undefined) {
      const ruledOut = strict(not)
      checks.push((value) => !ruledOut(value))
    }
    if (schema['if'] !== undefined) {
      const [condition, met, unmet] = ['if', 'then', 'else'].map((key) => strict(schema[key] ?? true))
      checks.push((value) => (condition?.(value) ? met : unmet)?.(value) ?? true)
    }
    return checks
  }

  /** What cannot be made a check matters only to values that meet it. */
  const compile = (schema: unknown, stance: Stance): Check => {
    try {
      return made(schema, stance)
    } catch (reason) {
      return () => {
        throw reason
      }
    }
  }

  const made = (schema: unknown, stance: Stance): Check => {
    if (typeof schema === 'boolean') return () => schema
    if (!isRecord(schema) || LEFT_OUT.some((key) => schema[key] !== undefined)) throw new Undecided()
    const inner: Compile = (part) => compile(part, stance)
    const place = stance === 'strict' ? 'payload' : stance
    const whatever = all([...constants(schema, rules), ...choices(schema, stance)])
    const isText = all(textChecks(schema, rules))
    const isNumber = all(numberChecks(schema, rules))
    const isList = all(listChecks(schema, inner, rules))
    const isObject = all(objectChecks(schema, inner, (name) => !notAsked(schema, name, place, resolve)))
    const types = typesTaken(schema['type'])
    return (value) => {
      if (typeof value === 'string') return types.string && isText(value) && whatever(value)
      if (typeof value === 'number') {
        if (!Number.isFinite(value)) throw new Undecided()
        return (types.number || (types.integer && Number.isInteger(value))) && isNumber(value) && whatever(value)
      }
      if (typeof value === 'boolean') return types.boolean && whatever(value)
      if (typeof value !== 'object') throw new Undecided()
      if (value === null) return types.null && whatever(value)
      if (Array.isArray(value)) return types.array && isList(value as readonly Json[]) && whatever(value)
      return types.object && isObject(value as Record<string, Json>) && whatever(value)
    }
  }
  return compile
}

/** `const` and `enum`. */
function constants(schema: JsonSchema, rules: Rules): readonly Check[] {
  const lists = [
    ...(schema['const'] === undefined ? [] : [[schema['const']]]),
    ...(schema['enum'] === undefined ? [] : [listOf(schema['enum'])]),
  ]
  return lists.map((list): Check => {
    const known = new Set(list)
    return (value) =>
      typeof value === 'object' && value !== null
        ? list.some((item) => rules.isSame(value, item as Json))
        : known.has(value)
  })
}

function typesTaken(type: unknown): Readonly<Record<string, boolean>> & typeof NONE {
  const names = type === undefined ? Object.keys(NONE) : Array.isArray(type) ? (type as unknown[]) : [type]
  if (names.some((name) => typeof name !== 'string' || !Object.hasOwn(NONE, name))) throw new Undecided()
  return { ...NONE, ...Object.fromEntries(names.map((name) => [name, true])) }
}

const NONE = { string: false, number: false, integer: false, boolean: false, object: false, array: false, null: false }
