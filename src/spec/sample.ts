import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Problem } from '../sdk/operation.ts'
import { derefSchema, typesOf } from './coerce.ts'
import { mergeSchemas, omit } from './merge.ts'
import { isRecord, memberOf, tokensOf } from './pointer.ts'
import { sampleNumber } from './sample-number.ts'
import { sampleText } from './sample-text.ts'
import { type Resolve, validateValue } from './validate.ts'

export interface Sample {
  readonly value: Json
  /** What is still wrong with it; empty nearly always. */
  readonly problems: readonly Problem[]
}

const MAX_DEPTH = 8
const FULL_DEPTH = 4
const BUDGET = 1500

/**
 * A value of a schema: its example, its default, or one made from the schema. The same schema gives the same value.
 * Own code rather than a library: it is on the path of every command that loads a connector, must be synchronous,
 * and has to follow references through the index.
 */
export function sampleOf(schema: JsonSchema | boolean, resolve: Resolve, place: Problem['place'] = 'payload'): Sample {
  const maker = new Maker(resolve, place)
  let value = maker.make(schema, 0) ?? null
  let problems = validateValue(schema, value, place, resolve)
  // Members that do not fit and are not asked for are left out.
  for (let round = 0; round < 6 && problems.length > 0; round++) {
    const repaired = problems.reduce<Json>(
      (current, problem) => without(current, tokensOf(problem.at)),
      structuredClone(value),
    )
    const left = validateValue(schema, repaired, place, resolve)
    if (left.length > problems.length) break
    value = repaired
    problems = left
  }
  return { value, problems }
}

/** Samples of one document, each made once. Like the document's own examples, they are shared and must not be changed. */
export interface Samples {
  readonly of: (schema: JsonSchema) => Json
  /** Whether a value is one of them. */
  readonly has: (value: object) => boolean
}

export function createSamples(resolve: Resolve): Samples {
  const made = new WeakMap<JsonSchema, Json>()
  const all = new WeakSet()
  const make = (schema: JsonSchema): Json => {
    const { value } = sampleOf(schema, resolve)
    made.set(schema, value)
    if (typeof value === 'object' && value !== null) all.add(value)
    return value
  }
  return { of: (schema) => made.get(schema) ?? make(schema), has: (value) => all.has(value) }
}

function without(value: Json, tokens: readonly string[]): Json {
  const last = tokens.at(-1)
  const holder = tokens.slice(0, -1).reduce<unknown>((current, token) => memberOf(current, token), value)
  if (last === undefined || holder === undefined || holder === null) return value
  if (Array.isArray(holder)) holder.splice(Number(last), 1)
  else if (isRecord(holder)) delete holder[last]
  return value
}

class Maker {
  private budget = BUDGET
  private readonly open: string[] = []

  constructor(
    private readonly resolve: Resolve,
    private readonly place: Problem['place'],
  ) {}

  /** Undefined where only a cycle could go on. */
  make(schema: JsonSchema | boolean | undefined, depth: number): Json | undefined {
    if (schema === undefined || typeof schema === 'boolean') return schema === false ? undefined : {}
    this.budget--
    const given = this.given(schema)
    if (given !== undefined) return given
    const { $ref } = schema
    if (typeof $ref !== 'string') return depth > MAX_DEPTH * 2 ? undefined : this.makeOwn(schema, depth)
    if (depth > MAX_DEPTH || this.open.filter((key) => key === $ref).length > 1) return undefined
    this.open.push($ref)
    try {
      const { $ref: _, ...siblings } = schema
      const target = this.resolve($ref)
      return this.make(isRecord(target) ? mergeSchemas(target, siblings) : siblings, depth)
    } finally {
      this.open.pop()
    }
  }

