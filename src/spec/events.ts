import type { Json, JsonSchema } from '../sdk/http.ts'
import { createIds } from './operation-id.ts'
import { type OperationContext, firstLine, operationsOf, readBody } from './operations.ts'
import { isRecord, memberOf } from './pointer.ts'
import { requirementNames } from './security.ts'
import type { Node } from './source.ts'
import { readSwaggerBody } from './swagger.ts'

/** An event as the index keeps it; the example may still have to be made from the schema. */
export interface StoredEvent {
  readonly id: string
  readonly summary: string
  readonly description?: string
  readonly scheme: string
  readonly mediaType: string
  readonly payload: JsonSchema
  readonly example?: Json
}

/** `webhooks` of 3.1, and `x-webhooks` of documents that could not wait for it. */
export function convertEvents(context: OperationContext): StoredEvent[] {
  const { source } = context
  const unique = createIds()
  return ['webhooks', 'x-webhooks'].flatMap((key) =>
    source.children(source.child(source.root, key)).flatMap(([name, item]) =>
      operationsOf(item, context)
        .slice(0, 1)
        .map((entry) => convertEvent(unique(name), entry[1], context)),
    ),
  )
}

function convertEvent(id: string, operation: Node, context: OperationContext): StoredEvent {
  const { source, version } = context
  if (!isRecord(operation.value)) throw source.wrong(operation, 'a webhook must be an object', 'webhook 必须是对象')
  const body = version === '2.0' ? swaggerBody(operation, context) : readBody(operation, context)
  const { summary, description } = operation.value
  const scheme = operation.value['x-integ-scheme']
  const text = typeof description === 'string' ? description.trim() : ''
  return {
    id,
    summary: typeof summary === 'string' && summary !== '' ? summary : firstLine(text),
    ...(text !== '' && { description: text }),
    scheme:
      typeof scheme === 'string'
        ? scheme
        : (requirementNames(operation.value['security'] ?? memberOf(source.root.value, 'security'))[0] ?? ''),
    mediaType: body?.mediaType ?? 'application/json',
    payload: body?.schema ?? {},
    ...(body?.example !== undefined && { example: body.example }),
  }
}

function swaggerBody(operation: Node, context: OperationContext) {
  const { source } = context
  const nodes = source.children(source.child(operation, 'parameters')).map(([, entry]) => source.deref(entry))
  return readSwaggerBody(nodes, operation, context)
}
