import type { IncomingMessage, ServerResponse } from 'node:http'
import { toIntegError } from '../errors/wrap.ts'
import { IntegError } from '../errors/integ-error.ts'
import { equalText } from '../sdk/crypto.ts'
import { control } from './control.ts'
import type { ControlParts } from './control-route.ts'
import { isTooDeep } from './json-depth.ts'
import type { Log } from './log.ts'
import { readRequest, refuseRequest, writeResponse } from './web.ts'
import { toWire } from './wire-error.ts'

/** A reader of the stream that falls this far behind is dropped. */
const MAX_BACKLOG = 1024 * 1024

/**
 * The control port. Web pages must not reach it: the Host header has to be loopback (DNS rebinding), an Origin is
 * refused, nothing is granted by CORS, bodies are JSON, and every request carries the token of sandbox.json.
 */
export function controlListener(
  parts: ControlParts,
  options: { readonly token: string; readonly log: Log },
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const refused = refuse(incoming, options.token)
    if (refused !== undefined) return refuseRequest(outgoing, refused)
    const read = await readRequest(incoming)
    if (!read.ok) return refuseRequest(outgoing, read.status)
    const { method, url, body } = read.request
    if (method === 'GET' && url.pathname === '/__integ/stream') return stream(incoming, outgoing, options.log)
    const parsed = parse(body)
    if (!parsed) return refuseRequest(outgoing, 400)
    try {
      send(outgoing, 200, await control(parts, method, url, parsed))
    } catch (error) {
      const known = error instanceof IntegError ? error : toIntegError(error)
      send(outgoing, statusOf(known), { error: toWire(known) })
    }
  }
  return (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  }
}

/** The status to refuse with; undefined when the request may go on. */
function refuse(incoming: IncomingMessage, token: string): number | undefined {
  const { host, origin, authorization, 'content-type': type } = incoming.headers
  const port = incoming.socket.localPort
  if (![`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host ?? '')) return 421
  if (origin !== undefined) return 403
  if (!equalText(authorization ?? '', `Bearer ${token}`)) return 401
  const hasBody =
    incoming.headers['transfer-encoding'] !== undefined || Number(incoming.headers['content-length'] ?? 0) > 0
  return hasBody && !/^application\/json\b/i.test(type ?? '') ? 415 : undefined
}

function parse(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  if (body.byteLength === 0) return {}
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject && !isTooDeep(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function send(outgoing: ServerResponse, status: number, value: object): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' }
  writeResponse(outgoing, { kind: 'response', status, headers, body: Buffer.from(JSON.stringify(value)) })
}

function statusOf(error: IntegError): number {
  if (error.code === 'event-not-found' || error.code === 'sandbox-control-unknown') return 404
  if (error.category === 'bug' || error.category === 'filesystem') return 500
  return error.category === 'usage' ? 400 : 422
}

function stream(incoming: IncomingMessage, outgoing: ServerResponse, log: Log): void {
  outgoing.writeHead(200, {
    'content-type': 'application/x-ndjson; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  outgoing.flushHeaders()
  const leave = log.follow((record) => {
    if (outgoing.writableLength > MAX_BACKLOG) outgoing.destroy()
    else outgoing.write(`${JSON.stringify(record)}\n`)
  })
  incoming.on('close', leave)
  outgoing.on('close', leave)
}
