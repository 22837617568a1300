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

const OPENING_BRACE = 0x7b

/** The characters of an answer, in the character set that it names; GBK and UTF-8 are all there is. */
export function plainText({ headers, body }: HttpResponse): string {
  const isGbk = /charset="?(gbk|gb2312)/i.test(headers['content-type'] ?? '')
  if (isGbk) return new TextDecoder('gbk').decode(body)
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
}

export function isUnsignedCode(response: HttpResponse): boolean {
  const text = plainText(response)
  // Nearly every answer; reading it member by member takes a tenth of a request.
  if (!text.includes('isv.missing-') && !text.includes('isv.invalid-app-id')) return false
  const result = resultMember(rawMembers(text) ?? [])
  const members = result && rawMembers(result[1])
  // A success is never excused from its signature.
  if (!members || stringMember(members, 'code')?.startsWith('1') !== false) return false
  return UNSIGNED_CODES.has(stringMember(members, 'sub_code') ?? '')
}

/** A faulty page request is answered with an HTML page in GBK, which has no place for a signature [PROBE P5]. */
export function isErrorPage(response: HttpResponse): boolean {
  // What begins as JSON is none; nearly every answer does.
  if (response.body[0] === OPENING_BRACE) return false
  const html = /^\s*</.test(Buffer.from(response.body.subarray(0, 64)).toString('latin1'))
  return html && /charset=gbk/i.test(response.headers['content-type'] ?? '')
}
