import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback } from '../delivery/loopback.ts'
import { receiverPortTaken } from '../errors/catalog/events.ts'
import type { HttpRequest, HttpResponse } from '../sdk/http.ts'

export const MAX_BODY_BYTES = 10 * 1024 * 1024
const HOST = '127.0.0.1'

export interface LoopbackServer {
  readonly url: string
  close(): Promise<void>
}

/** Whole requests in, whole answers out, on 127.0.0.1 only. Throws `receiver-port-taken`. */
export async function openLoopbackServer(
  port: number,
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<LoopbackServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000 }, (incoming, outgoing) => {
    void serve(incoming, outgoing, answer).catch(() => outgoing.destroy())
  })
  server.listen(port, HOST)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw receiverPortTaken({ port, reason: (error as { code?: string }).code ?? 'unknown' }, { cause: error })
  }
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${HOST}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<void> {
  const url = URL.canParse(incoming.url ?? '', `http://${HOST}`) ? new URL(incoming.url ?? '', `http://${HOST}`) : undefined
  if (!url) return refuse(outgoing, 400)
  // A page of another site that rebinds its name to this machine still sends its own name.
  if (!isLoopback((incoming.headers.host ?? '').replace(/:\d+$/, ''))) return refuse(outgoing, 403)
  if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return refuse(outgoing, 413)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) return refuse(outgoing, 413)
    chunks.push(chunk)
  }
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
    ),
  )
  const method = (incoming.method ?? 'GET').toUpperCase()
  const response = await answer({ kind: 'request', method, url, headers, body: new Uint8Array(Buffer.concat(chunks)) })
  if (outgoing.destroyed) return
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': String(response.body.byteLength) })
  outgoing.end(response.body)
}

/** Answers and hangs up: what is left of the request is not read. */
function refuse(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { connection: 'close', 'content-length': '0' })
  outgoing.end()
}
