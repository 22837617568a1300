import type { Headers } from '../../sdk/index.ts'

/** The scheme word of requests, and the signature type of answers [DOC 4012365344, 4013053249]. */
export const SCHEME = 'WECHATPAY2-SHA256-RSA2048'

export type Authorization = {
  readonly mchid: string
  readonly nonce_str: string
  readonly signature: string
  readonly timestamp: string
  readonly serial_no: string
}

const NAMES = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const

/** One blank after the scheme, five pairs in any order, double quotes, commas without blanks [DOC 4012365344]. */
export function formatAuthorization(values: Partial<Authorization>): string {
  const pairs = NAMES.flatMap((name) => (values[name] === undefined ? [] : [`${name}="${values[name]}"`]))
  return `${SCHEME} ${pairs.join(',')}`
}

/** The pairs of a header of this scheme, complete or not; undefined for another scheme or no header at all. */
export function readPairs(headers: Headers): ReadonlyMap<string, string> | undefined {
  const header = headers['authorization']
  if (header === undefined || !header.startsWith(`${SCHEME} `)) return undefined
  const rest = header.slice(SCHEME.length + 1)
  // What stands between the pairs is a comma; a blank behind it is forgiven (UNCONFIRMED).
  const found = [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value] as const)
  return new Map(found)
}

/** Undefined: absent, malformed, or of another scheme. */
export function readAuthorization(headers: Headers): Authorization | undefined {
  const pairs = readPairs(headers)
  if (!pairs || NAMES.some((name) => !pairs.get(name))) return undefined
  const [mchid = '', nonce = '', signature = '', timestamp = '', serial = ''] = NAMES.map((name) => pairs.get(name))
  if (!/^\d{1,12}$/.test(timestamp)) return undefined
  return { mchid, nonce_str: nonce, signature, timestamp, serial_no: serial }
}
