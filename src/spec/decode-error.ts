import type { PlatformError } from '../sdk/check.ts'
import type { HttpResponse } from '../sdk/http.ts'
import { isRecord } from './pointer.ts'
import { readAnswer } from './rest-body.ts'

const REQUEST_ID_HEADERS = [
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'x-amzn-requestid',
  'x-github-request-id',
  'paypal-debug-id',
]

/** What a platform without a decoder of its own says when it refuses: any answer outside 2xx, problem details (RFC 9457) included. */
export function decodeHttpError(response: HttpResponse): PlatformError | undefined {
  if (response.status >= 200 && response.status < 300) return undefined
  if (response.status < 400) return redirected(response)
  const value = readAnswer(response.body, response.headers['content-type'] ?? '')
  const body = isRecord(value) ? value : {}
  const inner = isRecord(body['error']) ? body['error'] : first(body['errors'])
  const code =
    word(inner['code']) ?? word(body['code']) ?? word(body['error']) ?? word(inner['type']) ?? problemType(body['type']) ??
    word(body['errcode']) ?? word(body['error_code']) ?? word(inner['status']) ?? word(inner['name']) ?? String(response.status) // prettier-ignore
  const message =
    text(inner['message']) ?? text(body['message']) ?? text(body['detail']) ?? text(body['error_description']) ??
    text(inner['detail']) ?? text(body['title']) ?? text(body['errmsg']) ?? text(body['msg']) ?? text(body['description']) ??
    (typeof value === 'string' ? value.slice(0, 500) : `HTTP ${response.status}`) // prettier-ignore
  const header = REQUEST_ID_HEADERS.map((name) => response.headers[name]).find((id) => id !== undefined)
  const requestId = header ?? word(body['request_id']) ?? word(body['requestId']) ?? word(body['debug_id'])
  return { code, message, category: String(response.status), ...(requestId !== undefined && { requestId }) }
}

/** Redirects are not followed: what was signed, and the credential, belong to the address that was asked. */
function redirected({ status, headers }: HttpResponse): PlatformError {
  const { location } = headers
  const message = location === undefined ? `HTTP ${status}` : `HTTP ${status}, Location: ${location}`
  return { code: String(status), message, category: String(status) }
}

function first(errors: unknown): Record<string, unknown> {
  const entry: unknown = Array.isArray(errors) ? errors[0] : undefined
  return isRecord(entry) ? entry : {}
}

/** Codes are words or numbers; sentences and objects are not. */
function word(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' && value.length <= 120 && !/\s.*\s.*\s/.test(value)
    ? value
    : undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `https://example.com/problems/out-of-credit` → `out-of-credit`; `about:blank` says nothing. */
function problemType(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === 'about:blank') return undefined
  return word(
    value
      .split(/[/#:]/)
      .filter((part) => part !== '')
      .at(-1),
  )
}
