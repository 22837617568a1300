import type { ErrorDecoder } from '../../sdk/index.ts'
import { entryOf } from './messages.ts'

/** `{code, message, detail}` outside 200 and 204; 202 is accepted but not processed [DOC 4012081717]. */
export const decodeWechatError: ErrorDecoder = ({ status, headers, body }) => {
  if (status === 200 || status === 204) return undefined
  const { code, message, detail } = parsed(body)
  if (typeof code !== 'string') {
    // A success that has no code of its own, or an error without a body: unknown path, wrong verb [PROBE].
    return status < 300 ? undefined : { code: String(status), message: `HTTP ${status}`, category: String(status) }
  }
  const text = typeof message === 'string' ? message : ''
  const entry = entryOf(code, text)
  const requestId = headers['request-id']
  return {
    code,
    ...(entry === undefined ? {} : { entry }),
    message: `${text}${issueOf(detail, text)}`,
    category: String(status),
    ...(requestId ? { requestId } : {}),
  }
}

/** Which value is meant, where the message does not say it [DOC 4012081709]. */
function issueOf(detail: unknown, message: string): string {
  if (typeof detail !== 'object' || detail === null) return ''
  const { field, issue } = detail as Readonly<Record<string, unknown>>
  const said = [field, issue].filter((part): part is string => typeof part === 'string' && !message.includes(part))
  return said.length === 0 ? '' : ` (${said.join(': ')})`
}

function parsed(body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}
