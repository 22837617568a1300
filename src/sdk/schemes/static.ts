import type { Text } from '../../text/text.ts'
import type { AuthScheme, Credential, CredentialField, StaticScheme } from '../auth.ts'
import { equalText } from '../crypto.ts'
import type { HttpRequest, Random } from '../http.ts'

/** Values that only the sandbox knows start like this, so that nobody takes one for a real secret. */
export function mintText(random: Random, prefix: string, size = 20): string {
  return `${prefix}${Buffer.from(random.bytes(size)).toString('hex')}`
}

export function field(name: string, label: Text, secret: boolean, help?: Text): CredentialField {
  return { name, label, secret, format: 'text', ...(help && { help }) }
}

/** `ok` only when what the request carries is exactly what the credential would have attached. */
export function compare(carried: string | undefined, expected: string): 'ok' | 'missing' | 'mismatch' {
  if (carried === undefined || carried === '') return 'missing'
  return equalText(carried, expected) ? 'ok' : 'mismatch'
}

export function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name.toLowerCase()]: value } }
}

export function createStatic(
  id: string,
  fields: readonly CredentialField[],
  scheme: StaticScheme,
  mint: (random: Random) => Credential,
): AuthScheme {
  return { id, fields, static: scheme, mint }
}
