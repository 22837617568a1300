import { Agent, createServer } from 'node:http'
import { createSecureServer } from 'node:http2'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { ServerCertificate } from './certificates.ts'
import { forwardToPlatform, refuse, type Incoming, type Outgoing } from './forward.ts'
import { findTarget, type Targets } from './targets.ts'

/** Takes connections that were meant for a platform, with TLS or without, and answers them from the sandbox. */
export interface PlatformDoor {
  enter(socket: Socket): void
  /** Whole requests that came without a connection of their own. */
  readonly agent: Agent
  close(): void
}

const TLS_HANDSHAKE = 22
/** Longer than the pauses of a client that keeps its connections, as a platform's own entrance. */
const KEEP_ALIVE_MS = 65_000
/** Shorter than the sandbox's own patience, so that no request meets a connection that is just being closed. */
const IDLE_MS = 2000

export function createPlatformDoor(targets: Targets, certificate: ServerCertificate): PlatformDoor {
  const agent = new Agent({ keepAlive: true, timeout: IDLE_MS })

  const serve = (incoming: Incoming, outgoing: Outgoing): void => {
    const socket = incoming.socket as Partial<TLSSocket> & object
    const isSecure = socket.encrypted === true
    const named = hostOf(incoming) ?? (typeof socket.servername === 'string' ? socket.servername : '')
    const [, host = '', written] = /^(.*?)(?::(\d+))?$/.exec(named) ?? []
    const usual = isSecure ? 443 : 80
    const target = findTarget(targets, host, Number(written ?? usual))
    if (target) forwardToPlatform(incoming, outgoing, { target, agent })
    else refuse(outgoing, 421, `${host || 'no host'} is not a platform of the sandbox`)
  }

  const { key, certificate: cert } = certificate
  const secure = createSecureServer(
    {
      key,
      cert: `${cert}${certificate.authority}`,
      allowHTTP1: true,
      // HTTP/1.1 for whoever speaks it: a platform's own entrance, and header fields as they were written.
      ALPNCallback: ({ protocols }) => ['http/1.1', 'h2'].find((one) => protocols.includes(one)),
    },
    serve,
  )
  const plain = createServer(serve)
  for (const server of [secure, plain]) {
    Object.assign(server, { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, headersTimeout: 0 })
    server.on('clientError', (_error, socket: Socket) => void socket.destroy())
  }
  secure.on('tlsClientError', (_error, socket) => void socket.destroy())
  secure.on('secureConnection', (socket) => socket.on('error', () => socket.destroy()))

  return {
    agent,
    enter(socket) {
      socket.on('error', () => socket.destroy())
      socket.once('data', (first: Buffer) => {
        socket.pause()
        socket.unshift(first)
        // TLS takes what was read and the rest from below the stream; HTTP reads the stream.
        if (first[0] === TLS_HANDSHAKE) secure.emit('connection', socket)
        else {
          plain.emit('connection', socket)
          socket.resume()
        }
      })
    },
    close: () => agent.destroy(),
  }
}

function hostOf(incoming: Incoming): string | undefined {
  const authority = incoming.headers[':authority']
  return incoming.headers.host ?? (typeof authority === 'string' ? authority : undefined)
}
