import type { HttpRequest, Json } from '../sdk/http.ts'
import type { Operation, Parameter } from '../sdk/operation.ts'
import type { RoutedCall } from '../sdk/simulator.ts'
import { createCoerce, derefSchema, typesOf } from './coerce.ts'
import { decodeBody } from './rest-body.ts'
import { NO_QUERY, queryOf, readQuery } from './rest-params.ts'
import type { Resolve } from './validate.ts'

/** What a parameter needs to be read, found out once. */
interface Reading {
  readonly parameter: Parameter
  readonly header: string
  readonly isList: boolean
}

export type ReadCall = (
  operation: Operation,
  path: Readonly<Record<string, string>>,
  request: HttpRequest,
) => RoutedCall

/** Reads requests whose operation is known: values from where the document says they are, as the types that it gives. */
export function createReadCall(resolve: Resolve): ReadCall {
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
    for (const [name, value] of query.pairs) if (!name.includes('[') && name !== '__proto__') params[name] = value
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
