import type { AuthScheme, Credential, CredentialField } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Redactor } from './redact.ts'

export type Authenticated = Pick<Connector, 'id' | 'auth'>

/** Every field that any scheme of the connector knows, each name once. */
export function fieldsOf(connector: Authenticated): readonly CredentialField[] {
  const byName = new Map<string, CredentialField>()
  for (const scheme of Object.values(connector.auth))
    for (const field of scheme.fields) if (!byName.has(field.name)) byName.set(field.name, field)
  return [...byName.values()]
}

/** The schemes that ask for different things; two that ask for the same are one choice. */
export function distinctSchemes(connector: Authenticated): readonly AuthScheme[] {
  const seen = new Map<string, AuthScheme>()
  for (const scheme of Object.values(connector.auth)) {
    const key = scheme.fields.map((field) => field.name).join('\n')
    if (!seen.has(key)) seen.set(key, scheme)
  }
  return [...seen.values()]
}

/**
 * Names of the fields without which no call can be signed: those of `scheme`, or of the scheme that comes closest.
 * Empty: the credential will do.
 */
export function missingFields(connector: Authenticated, credential: Credential, scheme?: string): readonly string[] {
  const named = scheme === undefined ? undefined : connector.auth[scheme]
  const schemes = named ? [named] : Object.values(connector.auth)
  const missing = schemes.map((one) =>
    one.fields.filter((field) => !credential[field.name] && isNeeded(field, credential)).map((field) => field.name),
  )
  return (
    missing.reduce<readonly string[] | undefined>(
      (best, one) => (best && best.length <= one.length ? best : one),
      undefined,
    ) ?? []
  )
}

/** Whether a credential cannot do without this field: some stand in for others, as a certificate for a key. */
export function isNeeded({ optional, unless }: CredentialField, credential: Credential): boolean {
  return !optional && !(unless !== undefined && credential[unless])
}

/** Values that are known to be harmless are shown; of all others nobody promised that. */
export function isSecret(fields: readonly CredentialField[], name: string): boolean {
  return fields.find((field) => field.name === name)?.secret ?? true
}

/** From now on these values appear nowhere. */
export function hideSecrets(
  fields: readonly CredentialField[],
  credential: Credential,
  redactor: Pick<Redactor, 'add'>,
): void {
  for (const [name, value] of Object.entries(credential)) if (isSecret(fields, name)) redactor.add(value)
}
