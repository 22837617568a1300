import { fieldsOf } from './fields.ts'
import { inlineForm } from './export.ts'
import { upper } from './values.ts'
import type { Credential } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'

/**
 * The environment variables with which an integration reaches the sandbox instead of the platform: the credential
 * under the names that the platform's own SDKs use (keys as one line of base64), or `<CONNECTOR>_<FIELD>`, and the
 * addresses that the manifest names in `exports`, or `<CONNECTOR>_BASE_URL`. What only the platform may know, such
 * as its private key, has no name and is left out.
 */
export function integrationEnvironment(
  connector: Pick<Connector, 'id' | 'auth' | 'manifest'>,
  credential: Credential,
  url: string,
): Readonly<Record<string, string>> {
  const fields = fieldsOf(connector)
  const named = fields.some((field) => field.exportAs)
  const baseUrl = url.replace(/\/+$/, '')
  const variables: Record<string, string> = {}
  for (const field of fields) {
    const value = credential[field.name]
    const name = named ? field.exportAs?.env : `${upper(connector.id)}_${upper(field.name)}`
    if (value && name) variables[name] = inlineForm(field, value)
  }
  const addresses = connector.manifest.exports ?? { [`${upper(connector.id)}_BASE_URL`]: '{baseUrl}' }
  for (const [name, value] of Object.entries(addresses)) variables[name] = value.replaceAll('{baseUrl}', baseUrl)
  return variables
}
