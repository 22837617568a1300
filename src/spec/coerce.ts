import type { Json, JsonSchema } from '../sdk/http.ts'
import { isRecord } from './pointer.ts'
import type { Resolve } from './validate.ts'

/** Follows `$ref` until there is a schema with a type of its own. */
export function derefSchema(schema: JsonSchema | boolean, resolve: Resolve): JsonSchema {
  let current: unknown = schema
  for (let hops = 0; hops < 32 && isRecord(current) && typeof current['$ref'] === 'string'; hops++) {
    const { $ref, ...siblings } = current
    const target = resolve($ref as string)
    current = isRecord(target) ? { ...target, ...siblings } : siblings
  }
  return isRecord(current) ? current : {}
}

/** Types that a value of the schema may have; empty when it does not say. */
export function typesOf(schema: JsonSchema, resolve: Resolve, depth = 0): string[] {
  const { type } = schema
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type.filter((name) => typeof name === 'string')
  if (depth > 8) return []
  const branches = [schema['allOf'], schema['anyOf'], schema['oneOf']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  const found = branches.flatMap((branch) => typesOf(derefSchema(branch as JsonSchema, resolve), resolve, depth + 1))
  if (found.length > 0) return [...new Set(found)]
  if (isRecord(schema['properties'])) return ['object']
  return schema['items'] === undefined ? [] : ['array']
}

/**
 * Text as the value that the schema means, where it can be read as one: command lines, paths, queries and forms
 * carry nothing but text. What cannot be read stays as it is, for the validator to complain about.
 */
export function coerceText(value: Json, schema: JsonSchema | boolean, resolve: Resolve, depth = 0): Json {
  // A number, true, false or null is no text, whatever the schema says.
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null)) return value
  const target = derefSchema(schema, resolve)
  if (typeof value === 'string') {
    const types = typesOf(target, resolve)
    return types.length === 0 || takesText(target, value, resolve) ? value : readText(value, types, target, resolve)
  }
  if (depth > 20) return value
  if (Array.isArray(value)) {
    const items = ruleOf(target, 'items', resolve)
    return items ? value.map((item: Json) => coerceText(item, items, resolve, depth + 1)) : value
  }
  if (!isRecord(value)) return value
  const members = membersOf(target, resolve)
  const others = ruleOf(target, 'additionalProperties', resolve)
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const schemaOfItem = members.get(name) ?? others
      const known = schemaOfItem ? coerceText(item as Json, schemaOfItem, resolve, depth + 1) : (item as Json)
      return [name, known]
    }),
  )
}

/** `coerceText` of one document. */
export type Coerce = (value: Json, schema: JsonSchema | boolean) => Json

/** For whoever asks again and again: what a schema is for a text is found out once. */
export function createCoerce(resolve: Resolve): Coerce {
  const known = new WeakMap<JsonSchema, { readonly target: JsonSchema; readonly types: readonly string[] }>()
  const look = (schema: JsonSchema) => {
    const target = derefSchema(schema, resolve)
    const found = { target, types: typesOf(target, resolve) }
    known.set(schema, found)
    return found
  }
  return (value, schema) => {
    if (typeof value !== 'string' || typeof schema === 'boolean') return coerceText(value, schema, resolve)
    const { target, types } = known.get(schema) ?? look(schema)
    return types.length === 0 || takesText(target, value, resolve) ? value : readText(value, types, target, resolve)
  }
}

/** `items` or `additionalProperties` of the schema, or of the first branch of a choice that has it. */
function ruleOf(
  schema: JsonSchema,
  key: 'items' | 'additionalProperties',
  resolve: Resolve,
  depth = 0,
): JsonSchema | undefined {
  const own = schema[key]
  if (isRecord(own) || depth > 8) return isRecord(own) ? own : undefined
  for (const list of [schema['allOf'], schema['anyOf'], schema['oneOf']])
    for (const branch of Array.isArray(list) ? (list as JsonSchema[]) : []) {
      const found = ruleOf(derefSchema(branch, resolve), key, resolve, depth + 1)
      if (found) return found
    }
  return undefined
}

/** Whether a schema has a place for this very text: `string`, or a choice with a branch that is, its constants considered. */
function takesText(schema: JsonSchema, text: string, resolve: Resolve, depth = 0): boolean {
  if (Array.isArray(schema['enum'])) return (schema['enum'] as unknown[]).includes(text)
  const choices = [schema['anyOf'], schema['oneOf']].filter((list) => Array.isArray(list))
  if (schema['type'] !== undefined || choices.length === 0 || depth > 8)
    return typesOf(schema, resolve).includes('string')
  return (choices.flat() as JsonSchema[]).some((branch) =>
    takesText(derefSchema(branch, resolve), text, resolve, depth + 1),
  )
}

function readText(text: string, types: readonly string[], schema: JsonSchema, resolve: Resolve): Json {
  const isNumber = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text)
  if (types.includes('integer') && /^-?(0|[1-9]\d*)$/.test(text)) return Number(text)
  if (types.includes('number') && isNumber) return Number(text)
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if (types.includes('null') && text === '') return null
  if (types.includes('array')) {
    const parts = text.startsWith('[') ? (tryJson(text) ?? text.split(',')) : text === '' ? [] : text.split(',')
    return coerceText(parts as Json, schema, resolve, 1)
  }
  if (types.includes('object') && text.startsWith('{')) return (tryJson(text) as Json | undefined) ?? text
  return text
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The named members of an object schema, those of `allOf`, `anyOf` and `oneOf` included. */
export function membersOf(schema: JsonSchema, resolve: Resolve, depth = 0): Map<string, JsonSchema> {
  const members = new Map<string, JsonSchema>()
  if (depth > 8) return members
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const list = schema[key]
    if (!Array.isArray(list)) continue
    for (const branch of list)
      for (const [name, member] of membersOf(derefSchema(branch as JsonSchema, resolve), resolve, depth + 1))
        members.set(name, member)
  }
  if (isRecord(schema['properties']))
    for (const [name, member] of Object.entries(schema['properties'])) members.set(name, isRecord(member) ? member : {})
  return members
}

/** The names that an object schema declares; undefined when it takes any name, or is no object schema. */
export function bodyProperties(schema: JsonSchema, resolve: Resolve): readonly string[] | undefined {
  const target = derefSchema(schema, resolve)
  const rule = target['additionalProperties']
  const members = membersOf(target, resolve)
  return members.size === 0 || rule === true || isRecord(rule) ? undefined : [...members.keys()]
}