  /** What the document itself gives, when it fits: vendors' examples are often older than their schemas. */
  private given(schema: JsonSchema): Json | undefined {
    if ('const' in schema) return schema['const'] as Json
    const examples = Array.isArray(schema['examples']) ? (schema['examples'] as Json[]) : []
    const values = Array.isArray(schema['enum']) ? (schema['enum'] as Json[]) : []
    const candidates = [
      schema['example'] as Json | undefined,
      ...examples.slice(0, 3),
      schema['default'] as Json | undefined,
    ]
    for (const candidate of candidates) {
      if (candidate === undefined || (candidate === null && values.length > 0)) continue
      if (this.fitting(schema, candidate)) return candidate
      const text = typeof candidate === 'number' ? String(candidate) : undefined
      if (text !== undefined && this.fitting(schema, text)) return text
    }
    const usable: Json | undefined = values.find((value) => value !== null && this.fitting(schema, value))
    return usable ?? values[0]
  }

  private fitting(schema: JsonSchema, value: Json): boolean {
    return validateValue(schema, value, this.place, this.resolve).length === 0
  }

  private makeOwn(schema: JsonSchema, depth: number): Json | undefined {
    if (Array.isArray(schema['allOf'])) return this.make(this.merged(schema), depth)
    for (const key of ['oneOf', 'anyOf']) if (Array.isArray(schema[key])) return this.choose(schema, key, depth)
    const type = typesOf(schema, this.resolve).find((name) => name !== 'null')
    if (type === 'object' || (type === undefined && isRecord(schema['additionalProperties'])))
      return this.object(schema, depth)
    if (type === 'array') return this.list(schema, depth)
    if (type === 'integer' || type === 'number') return sampleNumber(schema, type === 'integer')
    if (type === 'boolean') return true
    if (type === 'string') return sampleText(schema)
    return typesOf(schema, this.resolve).includes('null') ? null : this.untyped(schema, depth)
  }

  private untyped(schema: JsonSchema, depth: number): Json | undefined {
    if (Array.isArray(schema['required']) || 'minProperties' in schema) return this.object(schema, depth)
    if ('minLength' in schema || 'pattern' in schema || 'format' in schema) return sampleText(schema)
    if ('minimum' in schema || 'maximum' in schema) return sampleNumber(schema, false)
    return 'minItems' in schema ? [] : {}
  }

  private merged(schema: JsonSchema): JsonSchema {
    const { allOf, ...rest } = schema
    return (allOf as JsonSchema[]).reduce<JsonSchema>((sum, part) => {
      const target = this.flat(part, 0)
      return mergeSchemas(sum, target)
    }, rest)
  }

  /** A part of `allOf` without its reference and without an example of its own, which would hide the other parts. */
  private flat(part: JsonSchema | boolean, depth: number): JsonSchema {
    const { example: _, examples: __, default: ___, ...own } = derefSchema(part, this.resolve)
    return Array.isArray(own['allOf']) && depth < 12
      ? (own['allOf'] as JsonSchema[]).reduce<JsonSchema>(
          (sum, inner) => mergeSchemas(sum, this.flat(inner, depth + 1)),
          omit(own, 'allOf'),
        )
      : own
  }

  /** The first branch whose value fits the whole; objects before plain values would be a matter of taste. */
  private choose(schema: JsonSchema, key: string, depth: number): Json | undefined {
    const rest = omit(schema, key)
    const branches = (schema[key] as JsonSchema[]).filter((branch) => branch['type'] !== 'null')
    let first: Json | undefined
    for (const branch of branches.slice(0, 6)) {
      const target = typeof branch['$ref'] === 'string' && this.open.filter((ref) => ref === branch['$ref']).length > 1
      if (target) continue
      const plain = Object.keys(rest).every((name) =>
        ['title', 'description', 'discriminator', 'deprecated'].includes(name),
      )
      const value = plain
        ? this.make(branch, depth + 1)
        : this.make(mergeSchemas(this.flat(branch, 0), rest), depth + 1)
      const named = this.discriminated(schema, branch, value)
      if (named === undefined) continue
      if (this.budget < 0 || this.fitting(schema, named)) return named
      first ??= named
    }
    return first ?? (branches.length < (schema[key] as unknown[]).length ? null : undefined)
  }

