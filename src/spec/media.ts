import type { Json, JsonSchema } from '../sdk/http.ts'
import { isRecord } from './pointer.ts'
import { type SchemaContext, convertSchema } from './schema.ts'
import type { Node } from './source.ts'

export function isJsonType(mediaType: string): boolean {
  return /^[^/;]+\/([^;]*\+)?json\b/i.test(mediaType)
}

export function isTextType(mediaType: string): boolean {
  return /^text\/|[/+](xml|yaml|javascript|graphql|csv)\b/i.test(mediaType)
}

/** JSON, then form, then multipart, then whatever comes first. */
export function preferredMedia(types: readonly string[]): string | undefined {
  const order = [
    isJsonType,
    (type: string) => /x-www-form-urlencoded/i.test(type),
    (type: string) => /^multipart\//i.test(type),
  ]
  for (const fits of order) {
    const found = types.find(fits)
    if (found !== undefined) return found
  }
  return types[0]
}

export interface Content {
  readonly mediaType: string
  readonly schema: JsonSchema
  readonly example?: Json
  readonly encoding?: Readonly<Record<string, { readonly style?: string; readonly explode?: boolean }>>
}

/** The preferred entry of a 3.x `content` object. */
export function readContent(node: Node, context: SchemaContext): Content | undefined {
  const { source } = context
  const entries = source.children(node).filter(([type]) => !type.startsWith('x-'))
  const chosen = preferredMedia(entries.map(([type]) => type))
  const found = entries.find(([type]) => type === chosen)
  if (!found || chosen === undefined) return undefined
  const media = source.deref(found[1])
  const item = source.child(media, 'itemSchema')
  const schema = isRecord(item.value)
    ? { type: 'array', items: convertSchema(item, context) }
    : schemaAt(media, context)
  const example = readExample(media, context)
  const encoding = readEncoding(source.child(media, 'encoding'))
  return {
    mediaType: chosen,
    schema,
    ...(example !== undefined && { example }),
    ...(encoding && { encoding }),
  }
}

/** `true` becomes `{}` and `false` a schema that nothing fits, so that callers always get an object. */
export function schemaAt(parent: Node, context: SchemaContext): JsonSchema {
  const schema = convertSchema(context.source.child(parent, 'schema'), context)
  return schema === true ? {} : schema === false ? { not: {} } : schema
}

/** `example`, or the first of `examples` that holds a value. */
export function readExample(holder: Node, { source }: SchemaContext): Json | undefined {
  if (!isRecord(holder.value)) return undefined
  if (holder.value['example'] !== undefined) return holder.value['example'] as Json
  for (const [, node] of source.children(source.child(holder, 'examples'))) {
    const example = source.deref(node).value
    if (!isRecord(example)) continue
    const value = example['dataValue'] ?? example['value']
    if (value !== undefined) return value as Json
  }
  return undefined
}

function readEncoding(node: Node): Content['encoding'] {
  if (!isRecord(node.value)) return undefined
  const entries = Object.entries(node.value).flatMap(([name, value]) => {
    if (!isRecord(value)) return []
    const { style, explode } = value
    const kept = {
      ...(typeof style === 'string' && { style }),
      ...(typeof explode === 'boolean' && { explode }),
    }
    return Object.keys(kept).length > 0 ? [[name, kept] as const] : []
  })
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
