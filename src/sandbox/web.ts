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
  const body = await readBody(incoming)
  if (typeof body === 'number') return { ok: false, status: body }
  const method = (incoming.method ?? 'GET').toUpperCase()
  return { ok: true, request: { kind: 'request', method, url, headers: headersOf(incoming), body } }
}

/** 413: too large; 400: the caller hung up. By events: an iterator costs as much as a signature check. */
function readBody(incoming: IncomingMessage): Promise<Uint8Array | 400 | 413> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.byteLength
      if (size <= MAX_BODY_BYTES) chunks.push(chunk)
      else {
        incoming.pause()
        resolve(413)
      }
    })
    // A copy: the chunks are slices of what node reads into.
    incoming.on('end', () => resolve(Buffer.concat(chunks)))
    incoming.on('error', reject)
    incoming.on('close', () => resolve(400))
  })
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
  const headers: Record<string, string> = {}
  for (const name in incoming.headers) {
    const value = incoming.headers[name]
    if (value !== undefined && name !== '__proto__') headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}

export function writeResponse(outgoing: ServerResponse, response: HttpResponse): void {
  if (outgoing.destroyed) return
  const headers = {
    ...response.headers,
    'x-content-type-options': 'nosniff',
    'content-length': String(response.body.byteLength),
  }
  outgoing.writeHead(response.status, headers)
  // As text, head and body leave in one piece; characters of latin1 are bytes.
  if (response.body.byteLength > 0 && response.body.byteLength < SMALL_BODY)
    outgoing.end(latin1(response.body), 'latin1')
  else outgoing.end(response.body)
}

const SMALL_BODY = 16 * 1024

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
}

/** Answers and hangs up: what is left of the request is not read. */
export function refuseRequest(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { connection: 'close', 'x-content-type-options': 'nosniff', 'content-length': '0' })
  outgoing.end()
}
