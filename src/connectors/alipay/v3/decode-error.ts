import type { ErrorDecoder } from '../../../sdk/index.ts'

/** Prefixes under which the catalogue has the codes of v3, which lost theirs [PHP3]. */
const PREFIXES = ['isv.', 'aop.', 'isp.']
/** By v3 code, where the prefix is not `isv.` [DOC 02km9f]. */
const OTHERS: Readonly<Record<string, string>> = {
  'invalid-auth-token': 'aop.invalid-auth-token',
  'auth-token-time-out': 'aop.auth-token-time-out',
  'invalid-app-auth-token': 'aop.invalid-app-auth-token',
  'invalid-app-auth-token-no-api': 'aop.invalid-app-auth-token-no-api',
  'app-auth-token-time-out': 'aop.app-auth-token-time-out',
  'unknow-error': 'isp.unknow-error',
}

/** A failure of v3: the HTTP status, and `{code, links, message}` [PROBE V1]. Undefined for anything else. */
export const decodeV3Error: ErrorDecoder = (response) => {
  if (response.status < 400) return undefined
  const body = parsed(response.body)
  const code = body?.['code']
  if (typeof code !== 'string') return undefined
  const id = response.headers['alipay-trace-id']
  return {
    code,
    entry: v2Code(code),
    message: typeof body?.['message'] === 'string' ? body['message'] : '',
    category: String(response.status),
    ...(id ? { requestId: id } : {}),
  }
}

function v2Code(code: string): string {
  if (/^[A-Z]/.test(code) || PREFIXES.some((prefix) => code.startsWith(prefix))) return code
  return OTHERS[code] ?? `isv.${code}`
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
