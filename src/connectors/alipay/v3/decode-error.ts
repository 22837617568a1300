import type { ErrorDecoder } from '../../../sdk/index.ts'

/**
 * A failure of v3: the HTTP status, and `{code, links, message}` [PROBE V1]. Undefined for anything else. The catalogue
 * knows the codes of v3 as aliases.
 */
export const decodeV3Error: ErrorDecoder = (response) => {
  if (response.status < 400) return undefined
  const body = parsed(response.body)
  const code = body?.['code']
  if (typeof code !== 'string') return undefined
  const id = response.headers['alipay-trace-id']
  return {
    code,
    message: typeof body?.['message'] === 'string' ? body['message'] : '',
    category: String(response.status),
    ...(id ? { requestId: id } : {}),
  }
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
