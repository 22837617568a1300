import type { HttpRequest } from '../sdk/http.ts'

/** Far above what any platform takes, far below what would keep the sandbox busy for seconds. */
const LIMITS: readonly (readonly [type: RegExp, start: Uint8Array, most: number])[] = [
  [/^application\/x-www-form-urlencoded/i, Buffer.from('&'), 20_000],
  [/^multipart\//i, Buffer.from('\r\n--'), 20_000],
  [/json\b/i, Buffer.from(','), 100_000],
]

/**
 * True for a body in so many pieces (form fields, parts, members) that reading it would hold everybody up. Counted before
 * anything is parsed and before anybody has proven who they are; a comma inside a text counts as well, which is why the
 * limit is generous.
 */
export function hasTooManyParts({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): boolean {
  // Shorter than the lowest limit, it cannot have as many.
  if (body.byteLength < 20_000) return false
  const type = headers['content-type'] ?? 'application/x-www-form-urlencoded'
  const [, start, most = 0] = LIMITS.find(([pattern]) => pattern.test(type)) ?? []
  return start !== undefined && countUpTo(body, start, most) >= most
}

function countUpTo(body: Uint8Array, start: Uint8Array, most: number): number {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  let count = 0
  for (let at = bytes.indexOf(start); at >= 0 && count < most; at = bytes.indexOf(start, at + start.byteLength)) count++
  return count
}
