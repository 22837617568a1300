import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { IntegError } from '../../errors/integ-error.ts'
import type { HttpClient } from '../../system/http.ts'
import type { Env } from './types.ts'

/** What one HEAD request to a platform's address showed. */
export type Probe =
  | {
      readonly ok: true
      readonly route: string
      readonly status: number
      readonly date: number | undefined
      readonly at: number
    }
  | { readonly ok: false; readonly route: string; readonly reason: string }

const LOOKUP_MS = 1500
const ANSWER_MS = 4000

/** Name, connection, TLS and HTTP, in this order; any HTTP status proves the way. Never rejects. */
export async function probe(
  url: URL,
  ports: { readonly http: HttpClient; readonly env: Env; readonly now: () => number },
): Promise<Probe> {
  const route = routeOf(url, ports.env)
  try {
    if (route === 'direct' && isIP(url.hostname.replace(/[[\]]/g, '')) === 0) await resolveName(url.hostname)
    const answer = await ports.http.send(
      { kind: 'request', method: 'HEAD', url, headers: { 'user-agent': 'integ-doctor' }, body: new Uint8Array() },
      { timeoutMs: ANSWER_MS },
    )
    const date = Date.parse(answer.headers['date'] ?? '')
    return { ok: true, route, status: answer.status, date: Number.isNaN(date) ? undefined : date, at: ports.now() }
  } catch (error) {
    return { ok: false, route, reason: reasonOf(error) }
  }
}

/** `direct`, or the proxy of the environment without its credentials. */
export function routeOf(url: URL, env: Env): string {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const proxy = env[name.toLowerCase()] || env[name]
  if (!proxy || isExempt(url.hostname, env['no_proxy'] || env['NO_PROXY'] || '')) return 'direct'
  try {
    const { protocol, host } = new URL(proxy)
    return `${protocol}//${host}`
  } catch {
    return name
  }
}

function isExempt(hostname: string, list: string): boolean {
  if (/^(localhost|127\.|\[::1\])/.test(hostname)) return true
  return list
    .split(/[\s,]+/)
    .map((entry) =>
      entry
        .replace(/^\*?\./, '')
        .replace(/:\d+$/, '')
        .toLowerCase(),
    )
    .some((entry) => entry === '*' || (entry !== '' && (hostname === entry || hostname.endsWith(`.${entry}`))))
}

async function resolveName(hostname: string): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new LookupTimeout(), { code: 'DNS_TIMEOUT' })), LOOKUP_MS)
  })
  try {
    await Promise.race([lookup(hostname), late])
  } finally {
    clearTimeout(timer)
  }
}

class LookupTimeout extends Error {}

/** The innermost system code: `ENOTFOUND`, `CERT_HAS_EXPIRED`; else the catalogued code. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = (at as { code?: unknown }).code
    if (typeof code === 'string' && !(at instanceof IntegError)) return code
  }
  return error instanceof IntegError ? error.code : 'unknown'
}
