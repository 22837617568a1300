import type { Json, JsonSchema } from '../sdk/http.ts'
import { derefSchema, membersOf, typesOf } from './coerce.ts'
import { isRecord } from './pointer.ts'
import type { Resolve } from './validate.ts'

/** One member of an object schema as a reader needs it. */
export interface Field {
  readonly name: string
  /** `string`, `object[]`, `number | null`: words of JSON Schema, the same in every language. */
  readonly type: string
  readonly required: boolean
  readonly description?: string
  readonly values?: readonly Json[]
  readonly limits: readonly Limit[]
  readonly fields: readonly Field[]
  /** The schema contains itself here, or goes deeper than is shown. */
  readonly more?: boolean
}

export interface Limit {
  readonly kind: (typeof LIMITS)[number] | 'example'
  readonly value: string
}

const LIMITS = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'pattern', 'default'] as const

export interface DescribeOptions {
  readonly depth?: number
  /** `readOnly` members are left out of requests, `writeOnly` ones of answers. */
  readonly direction?: 'request' | 'answer'
}

/** The members of a schema as a tree; a list or a choice is described by what it holds. */
export function describeFields(schema: JsonSchema, resolve: Resolve, options: DescribeOptions = {}): readonly Field[] {
  return fieldsOf(schema, resolve, { depth: options.depth ?? 3, direction: options.direction }, [])
}

interface Walk {
  readonly depth: number
  readonly direction: DescribeOptions['direction']
}

function fieldsOf(schema: JsonSchema, resolve: Resolve, walk: Walk, open: readonly string[]): readonly Field[] {
  const target = derefSchema(itemOf(schema, resolve), resolve)
  const required = requiredOf(target, resolve)
  const hidden = walk.direction === 'request' ? 'readOnly' : walk.direction === 'answer' ? 'writeOnly' : undefined
  return [...membersOf(target, resolve)].flatMap(([name, member]) => {
    const known = derefSchema(member, resolve)
    if (hidden !== undefined && known[hidden] === true) return []
    return [describeField(name, member, known, required.has(name), resolve, walk, open)]
  })
}

/** One value, such as a parameter. */
export function describeField(
  name: string,
  member: JsonSchema,
  known: JsonSchema,
  required: boolean,
  resolve: Resolve,
  walk: Walk,
  open: readonly string[],
): Field {
  const item = itemOf(known, resolve)
  const refs = [member['$ref'], item['$ref']].filter((ref): ref is string => typeof ref === 'string')
  const cycle = refs.some((ref) => open.includes(ref))
  const holds = membersOf(derefSchema(item, resolve), resolve).size > 0
  const below = holds && !cycle && walk.depth > 1
  const description = typeof known['description'] === 'string' ? known['description'].trim() : ''
  const values = [known['enum'], derefSchema(item, resolve)['enum']].find((list) => Array.isArray(list)) as
    Json[] | undefined
  return {
    name,
    type: typeText(known, resolve),
    required,
    ...(description !== '' && { description }),
    ...(values && { values }),
    limits: limitsOf(known),
    fields: below ? fieldsOf(known, resolve, { ...walk, depth: walk.depth - 1 }, [...open, ...refs]) : [],
    ...(holds && !below && { more: true }),
  }
}

/** Through lists to what they hold. */
function itemOf(schema: JsonSchema, resolve: Resolve): JsonSchema {
  let current = derefSchema(schema, resolve)
  for (let hops = 0; hops < 8 && isRecord(current['items']); hops++) {
    const { items } = current
    if (!typesOf(current, resolve).includes('array')) break
    if (typeof (items as JsonSchema)['$ref'] === 'string') return items as JsonSchema
    current = items as JsonSchema
  }
  return current
}

function requiredOf(schema: JsonSchema, resolve: Resolve, depth = 0): Set<string> {
  const own = Array.isArray(schema['required']) ? (schema['required'] as string[]) : []
  const parts = depth < 8 && Array.isArray(schema['allOf']) ? (schema['allOf'] as JsonSchema[]) : []
  return new Set([...own, ...parts.flatMap((part) => [...requiredOf(derefSchema(part, resolve), resolve, depth + 1)])])
}

export function typeText(schema: JsonSchema, resolve: Resolve, depth = 0): string {
  const known = derefSchema(schema, resolve)
  const names = typesOf(known, resolve).map((type) => {
    if (type !== 'array') return type
    const { items } = known
    const item = isRecord(items) && depth < 4 ? typeText(items, resolve, depth + 1) : ''
    return item.includes(' ') ? `(${item})[]` : `${item}[]`
  })
  const format = typeof known['format'] === 'string' && names.length > 0 ? ` (${known['format']})` : ''
  return (names.join(' | ') || 'any') + format
}

function limitsOf(schema: JsonSchema): readonly Limit[] {
  const example =
    schema['example'] ?? (Array.isArray(schema['examples']) ? (schema['examples'] as Json[])[0] : undefined)
  const isPlain = (value: unknown): value is string | number | boolean =>
    ['string', 'number', 'boolean'].includes(typeof value)
  const limits = LIMITS.filter((kind) => isPlain(schema[kind])).map((kind) => ({ kind, value: String(schema[kind]) }))
  return [...limits, ...(isPlain(example) ? [{ kind: 'example' as const, value: String(example) }] : [])]
}
