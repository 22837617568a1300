import { request as plainRequest, type Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { RequestOptions } from 'node:https'
import type { Socket } from 'node:net'
import { HOP_BY_HOP } from '../system/hop-by-hop.ts'
import { pathAt, type Target } from './targets.ts'
import { codeOf } from './upstream.ts'

export type Incoming = IncomingMessage | Http2ServerRequest
export type Outgoing = ServerResponse | Http2ServerResponse
type Pairs = readonly (readonly [name: string, value: string])[]

/**
 * Hands a request to the platform in the sandbox: same method, path, header fields (their case and order too) and
 * body bytes; only Host becomes the sandbox's own, which answers to this machine's names alone.
 */
export function forwardToPlatform(incoming: Incoming, outgoing: Outgoing, to: { target: Target; agent: Agent }): void {
  const { origin } = to.target
  const path = pathAt(to.target, pathOf(incoming.url ?? '/'))
  const options = { host: origin.hostname, port: origin.port, path, agent: to.agent }
  forward(incoming, outgoing, { options, send: plainRequest, host: origin.host })
}

/** Sends a request on and streams the answer back. What cannot be reached, or answers nonsense, is answered with 502. */
export function forward(
  incoming: Incoming,
  outgoing: Outgoing,
  to: {
    readonly options: RequestOptions
    readonly send: (
      options: RequestOptions,
      onAnswer: (answer: IncomingMessage) => void,
    ) => ReturnType<typeof plainRequest>
    readonly host: string
    readonly headers?: Readonly<Record<string, string>>
  },
): void {
  const headers: string[] = ['Host', to.host, ...Object.entries(to.headers ?? {}).flat()]
  for (const [name, value] of endToEnd(incoming.rawHeaders))
    if (!/^(host|expect|:.*)$/i.test(name)) headers.push(name, value)
  if (needsChunks(incoming)) headers.push('Transfer-Encoding', 'chunked')
  let isAnswered = false
  const sending = to.send({ ...to.options, method: incoming.method ?? 'GET', headers: headers as never }, (answer) => {
    const { statusCode: status = 0, statusMessage: reason = '' } = answer
    const isSecond = incoming.httpVersionMajor >= 2
    if (status < 200 || (isSecond && status > 599)) {
      sending.destroy()
      return refuse(outgoing, 502, `${to.host}: status ${status}`)
    }
    isAnswered = true
    outgoing.sendDate = false
    outgoing.statusCode = status
    if ('statusMessage' in outgoing && !isSecond && PRINTABLE.test(reason)) outgoing.statusMessage = reason
    for (const [name, value] of endToEnd(answer.rawHeaders)) outgoing.appendHeader(name, value)
    answer.on('error', () => outgoing.destroy())
    answer.pipe(outgoing)
  })
  sending.on('error', (error) => {
    // Once the answer's own length stands in the head, another text would not fit behind it.
    if (isAnswered || outgoing.headersSent) outgoing.destroy()
    else refuse(outgoing, 502, `${to.host}: ${codeOf(error)}`)
  })
  sending.on('upgrade', (answer: IncomingMessage, socket: Socket) => {
    socket.destroy()
    refuse(outgoing, 502, `${to.host}: status ${answer.statusCode}`)
  })
  outgoing.on('close', () => sending.destroy())
  incoming.on('error', () => sending.destroy())
  incoming.pipe(sending)
}

/** A short answer of our own. */
export function refuse(outgoing: Outgoing, status: number, text: string, headers: Record<string, string> = {}): void {
  outgoing.statusCode = status
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
  outgoing.setHeader('content-type', 'text/plain; charset=utf-8')
  outgoing.end(`integ run: ${text}\n`)
}

/** What node writes as a reason phrase: no controls. */
const PRINTABLE = /^[\t\x20-\x7e\x80-\xff]*$/

/** A body that nothing in the head measures: without chunks its bytes would be read as the next request. */
function needsChunks(incoming: Incoming): boolean {
  if ('stream' in incoming) return incoming.headers['content-length'] === undefined && !incoming.stream.endAfterHeaders
  return incoming.headers['transfer-encoding'] !== undefined
}

/** Path and query of a request target, whole addresses included. */
export function pathOf(target: string): string {
  if (target.startsWith('/')) return target
  const start = target.indexOf('/', target.indexOf('://') + 3)
  const query = target.indexOf('?')
  if (start >= 0 && (query < 0 || start < query)) return target.slice(start)
  return query < 0 ? '/' : `/${target.slice(query)}`
}

function endToEnd(raw: readonly string[]): Pairs {
  const pairs = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []))
  const named = pairs.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.split(','))
  const dropped = new Set([...HOP_BY_HOP, ...named.map((name) => name.trim().toLowerCase())])
  // It measures the message, whatever Connection says of it.
  dropped.delete('content-length')
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase()))
}
