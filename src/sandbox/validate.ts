import type { Connector } from '../sdk/connector.ts'
import type { HttpRequest, Json } from '../sdk/http.ts'
import type { Operation, OperationInput, Parameter, Problem } from '../sdk/operation.ts'
import type { Text } from '../text/text.ts'
import { isTooDeep, MAX_JSON_DEPTH } from './json-depth.ts'
import { PLAIN, type Routed } from './route.ts'

/** What the document says against the request; empty when it fits. */
export function validate(
  connector: Connector,
  operation: Operation,
  routed: Routed,
  request: HttpRequest,
): readonly Problem[] {
  if (isTooDeep(routed.body)) return [{ place: 'body', at: '', message: tooDeep() }]
  if (isTooDeep(routed.params)) return [{ place: 'query', at: '', message: tooDeep() }]
  return connector.validateInput(operation, splitInput(connector, operation, routed, request))
}

function tooDeep(): Text {
  return { en: `nested deeper than ${MAX_JSON_DEPTH} levels`, zh: `嵌套超过 ${MAX_JSON_DEPTH} 层` }
}

/**
 * Puts a routed call's values where the document says they belong, as the type that it gives them. What the document
 * does not name stays out.
 */
export function splitInput(
  { coerce }: Pick<Connector, 'coerce'>,
  operation: Operation,
  routed: Pick<Routed, 'params' | 'body'> & { readonly protocol?: Routed['protocol'] },
  request: HttpRequest,
): OperationInput {
  const places = { path: {}, query: {}, headers: {} } as {
    path: Record<string, Json>
    query: Record<string, Json>
    headers: Record<string, string>
  }
  for (const parameter of operation.parameters) {
    const value = ownParam(routed, parameter.name) ?? fromHeader(parameter, request)
    if (value === undefined) continue
    if (parameter.in === 'header')
      places.headers[parameter.name] = typeof value === 'string' ? value : JSON.stringify(value)
    else if (parameter.in !== 'cookie')
      places[parameter.in][parameter.name] = coerce?.(parameter.schema, value) ?? value
  }
  const hasBody = operation.body !== undefined && !(routed.body === null && request.body.byteLength === 0)
  if (!hasBody) return places
  // A gateway that writes everything as text means the numbers of the document.
  const isPlain = routed.protocol === undefined || routed.protocol.id === PLAIN
  const { schema } = operation.body ?? {}
  return { ...places, body: isPlain || !schema ? routed.body : (coerce?.(schema, routed.body) ?? routed.body) }
}

function ownParam({ params }: Pick<Routed, 'params'>, name: string): Json | undefined {
  return Object.hasOwn(params, name) ? params[name] : undefined
}

function fromHeader(parameter: Parameter, request: HttpRequest): string | undefined {
  return parameter.in === 'header' ? request.headers[parameter.name.toLowerCase()] : undefined
}
