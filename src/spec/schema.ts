import { safePattern } from './pattern.ts'
import { isRecord } from './pointer.ts'
import { type Node, type Source, isReference } from './source.ts'

/** Notes that a schema elsewhere is referred to, and gives the `$ref` to write for it. */
export type Refer = (target: Node) => string

export interface SchemaContext {
  readonly source: Source
  readonly refer: Refer
  /** 2.0 and 3.0 ignore what stands beside a `$ref`. */
  readonly siblings: boolean
}

const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions'])
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const SINGLES = new Set([
  'additionalProperties', 'unevaluatedProperties', 'unevaluatedItems', 'additionalItems', 'propertyNames',
  'items', 'contains', 'not', 'if', 'then', 'else', 'contentSchema',
]) // prettier-ignore
const DROPPED = new Set([
  '$id',
  'id',
  '$schema',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
  '$vocabulary',
  'nullable',
  'xml',
])
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

type Schema = Record<string, unknown>

/**
 * A schema of any OpenAPI version as JSON Schema 2020-12, with every `$ref` rewritten to a key of the index.
 * Values (`example`, `default`, `enum`, `const`) are data: a member called `$ref` in them stays what it is.
 */
export function convertSchema(node: Node, context: SchemaContext): Schema | boolean {
  const { value } = node
  if (typeof value === 'boolean') return value
  if (value === null || value === undefined) return {}
  if (!isRecord(value)) throw context.source.wrong(node, 'a schema must be an object', 'schema 必须是对象')
  const out: Schema = {}
  if (isReference(value)) {
    out['$ref'] = context.refer(context.source.target(value.$ref, node))
    if (!context.siblings) {
      const { description } = value as Schema
      if (typeof description === 'string') out['description'] = description
      return out
    }
  }
  for (const key of Object.keys(value)) convertKeyword(key, node, value, out, context)
  return allowNull(fixNumbers(out), value)
}

function convertKeyword(key: string, node: Node, value: Schema, out: Schema, context: SchemaContext): void {
  const { source } = context
  const child = source.child(node, key)
  if (key === '$ref' || DROPPED.has(key) || (key.startsWith('x-') && !key.startsWith('x-integ-'))) return
  if (key === '$dynamicRef' || key === '$recursiveRef') {
    const ref = value[key]
    if (typeof ref === 'string' && !isReference(value)) out['$ref'] = context.refer(source.target(ref, node))
  } else if (MAPS.has(key)) {
    // A text is no schema, so `properties: { $ref: "…" }` refers to a whole map of them.
    const map = isReference(child.value) ? source.deref(child) : child
    if (isRecord(map.value))
      out[key] = Object.fromEntries(source.children(map).map(([name, item]) => [name, convertSchema(item, context)]))
  } else if (LISTS.has(key) || (key === 'items' && Array.isArray(child.value))) {
    if (!Array.isArray(child.value)) throw source.wrong(child, `${key} must be a list`, `${key} 必须是列表`)
    const items = source.children(child).map(([, item]) => convertSchema(item, context))
    if (items.length > 0) out[key === 'items' ? 'prefixItems' : key] = items
  } else if (SINGLES.has(key)) out[key] = convertSchema(child, context)
  else if (key === 'type') convertType(value['type'], out)
  else if (key === 'pattern') convertPattern(value['pattern'], out)
  else if (key === 'required') {
    if (Array.isArray(value[key])) out[key] = value[key].filter((name) => typeof name === 'string')
  } else if (key === 'enum') {
    if (Array.isArray(value[key]) && value[key].length > 0) out[key] = value[key]
  } else if (key === 'discriminator') out[key] = convertDiscriminator(child, context)
  // The validator's `url` refuses addresses of this machine and of private networks; `uri` means what is meant.
  else if (key === 'format') out[key] = value[key] === 'url' ? 'uri' : value[key]
  else if (key === 'examples') {
    if (Array.isArray(value[key])) out[key] = value[key]
  } else out[key] = value[key]
}

function convertType(type: unknown, out: Schema): void {
  if (type === 'file') {
    out['type'] = 'string'
    out['format'] = 'binary'
    return
  }
  const known = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string' && TYPES.has(name))
  if (known.length === 1) out['type'] = known[0]
  else if (known.length > 1) out['type'] = known
}

function convertPattern(pattern: unknown, out: Schema): void {
  if (typeof pattern !== 'string') return
  const safe = safePattern(pattern)
  if (safe === undefined) out['x-integ-pattern'] = pattern
  else out['pattern'] = safe
}

/** 2.0 has a name only. The mapping's values may be names of schemas or references. */
function convertDiscriminator(node: Node, { source, refer }: SchemaContext): Schema | undefined {
  if (typeof node.value === 'string') return { propertyName: node.value }
  if (!isRecord(node.value)) return undefined
  const mapping: Schema = {}
  for (const [name, item] of source.children(source.child(node, 'mapping'))) {
    if (typeof item.value !== 'string') continue
    const ref = /[#/.]/.test(item.value) ? item.value : `#/components/schemas/${item.value}`
    try {
      mapping[name] = refer(source.target(ref, node))
    } catch {
      // A mapping to nothing only makes samples poorer.
    }
  }
  return { propertyName: node.value['propertyName'], ...(Object.keys(mapping).length > 0 && { mapping }) }
}

const BOUNDS = [
  ['exclusiveMinimum', 'minimum'],
  ['exclusiveMaximum', 'maximum'],
] as const

/** 3.0 style booleans, which documents keep when they move to 3.1; and keywords of the wrong type. */
function fixNumbers(out: Schema): Schema {
  for (const [exclusive, inclusive] of BOUNDS) {
    if (out[exclusive] === true && typeof out[inclusive] === 'number') {
      out[exclusive] = out[inclusive]
      delete out[inclusive]
    } else if (typeof out[exclusive] !== 'number') delete out[exclusive]
  }
  for (const key of [
    'minimum',
    'maximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
  ]) {
    const value = out[key]
    if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) out[key] = Number(value)
    else if (value !== undefined && (typeof value !== 'number' || !Number.isFinite(value))) delete out[key]
  }
  if (out['multipleOf'] === 0) delete out['multipleOf']
  return out
}

/** `nullable` (3.0, and 3.1 documents that kept it) and `x-nullable` (2.0). */
function allowNull(out: Schema, value: Schema): Schema {
  if (value['nullable'] !== true && value['x-nullable'] !== true) return out
  const { type, enum: values } = out
  if (Array.isArray(values) && !values.includes(null)) out['enum'] = [...(values as unknown[]), null]
  if (typeof type === 'string') return { ...out, type: type === 'null' ? type : [type, 'null'] }
  if (Array.isArray(type)) return { ...out, type: [...new Set([...(type as unknown[]), 'null'])] }
  const { description, title, ...rest } = out
  const restricts = ['$ref', 'allOf', 'anyOf', 'oneOf', 'enum'].some((key) => key in rest)
  if (!restricts) return out
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    anyOf: [rest, { type: 'null' }],
  }
}
