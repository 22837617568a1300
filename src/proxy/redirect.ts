import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Clock, Random } from '../sdk/http.ts'
import { certificateFor } from './certificates.ts'
import { redirectVariables } from './environment.ts'
import { createPlatformDoor } from './platform-door.ts'
import { createProxyServer } from './proxy-server.ts'
import { makeRunFolder, removeRunFolder } from './run-folder.ts'
import { hostsOf, targetsOf, type RedirectedPlatform } from './targets.ts'
import { writeTrust } from './trust.ts'
import { createUpstream } from './upstream.ts'

export interface Redirect {
  /** The hosts whose calls are answered by the sandbox. */
  readonly hosts: readonly string[]
  /** For the command and everything it starts. */
  readonly variables: Readonly<Record<string, string>>
  /** The user's own proxy is of a kind that cannot be passed on (SOCKS): other programs than Node's still go out by it. */
  readonly nodeOnly: boolean
  /** What nobody else may see. */
  readonly secrets: readonly string[]
  close(): Promise<void>
}

const LOOPBACK = '127.0.0.1'

/**
 * Leads code that calls the platforms' own hosts to the sandbox, unchanged: a proxy for programs that heed
 * HTTPS_PROXY, a preload for Node, and an authority that exists for this run only. Undefined when no platform has a
 * host of its own. Everything listens on 127.0.0.1; the folder with the certificates goes with `close`.
 */
export async function startRedirect(
  given: {
    readonly platforms: readonly RedirectedPlatform[]
    /** The environment that the command would have had. */
    readonly env: Readonly<Record<string, string | undefined>>
    readonly cwd: string
    /** Root of this package. */
    readonly packageRoot: string
  },
  ports: { readonly clock: Clock; readonly random: Random },
): Promise<Redirect | undefined> {
  const targets = targetsOf(given.platforms)
  if (targets.size === 0) return undefined
  const hosts = hostsOf(targets)
  const certificate = certificateFor(hosts, { random: ports.random, now: ports.clock.now() })
  const upstream = createUpstream(given.env)
  const door = createPlatformDoor(targets, certificate)
  const password = Buffer.from(ports.random.bytes(18)).toString('base64url')
  const authorization = `Basic ${Buffer.from(`integ:${password}`).toString('base64')}`
  const doorServer = await listen(createServer((socket) => door.enter(socket)))
  const proxy = await listen(createProxyServer({ targets, door, upstream, authorization }))
  const folder = makeRunFolder()
  const variables = {
    ...writeTrust(folder, certificate.authority, given),
    ...redirectVariables({
      env: given.env,
      targets,
      // A proxy of another kind (SOCKS) is left in place rather than got round; Node programs are led here all the same.
      proxyUrl: upstream.supported ? `http://integ:${password}@${LOOPBACK}:${proxy.port}` : undefined,
      doorPort: doorServer.port,
      preload: join(given.packageRoot, 'bin', 'redirect.cjs'),
    }),
  }
  return {
    hosts,
    variables,
    nodeOnly: !upstream.supported,
    secrets: [password],
    async close() {
      removeRunFolder(folder)
      await Promise.all([proxy.close(), doorServer.close()])
      door.close()
    },
  }
}

/** On a free port of 127.0.0.1. Closing ends the connections too. */
async function listen(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, LOOPBACK)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
