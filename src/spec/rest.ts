import type { Protocol } from '../sdk/connector.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Operation, OperationInput } from '../sdk/operation.ts'
import type { SpecDocument } from './document.ts'
import { isJsonType } from './media.ts'
import { buildAnswer, createWriteBody } from './rest-answer.ts'
import { encodeInput, readAnswer } from './rest-body.ts'
import { createReadCall } from './rest-call.ts'
import { fillPath, queryPairs, queryText, textOf } from './rest-params.ts'
import { createRouter } from './rest-route.ts'
import type { Samples } from './sample.ts'
import type { Resolve } from './validate.ts'

/** The protocol of a connector that names none: paths, queries and bodies just as OpenAPI says them. */
export function createRest(document: SpecDocument, samples?: Pick<Samples, 'has'>): Protocol {
  let router: ReturnType<typeof createRouter> | undefined
  const bases = basePaths(document)
  const read = createReadCall(document.resolve)
  const write = createWriteBody(samples)
  return {
    id: 'rest',
    request: (operation, input, baseUrl) =>
      buildRequest(operation, input, addressOf(operation, baseUrl, document), document.resolve),
    route: (request) => {
      router ??= createRouter(document.operations())
      const { pathname } = request.url
      const readings =
        bases.length === 1
          ? [pathname]
          : bases
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
