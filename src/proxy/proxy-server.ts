import { timingSafeEqual } from 'node:crypto'
import { createServer, request as plainRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { Server, Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { forward, forwardToPlatform, pathOf, refuse } from './forward.ts'
import type { PlatformDoor } from './platform-door.ts'
import { findTarget, type Targets } from './targets.ts'
import { proxyHeaders, type Upstream } from './upstream.ts'

/** What clients of HTTPS_PROXY talk to. */
export interface ProxyParts {
  readonly targets: Targets
  readonly door: PlatformDoor
  readonly upstream: Upstream
  /** `Basic …`: without it nobody gets through, so that other users of this machine do not go out in the user's name. */
  readonly authorization: string
}

/**
 * A forward proxy. Platforms are answered from the sandbox; everything else goes to where it was meant to, by the
 * user's own proxy where there is one: tunnels byte for byte, without a look inside.
 */
export function createProxyServer(parts: ProxyParts): Server {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing, parts).catch(() => outgoing.destroy())
  })
  server.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    tunnel(incoming, socket, head, parts).catch(() => socket.destroy())
  })
  server.on('clientError', (_error, socket) => void socket.destroy())
  return Object.assign(server, { requestTimeout: 0, headersTimeout: 0 })
}

async function tunnel(incoming: IncomingMessage, socket: Socket, head: Buffer, parts: ProxyParts): Promise<void> {
  const address = /^(?:\[([^\]]+)\]|([^:@/\\]+)):(\d{1,5})$/.exec(incoming.url ?? '')
  if (!isAllowed(incoming, parts))
    return void socket.end(`HTTP/1.1 407 Proxy Authentication Required\r\n${CHALLENGE}\r\n`)
  const port = Number(address?.[3])
  if (!address || port > 65535) return void socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n')
  const host = address[1] ?? address[2] ?? ''
  const isOurs = findTarget(parts.targets, host, port) !== undefined
  const opened = isOurs ? undefined : await parts.upstream.open(host, port)
  if (opened && 'reason' in opened)
    return void socket.end(`HTTP/1.1 502 Bad Gateway\r\nIntegReason: ${opened.reason}\r\nConnection: close\r\n\r\n`)
  // Nobody waits any longer.
  if (socket.destroyed) return void opened?.socket.destroy()
  socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
  if (head.byteLength > 0) socket.unshift(head)
  if (!opened) return parts.door.enter(socket)
  join(socket, opened.socket)
}

const CHALLENGE = 'Proxy-Authenticate: Basic realm="integ run"\r\nConnection: close\r\n'

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [[one, other] as const, [other, one] as const]) {
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
    from.pipe(to)
  }
}

/** `GET http://host/…`, and the `GET https://host/…` of clients that leave the TLS to the proxy. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse, parts: ProxyParts): Promise<void> {
  if (!isAllowed(incoming, parts))
    return refuse(outgoing, 407, 'the proxy of this run needs its password', {
      'proxy-authenticate': 'Basic realm="integ run"',
    })
  const written = incoming.url ?? ''
  if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return refuse(outgoing, 400, 'this is a proxy')
  const url = new URL(written)
  const isSecure = url.protocol === 'https:'
  const port = Number(url.port || (isSecure ? 443 : 80))
  const target = findTarget(parts.targets, url.hostname, port)
  if (target) return forwardToPlatform(incoming, outgoing, { target, agent: parts.door.agent })

  const origin = { host: url.hostname.replace(/^\[|\]$/g, ''), port, path: pathOf(written), agent: false }
  const proxy = parts.upstream.proxyFor(url.hostname, port)
  if (!isSecure && !proxy) return forward(incoming, outgoing, { options: origin, send: plainRequest, host: url.host })
  if (!isSecure && proxy) {
    const send = proxy.protocol === 'https:' ? secureRequest : plainRequest
    const way = { host: proxy.hostname, port: proxy.port || (send === plainRequest ? 80 : 443), path: written }
    const options = { ...way, agent: false as const }
    return forward(incoming, outgoing, { options, send, host: url.host, headers: proxyHeaders(proxy) })
  }
  const opened = await parts.upstream.open(origin.host, port)
  if ('reason' in opened) return refuse(outgoing, 502, `${url.host}: ${opened.reason}`)
  const createConnection = () => connectSecure({ socket: opened.socket, servername: origin.host })
  forward(incoming, outgoing, { options: { ...origin, createConnection }, send: plainRequest, host: url.host })
}

function isAllowed(incoming: IncomingMessage, { authorization }: ProxyParts): boolean {
  const given = Buffer.from(incoming.headers['proxy-authorization'] ?? '')
  const wanted = Buffer.from(authorization)
  return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted)
}
