import type { Protocol } from '../sdk/connector.ts'
import type { HttpRequest, HttpResponse, Json } from '../sdk/http.ts'
import type { Operation, OperationInput, Parameter, ResponseShape } from '../sdk/operation.ts'
import type { RoutedCall, SimulatedAnswer } from '../sdk/simulator.ts'
import { createCoerce, derefSchema, typesOf } from './coerce.ts'
import type { SpecDocument } from './document.ts'
import { isJsonType } from './media.ts'
import { decodeBody, encodeInput, readAnswer } from './rest-body.ts'
import { fillPath, NO_QUERY, queryOf, queryPairs, queryText, readQuery, textOf } from './rest-params.ts'
import { createRouter } from './rest-route.ts'
import type { Samples } from './sample.ts'
import type { Resolve } from './validate.ts'

/** The protocol of a connector that names none: paths, queries and bodies just as OpenAPI says them. */
export function createRest(document: SpecDocument, samples?: Pick<Samples, 'has'>): Protocol {
  let router: ReturnType<typeof createRouter> | undefined
  const bases = basePaths(document)
  const read = createReader(document)
  const write = createWriter(samples)
  return {
    id: 'rest',
    request: (operation, input, baseUrl) =>
      buildRequest(operation, input, addressOf(operation, baseUrl, document), document.resolve),
    route: (request) => {
      router ??= createRouter(document.operations())
      const { pathname } = request.url
      const readings = bases
        .filter((base) => base === '' || pathname.startsWith(`${base}/`))
        .map((base) => pathname.slice(base.length))
      const match = router(request.method, readings)
      const operation = match && document.operation(match.id)
      return match && operation && read(operation, match.path, request)
    },
    answer: (operation, answer, request) => buildAnswer(operation, answer, request, write),
    read: (_, response) => readAnswer(response.body, response.headers['content-type'] ?? ''),
  }
}

/** Paths of the servers, longest first, and none: the sandbox serves a platform at the root of an origin. */
function basePaths(document: SpecDocument): readonly string[] {
  const paths = document.servers.map(
    ({ url }) => /^(?:[a-z+]+:\/\/[^/]+)?(\/.*)?$/i.exec(url)?.[1]?.replace(/\/+$/, '') ?? '',
  )
  return [...new Set([...paths, ''])].sort((a, b) => b.length - a.length)
}

/** An operation with a server of its own goes there, unless the call is for another place than the document's. */
function addressOf(operation: Operation, baseUrl: URL, document: SpecDocument): URL {
  const { server } = operation.extensions
  const usual = document.servers[0]?.url
  if (typeof server !== 'string' || usual === undefined || !URL.canParse(server) || !URL.canParse(usual)) return baseUrl
  return new URL(usual).origin === baseUrl.origin ? new URL(server) : baseUrl
}

function buildRequest(operation: Operation, input: OperationInput, baseUrl: URL, resolve: Resolve): HttpRequest {
  const pairs = Object.entries(input.query).flatMap(([name, value]) =>
    queryPairs(
      name,
      value,
      operation.parameters.find((parameter) => parameter.in === 'query' && parameter.name === name),
    ),
  )
  const path = `${baseUrl.origin}${baseUrl.pathname.replace(/\/+$/, '')}${fillPath(operation, input.path)}`
  const query = [baseUrl.search.slice(1), queryText(pairs)].filter((part) => part !== '').join('&')
  const url = new URL(query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`)
  const body = operation.body && encodeInput(operation.body, input, resolve)
  const given = Object.fromEntries(
    Object.entries(input.headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]),
  )
  return {
    kind: 'request',
    method: operation.method,
    url,
    headers: { accept: accepted(operation), ...(body && { 'content-type': body.contentType }), ...given },
    body: body?.bytes ?? new Uint8Array(),
  }
}

function accepted(operation: Operation): string {
  const types = Object.values(operation.responses).flatMap(({ mediaType }) => mediaType ?? [])
  return types.length === 0 || types.some(isJsonType) ? 'application/json' : `${types[0] ?? ''}, */*;q=0.1`
}

/** What a parameter needs to be read, found out once. */
interface Reading {
  readonly parameter: Parameter
  readonly header: string
  readonly isList: boolean
}

type Read = (operation: Operation, path: Readonly<Record<string, string>>, request: HttpRequest) => RoutedCall

function createReader({ resolve }: SpecDocument): Read {
  const coerce = createCoerce(resolve)
  const known = new WeakMap<Operation, readonly Reading[]>()
  const readingsOf = (operation: Operation): readonly Reading[] => {
    const readings = operation.parameters.map((parameter) => ({
      parameter,
      header: parameter.name.toLowerCase(),
      isList: typesOf(derefSchema(parameter.schema, resolve), resolve).includes('array'),
    }))
    known.set(operation, readings)
    return readings
  }
  return (operation, path, request) => {
    const query = request.url.search === '' ? NO_QUERY : queryOf(request.url.searchParams)
    const params: Record<string, Json> = {}
    for (const [name, value] of query.pairs)
      if (!name.includes('[') && name !== '__proto__') params[name] = value
    for (const { parameter, header, isList } of known.get(operation) ?? readingsOf(operation)) {
      const { name } = parameter
      const value =
        parameter.in === 'path'
          ? path[name]
          : parameter.in === 'query'
            ? readQuery(parameter, query, isList)
            : parameter.in === 'header'
              ? request.headers[header]
              : undefined
      if (value !== undefined) params[name] = coerce(value, parameter.schema)
    }
    const body = decodeBody(request.body, request.headers['content-type'] ?? '', operation.body?.schema, resolve)
    return { operationId: operation.id, params, body }
  }
}

/** JSON of an answer's body. What the document gives is the same every time, and written once. */
function createWriter(samples: Pick<Samples, 'has'> | undefined) {
  const written = new WeakMap<object, Uint8Array>()
  return (body: Json, shape: ResponseShape | undefined): Uint8Array => {
    if (typeof body !== 'object' || body === null || (body !== shape?.example && !samples?.has(body)))
      return Buffer.from(JSON.stringify(body))
    const bytes = written.get(body) ?? Buffer.from(JSON.stringify(body))
    written.set(body, bytes)
    return bytes
  }
}

function buildAnswer(
  operation: Operation | undefined,
  answer: SimulatedAnswer,
  request: HttpRequest,
  write: ReturnType<typeof createWriter>,
): HttpResponse {
  const { status, headers, text, body } = answer
  const shape = operation?.responses[String(status)] ?? operation?.responses['default']
  const declared = shape?.mediaType
  const isJson = declared !== undefined && isJsonType(declared)
  const raw = text ?? (typeof body === 'string' && declared !== undefined && !isJson ? body : undefined)
  const isEmpty = raw === undefined && body === undefined
  const type =
    raw === undefined
      ? isJson
        ? declared
        : 'application/json'
      : declared !== undefined && !declared.includes('*')
        ? declared
        : 'text/plain; charset=utf-8'
  return {
    kind: 'response',
    status,
    headers: { ...(isEmpty ? {} : { 'content-type': type }), ...headers },
    body:
      raw === undefined && body !== undefined && request.method !== 'HEAD'
        ? write(body, shape)
        : Buffer.from(request.method === 'HEAD' ? '' : (raw ?? '')),
  }
}
