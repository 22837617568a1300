import { chosenProtocolMissing, unknownEnvironment } from '../errors/catalog/call.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Operation } from '../sdk/operation.ts'
import type { CallInput, CallPorts, EnvironmentName, Target } from './types.ts'

/** Names → connector, operation, credential, environment and base URL. */
export async function resolve(input: CallInput, ports: CallPorts): Promise<Target> {
  const { connector, operation } = await ports.connectorFor(input.operation, input.connector)
  const { credential, environment, profile } = await ports.credential(connector, input)
  const protocol = connector.protocols[operation.protocol ?? 'rest']
  if (!protocol) throw chosenProtocolMissing({ operation: operation.id, protocol: operation.protocol ?? 'rest' })
  return {
    connector,
    operation,
    protocol,
    credential,
    environment,
    profile,
    baseUrl: environment === 'local' ? await ports.localUrl(connector) : baseUrlOf(connector, environment),
    auth: authOf(connector, operation),
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

/** The first scheme of the operation that the connector can do. */
function authOf(connector: Connector, operation: Operation) {
  const name = operation.auth.find((candidate) => connector.auth[candidate])
  return name === undefined ? undefined : connector.auth[name]
}
