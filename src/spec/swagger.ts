import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Parameter, RequestBody, ResponseShape } from '../sdk/operation.ts'
import { preferredMedia, schemaAt } from './media.ts'
import type { OperationContext } from './operations.ts'
import { isRecord, memberOf } from './pointer.ts'
import { convertSchema } from './schema.ts'
import type { Node } from './source.ts'

/** Members of a 2.0 parameter that are not part of its schema. */
const OWN = new Set([
  'name',
  'in',
  'required',
  'description',
  'collectionFormat',
  'allowEmptyValue',
  'schema',
  'x-example',
])

/** `collectionFormat` of 2.0 in the words of 3.x. */
const STYLES: Readonly<Record<string, { style: string; explode: boolean }>> = {
  csv: { style: 'form', explode: false },
  ssv: { style: 'spaceDelimited', explode: false },
  tsv: { style: 'tabDelimited', explode: false },
  pipes: { style: 'pipeDelimited', explode: false },
  multi: { style: 'form', explode: true },
}

/** In 2.0 a parameter is its own schema. */
function inlineSchema(node: Node, context: OperationContext): JsonSchema {
  const value = node.value as Record<string, unknown>
  if (isRecord(value['schema'])) return schemaAt(node, context)
  const members = Object.entries(value).filter(([key]) => !OWN.has(key))
  const schema = convertSchema({ ...node, value: Object.fromEntries(members) }, context) as JsonSchema
  const example = value['x-example']
  return example === undefined ? schema : { ...schema, examples: [example] }
}

export function readSwaggerParameter(
  node: Node,
  name: string,
  place: Parameter['in'],
  context: OperationContext,
): Parameter {
  const value = node.value as Record<string, unknown>
  const isList = value['type'] === 'array'
  const format = typeof value['collectionFormat'] === 'string' ? value['collectionFormat'] : 'csv'
  const style = isList && place !== 'path' && place !== 'header' ? STYLES[format] : undefined
  return {
    name,
    in: place,
    required: value['required'] === true || place === 'path',
    schema: inlineSchema(node, context),
    ...(typeof value['description'] === 'string' && { summary: value['description'] }),
    ...style,
  }
}

/** `in: body` and `in: formData` become one request body, as 3.x has it. */
export function readSwaggerBody(
  nodes: readonly Node[],
  operation: Node,
  context: OperationContext,
): RequestBody | undefined {
  const consumes = mediaTypes(operation, 'consumes', context)
  const body = nodes.find((node) => memberOf(node.value, 'in') === 'body')
  if (body) {
    return {
      mediaType: preferredMedia(consumes) ?? 'application/json',
      ...(consumes.length > 1 && { mediaTypes: consumes }),
      required: memberOf(body.value, 'required') === true,
      schema: schemaAt(body, context),
    }
  }
  const fields = nodes.filter((node) => memberOf(node.value, 'in') === 'formData')
  if (fields.length === 0) return undefined
  const hasFile = fields.some((node) => memberOf(node.value, 'type') === 'file')
  const forms = consumes.filter((type) => /x-www-form-urlencoded|^multipart\//i.test(type))
  const multipart = forms.find((type) => /^multipart\//i.test(type)) ?? 'multipart/form-data'
  const required = fields.filter((node) => memberOf(node.value, 'required') === true).map(nameOf)
  const properties = fields.map((node) => {
    const description = memberOf(node.value, 'description')
    const schema = inlineSchema(node, context)
    return [nameOf(node), { ...schema, ...(typeof description === 'string' && { description }) }] as const
  })
  return {
    mediaType: hasFile ? multipart : (preferredMedia(forms) ?? 'application/x-www-form-urlencoded'),
    ...(forms.length > 1 && { mediaTypes: forms }),
    required: required.length > 0,
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
    },
  }
}

export function readSwaggerResponse(node: Node, operation: Node, context: OperationContext): ResponseShape {
  const { source } = context
  if (!isRecord(node.value)) throw source.wrong(node, 'a response must be an object', '响应必须是对象')
  const { description, schema, examples } = node.value
  const produces = mediaTypes(operation, 'produces', context)
  const samples = isRecord(examples) ? examples : {}
  const chosen = preferredMedia([...Object.keys(samples), ...produces]) ?? 'application/json'
  const example = samples[chosen] as Json | undefined
  return {
    ...(typeof description === 'string' && { summary: description }),
    ...((schema !== undefined || example !== undefined) && { mediaType: chosen, schema: schemaAt(node, context) }),
    ...(example !== undefined && { example }),
  }
}

function mediaTypes(operation: Node, key: 'consumes' | 'produces', { source }: OperationContext): string[] {
  const own = memberOf(operation.value, key)
  const types = Array.isArray(own) ? own : memberOf(source.root.value, key)
  return Array.isArray(types) ? types.filter((type) => typeof type === 'string') : []
}

function nameOf(node: Node): string {
  return memberOf(node.value, 'name') as string
}
