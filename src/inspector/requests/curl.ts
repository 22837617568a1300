import type { ExchangeView } from '../../sandbox/exchange-view.ts'

/** Headers that curl makes itself. */
const OWN = new Set(['host', 'content-length', 'connection', 'accept-encoding', 'transfer-encoding'])

/** The request as a command line, for a POSIX shell. */
export function curlLine({ request }: ExchangeView): string {
  const headers = Object.entries(request.headers).filter(([name]) => !OWN.has(name))
  const parts = [
    `curl -i ${quote(request.url)}`,
    ...(request.method === 'GET' ? [] : [`-X ${request.method}`]),
    ...headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(request.body === '' || request.encoding === 'base64' ? [] : [`--data-binary ${quote(request.body)}`]),
  ]
  return parts.join(' \\\n  ')
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
