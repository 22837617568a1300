import type { AuthScheme } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'
import type { Claim } from './partner.ts'

const PROBE: HttpRequest = {
  kind: 'request',
  method: 'GET',
  url: new URL('http://127.0.0.1/'),
  headers: {},
  body: new Uint8Array(),
}

/** `WWW-Authenticate` (RFC 9110, 11.6.1): one challenge per scheme that the operation takes. */
export function challenges(connector: string, claims: readonly Claim[]): Readonly<Record<string, string>> {
  const names = new Set(claims.map(({ scheme }) => challengeName(scheme)))
  const realm = connector.replace(/[^\w.-]/g, '-')
  const listed = [...names].map((name) =>
    name === 'Basic' ? `Basic realm="${realm}", charset="UTF-8"` : `${name} realm="${realm}"`,
  )
  return listed.length === 0 ? {} : { 'www-authenticate': listed.join(', ') }
}

export function wayIn(connector: string): Text {
  const command = `integ profile export ${connector} --env local --dir keys`
  return {
    en: `The credential of the sandbox is printed by: ${command}`,
    zh: `沙箱的凭证可用以下命令导出：${command}`,
  }
}

/** What a scheme writes into `Authorization` names it; keys elsewhere and signatures have no registered name. */
function challengeName(scheme: AuthScheme): string {
  if (scheme.request) return 'Signature'
  return /^(\w+) /.exec(written(scheme))?.[1] ?? (scheme.token ? 'Bearer' : 'ApiKey')
}

function written({ static: fixed }: AuthScheme): string {
  try {
    return fixed?.attach(PROBE, {}).headers['authorization'] ?? ''
  } catch {
    return ''
  }
}
