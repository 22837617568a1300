import type { IncomingMessage, ServerResponse } from 'node:http'
import { toIntegError } from '../errors/wrap.ts'
import { IntegError } from '../errors/integ-error.ts'
import { equalText } from '../sdk/crypto.ts'
import { control } from './control.ts'
import { optional } from './control-input.ts'
import type { ControlParts } from './control-route.ts'
import { isTooDeep } from './json-depth.ts'
import { inspectorPage, ISOLATED } from './inspector-page.ts'
import { follow, NDJSON, SSE } from './live.ts'
import type { Log } from './log.ts'
import type { Tickets } from './tickets.ts'
import { readRequest, refuseRequest, writeResponse } from './web.ts'
import { toWire } from './wire-error.ts'

/**
 * The control port. Web pages must not reach it: the Host header has to be loopback (DNS rebinding), an Origin is
 * refused unless it is this one, nothing is granted by CORS, bodies are JSON, and every request carries the token of
 * sandbox.json. Open to everybody are only the files of the inspector, which hold nothing.
 */
export function controlListener(
  parts: ControlParts,
  options: { readonly token: string; readonly log: Log; readonly tickets: Tickets },
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const answerPage = inspectorPage()
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    if (hasOwnHost(incoming) && answerPage(incoming, outgoing)) return
    const isVisit = incoming.method === 'POST' && incoming.url === '/__integ/visit'
    const refused = refuse(incoming, isVisit ? undefined : options.token)
    if (refused !== undefined) return refuseRequest(outgoing, refused)
    const read = await readRequest(incoming)
    if (!read.ok) return refuseRequest(outgoing, read.status)
    const { method, url, body } = read.request
    if (method === 'GET' && url.pathname === '/__integ/stream') return follow(incoming, outgoing, options.log, NDJSON)
    if (method === 'GET' && url.pathname === '/__integ/live') return follow(incoming, outgoing, options.log, SSE)
    const parsed = parse(body)
    if (!parsed) return refuseRequest(outgoing, 400)
    if (isVisit) {
      const isGood = options.tickets.redeem(optional(parsed, 'ticket') ?? '')
      return isGood ? send(outgoing, 200, { token: options.token }) : refuseRequest(outgoing, 401)
    }
    if (method === 'POST' && url.pathname === '/__integ/tickets')
      return send(outgoing, 200, { ticket: options.tickets.issue() })
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
function refuse(incoming: IncomingMessage, token: string | undefined): number | undefined {
  const { host, origin, authorization, 'content-type': type, 'sec-fetch-site': site } = incoming.headers
  if (!hasOwnHost(incoming)) return 421
  if (origin !== undefined && origin !== `http://${host}`) return 403
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 403
  // Who has a ticket instead is a page of this origin.
  if (token === undefined && origin === undefined) return 403
  if (token !== undefined && !equalText(authorization ?? '', `Bearer ${token}`)) return 401
  const hasBody =
    incoming.headers['transfer-encoding'] !== undefined || Number(incoming.headers['content-length'] ?? 0) > 0
  return hasBody && !/^application\/json\b/i.test(type ?? '') ? 415 : undefined
}

function hasOwnHost({ headers: { host }, socket: { localPort: port } }: IncomingMessage): boolean {
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`].includes(host ?? '')
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
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...ISOLATED }
  writeResponse(outgoing, { kind: 'response', status, headers, body: Buffer.from(JSON.stringify(value)) })
}

function statusOf(error: IntegError): number {
  if (['event-not-found', 'request-not-kept', 'sandbox-control-unknown'].includes(error.code)) return 404
  if (error.category === 'bug' || error.category === 'filesystem') return 500
  return error.category === 'usage' ? 400 : 422
}
