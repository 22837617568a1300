import type { HttpResponse } from '../../../sdk/index.ts'
import { rawMembers, resultMember, stringMember } from './members.ts'

/**
 * Answers to requests that the gateway cannot tie to a usable key carry no signature [PROBE P1/P2/P4, LIVE].
 * For `isv.missing-signature` it is UNCONFIRMED; a client has to live with both.
 */
export const UNSIGNED_CODES: ReadonlySet<string> = new Set([
  'isv.missing-app-id',
  'isv.invalid-app-id',
  'isv.missing-signature-config',
  'isv.missing-signature',
])

export function isUnsignedCode(response: HttpResponse): boolean {
  const result = resultMember(rawMembers(Buffer.from(response.body).toString('utf8')) ?? [])
  const members = result && rawMembers(result[1])
  // A success is never excused from its signature.
  if (!members || stringMember(members, 'code')?.startsWith('1') !== false) return false
  return UNSIGNED_CODES.has(stringMember(members, 'sub_code') ?? '')
}

/** A faulty page request is answered with an HTML page in GBK, which has no place for a signature [PROBE P5]. */
export function isErrorPage(response: HttpResponse): boolean {
  const html = /^\s*</.test(Buffer.from(response.body.subarray(0, 64)).toString('latin1'))
  return html && /charset=gbk/i.test(response.headers['content-type'] ?? '')
}
