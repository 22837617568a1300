import type { Connector, Protocol } from '../sdk/connector.ts'
import type { HttpRequest, Json } from '../sdk/http.ts'
import type { Operation } from '../sdk/operation.ts'

export interface Routed {
  readonly protocol: Protocol
  /** As the request names it; undefined when it names none. */
  readonly operationId: string | undefined
  /** Undefined: the platform has no operation of that name. */
  readonly operation: Operation | undefined
  readonly params: Readonly<Record<string, Json>>
  readonly body: Json
}

/** The protocol of plain OpenAPI paths and bodies, asked last: a gateway's single address would match it too. */
export const PLAIN = 'rest'

/** Undefined: no protocol of the connector recognises the request. */
export function route(connector: Connector, request: HttpRequest): Routed | undefined {
  const protocols = Object.values(connector.protocols)
  for (const protocol of protocols) {
    const routed = protocol.id === PLAIN ? undefined : routeBy(connector, protocol, request)
    if (routed) return routed
  }
  const plain = protocols.find(({ id }) => id === PLAIN)
  return plain && routeBy(connector, plain, request)
}

/** Only what plain OpenAPI carries: an operation of another protocol has no methods of its own. */
export function routePlain(connector: Connector, request: HttpRequest): Routed | undefined {
  const protocol = Object.values(connector.protocols).find(({ id }) => id === PLAIN)
  const routed = protocol && routeBy(connector, protocol, request)
  return (routed?.operation?.protocol ?? PLAIN) === PLAIN ? routed : undefined
}

function routeBy(connector: Connector, protocol: Protocol, request: HttpRequest): Routed | undefined {
  const call = protocol.route(request)
  if (!call) return undefined
  const named = call.operationId === undefined ? undefined : connector.operation(call.operationId)
  const operation = named && carries(protocol, named) ? named : undefined
  return { protocol, operationId: call.operationId, operation, params: call.params, body: call.body }
}

/** A protocol that names its scheme carries the operations that name it too. */
function carries(protocol: Protocol, operation: Operation): boolean {
  return protocol.auth === undefined || operation.auth.length === 0 || operation.auth.includes(protocol.auth)
}
