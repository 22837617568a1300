import type { RequestListener } from 'node:http'
import { sandboxPortTaken } from '../errors/catalog/sandbox.ts'
import type { PortWish } from './ports-file.ts'
import { openWebServer, type WebServer } from './web.ts'

/** Listens where it was wished, or on a free port and says so. Throws `sandbox-port-taken` when the user named the port. */
export async function openPort(
  wish: PortWish,
  listener: RequestListener,
  onMoved: (wanted: number, got: number) => void,
): Promise<WebServer> {
  try {
    return await openWebServer(wish.port, listener)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isTaken = code === 'EADDRINUSE' || code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT'
    if (!isTaken) throw error
    if (wish.fixed) throw sandboxPortTaken({ port: wish.port }, { cause: error })
    const server = await openWebServer(0, listener)
    onMoved(wish.port, server.port)
    return server
  }
}
