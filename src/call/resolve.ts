import {
  chosenProtocolMissing,
  encryptionMissing,
  noMerchants,
  protocolNotCarried,
  unknownEnvironment,
} from '../errors/catalog/call.ts'
import type { Connector, Protocol } from '../sdk/connector.ts'
import type { Operation } from '../sdk/operation.ts'
import type { CallInput, CallPorts, EnvironmentName, Target } from './types.ts'

/** Names → connector, operation, credential, environment and base URL. */
export async function resolve(input: CallInput, ports: CallPorts): Promise<Target> {
  const { connector, operation } = await ports.connectorFor(input.operation, input.connector)
  const { credential, environment, profile } = await ports.credential(connector, input)
  const protocol = protocolOf(connector, operation, input.protocol)
  const auth = authOf(connector, operation, protocol)
  if (input.encrypt && !protocol.encryption)
    throw encryptionMissing({ operation: operation.id, protocol: protocol.id, connector: connector.id })
  const { merchant } = input
  if (merchant !== undefined && !(auth?.onBehalf && ports.merchantToken))
    throw noMerchants({ operation: operation.id, connector: connector.id })
  const merchantToken = merchant === undefined ? undefined : await ports.merchantToken?.(connector, profile, merchant)
  return {
    connector,
    operation,
    protocol,
    credential,
    environment,
    profile,
    baseUrl: environment === 'local' ? await ports.localUrl(connector) : baseUrlOf(connector, environment),
    auth,
    ...(merchantToken === undefined ? {} : { merchantToken }),
    ...(input.encrypt ? { encrypt: true } : {}),
  }
}

/** Address of a platform's own environment. Throws `unknown-environment`. */
export function baseUrlOf(connector: Connector, environment: EnvironmentName): URL {
  const named = connector.manifest.environments[environment]
  if (!named)
    throw unknownEnvironment({
      connector: connector.id,
      environment,
      known: Object.keys(connector.manifest.environments),
    })
  return new URL(named.baseUrl)
}

/** The wished one, else the operation's own. Throws `chosen-protocol-missing`, `protocol-not-carried`. */
function protocolOf(connector: Connector, operation: Operation, wished: string | undefined): Protocol {
  const id = wished ?? operation.protocol ?? 'rest'
  const found = Object.hasOwn(connector.protocols, id) ? connector.protocols[id] : undefined
  if (wished !== undefined && (!found || !carries(found, operation)))
    throw protocolNotCarried({ operation: operation.id, protocol: id, known: protocolsOf(connector, operation) })
  if (!found) throw chosenProtocolMissing({ operation: operation.id, protocol: id })
  return found
}

/** The protocols that an operation can travel by, its own first. */
export function protocolsOf(connector: Connector, operation: Operation): readonly string[] {
  const own = operation.protocol ?? 'rest'
  const others = Object.values(connector.protocols).filter((one) => one.id !== own && carries(one, operation))
  return [own, ...others.map(({ id }) => id)]
}

/** Its own protocol carries an operation; another one only by the security scheme that both name. */
function carries(protocol: Protocol, operation: Operation): boolean {
  if (protocol.id === (operation.protocol ?? 'rest')) return true
  return protocol.auth !== undefined && operation.auth.includes(protocol.auth)
}

/** The scheme of the protocol, else the first of the operation that the connector can do. */
function authOf(connector: Connector, operation: Operation, protocol: Protocol) {
  if (protocol.auth !== undefined && operation.auth.includes(protocol.auth)) return connector.auth[protocol.auth]
  const name = operation.auth.find((candidate) => connector.auth[candidate])
  return name === undefined ? undefined : connector.auth[name]
}
