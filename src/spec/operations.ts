import type { Json } from '../sdk/http.ts'
import type { Operation, Parameter, RequestBody, ResponseShape } from '../sdk/operation.ts'
import { readContent, readExample, schemaAt } from './media.ts'
import { isRecord } from './pointer.ts'
import type { SchemaContext } from './schema.ts'
import { requirementNames, serverAddress } from './security.ts'
import { type Node, isReference } from './source.ts'
import { readSwaggerBody, readSwaggerParameter, readSwaggerResponse } from './swagger.ts'

export interface OperationContext extends SchemaContext {
  readonly version: '2.0' | '3.0' | '3.1' | '3.2'
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'])
const READING = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'])
const IGNORED_HEADERS = new Set(['accept', 'content-type', 'authorization'])

/** Method and operation of each entry of a path item, references followed, 3.2's `additionalOperations` included. */
export function operationsOf(
  item: Node,
  context: OperationContext,
): (readonly [method: string, operation: Node, item: Node])[] {
  const { source } = context
  const found = new Map<string, readonly [string, Node, Node]>()
  for (let at = item, hops = 0; hops < 32; hops++) {
    if (at.value === null || at.value === undefined) break
    if (!isRecord(at.value)) throw source.wrong(at, 'a path item must be an object', '路径项必须是对象')
    for (const method of Object.keys(at.value).filter((key) => METHODS.has(key))) {
      // Operations that are references themselves are not in the standard, yet large split documents have them.
      const operation = source.deref(source.child(at, method))
      if (operation.value !== undefined && !found.has(method)) found.set(method, [method.toUpperCase(), operation, at])
    }
    for (const [method, operation] of source.children(source.child(at, 'additionalOperations')))
      if (!found.has(method)) found.set(method, [method, source.deref(operation), at])
    if (!isReference(at.value)) break
    at = source.target(at.value.$ref, at)
  }
  return [...found.values()]
}

/** The parameters of the path and of the operation; the operation's own win. */
function parameterNodes(operation: Node, item: Node, { source }: OperationContext): Node[] {
  const found = new Map<string, Node>()
  for (const holder of [source.child(item, 'parameters'), source.child(operation, 'parameters')]) {
    if (holder.value !== undefined && holder.value !== null && !Array.isArray(holder.value))
      throw source.wrong(holder, 'parameters must be a list', 'parameters 必须是列表')
    for (const [, entry] of source.children(holder)) {
      const node = source.deref(entry)
      if (!isRecord(node.value) || typeof node.value['name'] !== 'string' || typeof node.value['in'] !== 'string')
        throw source.wrong(entry, 'a parameter must have a name and a place ("in")', '参数必须有 name 与 in')
      found.set(`${node.value['in']} ${node.value['name']}`, node)
    }
  }
  return [...found.values()]
}

function readParameter(node: Node, context: OperationContext): Parameter | undefined {
  const value = node.value as Record<string, unknown>
  const name = value['name'] as string
  const place = value['in'] === 'querystring' ? 'query' : (value['in'] as string)
  if (place !== 'path' && place !== 'query' && place !== 'header' && place !== 'cookie') return undefined
  if (context.version === '2.0') return readSwaggerParameter(node, name, place, context)
  if (place === 'header' && IGNORED_HEADERS.has(name.toLowerCase())) return undefined
  const content = isRecord(value['content']) ? readContent(context.source.child(node, 'content'), context) : undefined
  const schema = content?.schema ?? schemaAt(node, context)
  const example = content?.example ?? readExample(node, context)
  const style = content ? 'json' : value['in'] === 'querystring' ? 'querystring' : value['style']
  return {
    name,
    in: place,
    required: value['required'] === true || place === 'path',
    schema: example === undefined ? schema : { ...schema, examples: [example] },
    ...(typeof value['description'] === 'string' && { summary: value['description'] }),
    ...(typeof style === 'string' && { style }),
    ...(typeof value['explode'] === 'boolean' && { explode: value['explode'] }),
  }
}

export function readBody(operation: Node, context: OperationContext): RequestBody | undefined {
  const node = context.source.deref(context.source.child(operation, 'requestBody'))
  if (!isRecord(node.value)) return undefined
  const holder = context.source.child(node, 'content')
  const content = readContent(holder, context)
  const types = context.source.children(holder).flatMap(([type]) => (type.startsWith('x-') ? [] : [type]))
  const several = types.length > 1 ? { mediaTypes: types } : {}
  return content && { ...content, ...several, required: node.value['required'] === true }
}

function readResponse(node: Node, context: OperationContext): ResponseShape {
  if (!isRecord(node.value)) throw context.source.wrong(node, 'a response must be an object', '响应必须是对象')
  const content = readContent(context.source.child(node, 'content'), context)
  const summary = node.value['description'] ?? node.value['summary']
  return {
    ...(typeof summary === 'string' && { summary }),
    ...(content && { mediaType: content.mediaType, schema: content.schema }),
    ...(content?.example !== undefined && { example: content.example }),
  }
}

function readResponses(operation: Node, context: OperationContext): Record<string, ResponseShape> {
  const responses: Record<string, ResponseShape> = {}
  for (const [status, entry] of context.source.children(context.source.child(operation, 'responses'))) {
    if (status.startsWith('x-')) continue
    const node = context.source.deref(entry)
    responses[status] =
      context.version === '2.0' ? readSwaggerResponse(node, operation, context) : readResponse(node, context)
  }
  return responses
}

/** One operation as `Operation` of the SDK: what the path item says is merged in, schemas keep their references. */
export function convertOperation(
  id: string,
  [method, node, item]: readonly [string, Node, Node],
  path: string,
  context: OperationContext,
): Operation {
  const { source, version } = context
  const value = node.value
  if (!isRecord(value)) throw source.wrong(node, 'an operation must be an object', '接口必须是对象')
  const nodes = parameterNodes(node, item, context)
  const body = version === '2.0' ? readSwaggerBody(nodes, node, context) : readBody(node, context)
  const extensions = readExtensions(value)
  const { emits, protocol, browser, writes, ...others } = extensions
  const servers = [source.child(node, 'servers'), source.child(item, 'servers')].find((list) =>
    Array.isArray(list.value),
  )
  const server = servers && source.children(servers).map(([, entry]) => serverAddress(entry, source))[0]
  const docs = isRecord(value['externalDocs']) ? value['externalDocs']['url'] : undefined
  const description = typeof value['description'] === 'string' ? value['description'].trim() : ''
  const summary = typeof value['summary'] === 'string' ? value['summary'].trim() : ''
  return {
    id,
    method,
    path,
    summary: summary || firstLine(description),
    ...(description !== '' && description !== summary && { description }),
    tags: Array.isArray(value['tags']) ? value['tags'].filter((tag) => typeof tag === 'string') : [],
    auth: requirementNames(value['security'] ?? memberOfRoot(source.root, 'security')),
    parameters: nodes.flatMap((entry) => readParameter(entry, context) ?? []),
    ...(body && { body }),
    responses: readResponses(node, context),
    emits: Array.isArray(emits) ? emits.filter((event): event is string => typeof event === 'string') : [],
    ...(typeof protocol === 'string' && { protocol }),
    ...(browser === true && { browser }),
    writes: typeof writes === 'boolean' ? writes : !READING.has(method),
    ...(typeof docs === 'string' && { docs }),
    extensions: {
      ...(others as Record<string, Json>),
      ...(server !== undefined && { server }),
      ...(value['deprecated'] === true && { deprecated: true }),
    },
  }
}

export function readExtensions(value: Record<string, unknown>): Record<string, unknown> {
  const names = Object.keys(value).filter((key) => key.startsWith('x-integ-'))
  return Object.fromEntries(names.map((key) => [key.slice('x-integ-'.length), value[key]]))
}

function memberOfRoot(root: Node, key: string): unknown {
  return isRecord(root.value) ? root.value[key] : undefined
}

/** First line without markup that a table could not show. */
export function firstLine(text: string): string {
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== '') ?? ''
  return line
    .replace(/<[^>]*>/g, '')
    .replace(/^#+\s*/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
