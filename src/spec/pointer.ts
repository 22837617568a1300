/** JSON Pointers (RFC 6901), without the `#` of a fragment. */
export function encodeToken(token: string): string {
  return token.replaceAll('~', '~0').replaceAll('/', '~1')
}

export function decodeToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~')
}

export function tokensOf(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(decodeToken)
}

/** Own members only: a document may name `constructor`. */
export function memberOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? (value as unknown[])[Number(key)] : undefined
  if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined
  return value[key]
}

export function valueAt(value: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>((current, token) => memberOf(current, token), value)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
