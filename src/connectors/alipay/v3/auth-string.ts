import type { HttpRequest } from '../../../sdk/index.ts'

const ALGORITHM = 'ALIPAY-SHA256withRSA'

/**
 * The Authorization header of v3: the algorithm, one space, `name=value` pairs joined with commas, `sign` at the end
 * [DOC 054q58, NODE]. Undefined: there is none, or it is of another algorithm. SM2 is not done here.
 */
export interface AuthHeader {
  /** The pairs as sent, without `sign`: the first line of what is signed. */
  readonly text: string
  readonly pairs: ReadonlyMap<string, string>
  readonly sign: string | undefined
}

export function readAuth(request: HttpRequest): AuthHeader | undefined {
  const found = /^(\S+)\s+(.*)$/s.exec(request.headers['authorization'] ?? '')
  if (found?.[1] !== ALGORITHM) return undefined
  const parts = (found[2] ?? '').split(',')
  const pairs = new Map(parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]))
  // Order is free [DOC 054q58]; what is signed are the pairs as they stand.
  const text = parts.filter((part) => !part.startsWith('sign=')).join(',')
  return { text, pairs, sign: pairs.get('sign') || undefined }
}

export function writeAuth(text: string, sign?: string): string {
  return `${ALGORITHM} ${text}${sign === undefined ? '' : `,sign=${sign}`}`
}

/** Empty pairs are left out [DOC 054q58]. */
export function authText(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join(',')
}

/** Every v3 address begins so [PHP3]. */
export function isV3(request: HttpRequest): boolean {
  return request.url.pathname.startsWith('/v3/')
}
