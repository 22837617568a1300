import { connect as connectPlain, type Socket } from 'node:net'
import { request, type IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import { entriesOf, entryMatches } from './no-proxy.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The user's own way out to hosts that are none of ours. */
export interface Upstream {
  /** The user's proxy for an address; undefined: straight to it. */
  proxyFor(host: string, port: number): URL | undefined
  /** A connection to the address itself, through the user's proxy where there is one. */
  open(host: string, port: number): Promise<Opened>
  /** Whether the user's proxies are of a kind that can be spoken to here (http, https). */
  readonly supported: boolean
}

/** A connection, or why there is none: node's error code or the proxy's status. */
export type Opened = { readonly socket: Socket } | { readonly reason: string }

/** From HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, lower case first as curl reads them. */
export function createUpstream(env: Env): Upstream {
  const read = (name: string): string => env[name.toLowerCase()] || env[name] || ''
  const named = { https: read('HTTPS_PROXY') || read('ALL_PROXY'), http: read('HTTP_PROXY') || read('ALL_PROXY') }
  const exceptions = entriesOf(read('NO_PROXY'))
  const proxyFor = (host: string, port: number): URL | undefined => {
    const name = port === 80 ? named.http : named.https
    const url = name === '' ? undefined : proxyUrl(name)
    return !url || exceptions.some((entry) => entryMatches(entry, host.toLowerCase(), port)) ? undefined : url
  }
  return {
    proxyFor,
    supported: [named.https, named.http].every((name) => name === '' || proxyUrl(name) !== undefined),
    open: (host, port) => {
      const proxy = proxyFor(host, port)
      return proxy ? openThrough(proxy, host, port) : openDirect(host, port)
    },
  }
}

function proxyUrl(text: string): URL | undefined {
  const whole = text.includes('://') ? text : `http://${text}`
  return URL.canParse(whole) && /^https?:/.test(whole) ? new URL(whole) : undefined
}

/** `Proxy-Authorization` for a proxy whose address carries a name and a password. */
export function proxyHeaders(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {}
  const pair = `${decoded(proxy.username)}:${decoded(proxy.password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** A percent sign that escapes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function openDirect(host: string, port: number): Promise<Opened> {
  return new Promise((resolve) => {
    const socket = connectPlain({ host, port })
    socket.once('error', (error) => resolve({ reason: codeOf(error) }))
    socket.once('connect', () => resolve({ socket }))
  })
}

function openThrough(proxy: URL, host: string, port: number): Promise<Opened> {
  const address = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const send = proxy.protocol === 'https:' ? secureRequest : request
  return new Promise((resolve) => {
    const asking = send({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: address,
      headers: { Host: address, ...proxyHeaders(proxy) },
      agent: false,
    })
    const refused = (answer: IncomingMessage): void => {
      answer.destroy()
      resolve({ reason: `${proxy.host} ${answer.statusCode}` })
    }
    asking.once('error', (error) => resolve({ reason: codeOf(error) }))
    asking.once('response', refused)
    asking.once('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      if (answer.statusCode !== 200) return refused(answer)
      if (head.byteLength > 0) socket.unshift(head)
      resolve({ socket })
    })
    asking.end()
  })
}

export function codeOf(error: unknown): string {
  return (error as { code?: string } | undefined)?.code ?? 'unknown'
}