  private discriminated(schema: JsonSchema, branch: JsonSchema, value: Json | undefined): Json | undefined {
    const rule = schema['discriminator']
    const name = isRecord(rule) ? rule['propertyName'] : undefined
    if (typeof name !== 'string' || !isRecord(value) || !isRecord(rule)) return value
    const mapping = isRecord(rule['mapping']) ? Object.entries(rule['mapping']) : []
    const ref = typeof branch['$ref'] === 'string' ? branch['$ref'] : undefined
    const word = mapping.find(([, target]) => target === ref)?.[0] ?? ref?.split('/').at(-1)
    if (word === undefined || (memberOf(value, name) !== undefined && mapping.length === 0)) return value as Json
    const spoken = { ...(value as Record<string, Json>), [name]: word }
    return this.fitting(branch, spoken) ? spoken : (value as Json)
  }

  private object(schema: JsonSchema, depth: number): Json | undefined {
    const properties = isRecord(schema['properties']) ? schema['properties'] : {}
    const required = new Set(Array.isArray(schema['required']) ? (schema['required'] as string[]) : [])
    const out: Record<string, Json> = {}
    for (const [name, member] of Object.entries(properties)) {
      if (!required.has(name) && (depth >= FULL_DEPTH || this.budget < 0 || this.hidden(member))) continue
      const value = this.make(member as JsonSchema, depth + 1)
      if (value !== undefined) out[name] = value
      else if (required.has(name)) return depth === 0 ? out : undefined
    }
    for (const name of required)
      if (!Object.hasOwn(out, name) && !Object.hasOwn(properties, name)) out[name] = this.extra(schema, depth)
    const least = typeof schema['minProperties'] === 'number' ? schema['minProperties'] : 0
    const free =
      isRecord(schema['additionalProperties']) && Object.keys(properties).length === 0 && depth < FULL_DEPTH ? 1 : 0
    for (let n = 1; Object.keys(out).length < Math.min(Math.max(least, free), 20) && n <= 20; n++)
      out[`key${n}`] = this.extra(schema, depth)
    return out
  }

  private extra(schema: JsonSchema, depth: number): Json {
    const rule = schema['additionalProperties']
    return isRecord(rule) ? (this.make(rule, depth + 1) ?? {}) : 'text'
  }

  private hidden(member: unknown): boolean {
    if (!isRecord(member)) return false
    if (this.place === 'body') return member['readOnly'] === true
    return this.place === 'answer' && member['writeOnly'] === true
  }

  private list(schema: JsonSchema, depth: number): Json | undefined {
    const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0
    const most = typeof schema['maxItems'] === 'number' ? schema['maxItems'] : Number.POSITIVE_INFINITY
    const fixed = Array.isArray(schema['prefixItems']) ? (schema['prefixItems'] as JsonSchema[]) : []
    const out = fixed.map((item) => this.make(item, depth + 1) ?? null)
    const wanted = Math.min(
      Math.max(least, depth < MAX_DEPTH && this.budget > 0 && fixed.length === 0 ? 1 : 0),
      most,
      50,
    )
    while (out.length < wanted) {
      const item = this.make((schema['items'] as JsonSchema | undefined) ?? { type: 'string' }, depth + 1)
      if (item === undefined) return least > 0 ? undefined : out
      out.push(schema['uniqueItems'] === true ? distinct(item, out.length, schema['items']) : item)
    }
    return out
  }
}

function distinct(item: Json, index: number, items: unknown): Json {
  const values = isRecord(items) && Array.isArray(items['enum']) ? (items['enum'] as Json[]) : undefined
  if (values) return values[index] ?? item
  if (index === 0) return item
  if (typeof item === 'string') return `${item.slice(0, Math.max(0, item.length - String(index).length))}${index}`
  return typeof item === 'number' ? item + index : item
}
