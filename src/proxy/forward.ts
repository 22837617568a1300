import { request as plainRequest, type Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { RequestOptions } from 'node:https'
import { pathAt, type Target } from './targets.ts'
import { codeOf } from './upstream.ts'

export type Incoming = IncomingMessage | Http2ServerRequest
export type Outgoing = ServerResponse | Http2ServerResponse
type Pairs = readonly (readonly [name: string, value: string])[]

/** They belong to one connection, not to the message (RFC 9110, 7.6.1). */
const HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

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

/** Sends a request on and streams the answer back. What cannot be reached is answered with 502. */
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
  const isChunked = incoming.headers['transfer-encoding'] !== undefined
  if (isChunked) headers.push('Transfer-Encoding', 'chunked')
  const sending = to.send({ ...to.options, method: incoming.method ?? 'GET', headers: headers as never }, (answer) => {
    outgoing.sendDate = false
    outgoing.statusCode = answer.statusCode ?? 502
    if ('statusMessage' in outgoing && incoming.httpVersionMajor < 2)
      outgoing.statusMessage = answer.statusMessage ?? ''
    for (const [name, value] of endToEnd(answer.rawHeaders)) outgoing.appendHeader(name, value)
    answer.on('error', () => outgoing.destroy())
    answer.pipe(outgoing)
  })
  sending.on('error', (error) => {
    if (outgoing.headersSent) outgoing.destroy()
    else refuse(outgoing, 502, `${to.host}: ${codeOf(error)}`)
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

function pathOf(target: string): string {
  if (target.startsWith('/')) return target
  const start = target.indexOf('/', target.indexOf('://') + 3)
  const query = target.indexOf('?')
  if (start >= 0 && (query < 0 || start < query)) return target.slice(start)
  return query < 0 ? '/' : `/${target.slice(query)}`
}

function endToEnd(raw: readonly string[]): Pairs {
  const pairs = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []))
  const named = pairs.filter(([name]) => name.toLowerCase() === 'connection').flatMap(([, value]) => value.split(','))
  const dropped = new Set([...HOP, ...named.map((name) => name.trim().toLowerCase())])
  return pairs.filter(([name]) => !dropped.has(name.toLowerCase()))
}
