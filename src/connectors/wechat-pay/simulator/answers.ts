import type { HttpRequest, Json, JsonObject, SimulatedAnswer, Text } from '../../../sdk/index.ts'
import { type Code, CODES } from './codes.ts'

export type Detail = {
  /** A JSON pointer for members of the body, a plain name for path and query [DOC 4012081709]. */
  readonly field: string
  readonly issue: string
  readonly location: 'body' | 'query' | 'url'
  readonly value?: Json
}

export interface FailureOptions {
  readonly text?: string | Text
  readonly status?: number
  readonly detail?: Detail
}

/** `{code, message[, detail]}`; errors carry no signature [PROBE P1–P12], 202 does. */
export function failure(request: HttpRequest, code: Code, rule: string, options: FailureOptions = {}): SimulatedAnswer {
  const { status: usual, text: usualText } = CODES[code]
  const status = options.status ?? usual
  const body: Record<string, Json> = { code, message: worded(request, options.text ?? usualText) }
  // Only with these two [DOC 4012081709].
  if (options.detail && (code === 'PARAM_ERROR' || code === 'INVALID_REQUEST')) body['detail'] = { ...options.detail }
  return { status, body, rule, ...(status >= 300 ? { signed: false } : {}) }
}

export function success(body: JsonObject, rule: string): SimulatedAnswer {
  return { status: 200, body, rule }
}

/** Done, and nothing to return. It is signed like any other [DOC 4012791860]. */
export function done(rule: string): SimulatedAnswer {
  return { status: 204, rule }
}

/** zh-CN unless the caller asks for English [DOC 4012081709]. */
function worded(request: HttpRequest, text: string | Text): string {
  if (typeof text === 'string') return text
  return /^en\b/i.test(request.headers['accept-language'] ?? '') ? text.en : text.zh
}

/** Without the members that have nothing to say. */
export function filled(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}
