import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import type { HttpRequest, HttpResponse } from '../sdk/http.ts'

export const MAX_BODY_BYTES = 10 * 1024 * 1024
const HOST = '127.0.0.1'

export interface WebServer {
  readonly port: number
  readonly url: string
  close(): Promise<void>
}

/** Listens on 127.0.0.1 only. Rejects with node's error (EADDRINUSE, EACCES) when the port cannot be had. */
export async function openWebServer(port: number, listener: RequestListener): Promise<WebServer> {
  const server = createServer(
    { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 },
    listener,
  )
  server.maxConnections = 500
  server.listen(port, HOST)
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  return { port: bound, url: `http://${HOST}:${bound}`, close: () => closeServer(server) }
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

export type ReadRequest =
  { readonly ok: true; readonly request: HttpRequest } | { readonly ok: false; readonly status: 400 | 413 }

export async function readRequest(incoming: IncomingMessage): Promise<ReadRequest> {
  const url = urlOf(incoming)
  if (!url) return { ok: false, status: 400 }
  if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { ok: false, status: 413 }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) return { ok: false, status: 413 }
    chunks.push(chunk)
  }
  const body = new Uint8Array(Buffer.concat(chunks))
  const method = (incoming.method ?? 'GET').toUpperCase()
  return { ok: true, request: { kind: 'request', method, url, headers: headersOf(incoming), body } }
}

/** The address as the caller meant it: its Host header, and a path that cannot turn into another host. */
function urlOf(incoming: IncomingMessage): URL | undefined {
  const target = incoming.url ?? '/'
  const host = incoming.headers.host ?? `${HOST}:${incoming.socket.localPort ?? 80}`
  try {
    if (target.startsWith('/')) return new URL(`http://${host}${target}`)
    const absolute = new URL(target)
    return new URL(`http://${host}${absolute.pathname}${absolute.search}`)
  } catch {
    return undefined
  }
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  const entries = Object.entries(incoming.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  )
  return Object.fromEntries(entries)
}

export function writeResponse(outgoing: ServerResponse, response: HttpResponse): void {
  if (outgoing.destroyed) return
  const headers = {
    ...response.headers,
    'x-content-type-options': 'nosniff',
    'content-length': String(response.body.byteLength),
  }
  outgoing.writeHead(response.status, headers)
  outgoing.end(response.body)
}

/** Answers and hangs up: what is left of the request is not read. */
export function refuseRequest(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { connection: 'close', 'x-content-type-options': 'nosniff', 'content-length': '0' })
  outgoing.end()
}
