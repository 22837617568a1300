import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Credential, Verdict } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Clock, HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { PlatformEvent, WebhookScheme } from '../sdk/webhook.ts'
import type { HttpClient } from '../system/http.ts'
import { isLoopback } from '../delivery/loopback.ts'
import { receiverPortTaken } from '../errors/catalog/events.ts'
import { openWebServer, readRequest, refuseRequest, writeResponse } from '../sandbox/web.ts'
import { answerOf, forward, type Forwarded } from './forward.ts'
import { answerHandshake, readDelivery } from './read-delivery.ts'

/** One connector's events at the receiver. */
export interface Reception {
  readonly connector: Connector
  readonly credential: Credential
  /** Where events go on; absent: the receiver answers by itself. */
  readonly forwardTo?: URL | undefined
  /** Another place for events of this type; undefined: `forwardTo`. */
  readonly route?: (type: string) => URL | undefined
  /** Whether an event of this type is wanted; what is not is acknowledged and left alone. */
  readonly wants?: (type: string) => boolean
}

/** One request that the receiver answered. */
export interface Received {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly connector: string
  readonly kind: 'event' | 'handshake'
  readonly request: HttpRequest
  readonly verdict?: Verdict
  readonly event?: PlatformEvent
  /** The event's id was seen before: the platform tried again, or somebody sent it twice. */
  readonly repeated: boolean
  readonly wanted: boolean
  readonly forwarded?: Forwarded
  /** What the platform got, from the integration or from the receiver itself. */
  readonly response: HttpResponse
  readonly acknowledged: boolean
  /** What the platform takes as an acknowledgement. */
  readonly expected?: HttpResponse
  readonly ms: number
}

export interface ReceiverPorts {
  readonly http: HttpClient
  readonly clock: Clock
  readonly signal: AbortSignal
}

export interface ReceiverOptions {
  /** 0: a free one. */
  readonly port?: number
  readonly allowRemote?: boolean
  readonly onReceived: (received: Received) => void
}

export interface Receiver {
  /** Where the events of a connector are taken. */
  url(connector: string): string
  close(): Promise<void>
}

/** Ids that are remembered to tell a repeated event. */
const REMEMBERED = 10_000

/**
 * The partner's side of events on 127.0.0.1: `/<connector id>` answers the platform's handshake, verifies with the
 * partner's keys, reads the payload, and answers with the acknowledgement or with what the integration answered.
 * Throws `receiver-port-taken`.
 */
export async function openReceiver(
  receptions: readonly Reception[],
  ports: ReceiverPorts,
  options: ReceiverOptions,
): Promise<Receiver> {
  const seen = new Set<string>()
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const read = await readRequest(incoming)
    if (!read.ok) return refuseRequest(outgoing, read.status)
    const { url } = read.request
    // A page of another site that rebinds its name to this machine still sends its own name.
    if (!isLoopback(url.hostname)) return refuseRequest(outgoing, 403)
    const reception = receptions.find(({ connector }) => url.pathname === pathOf(connector.id))
    if (!reception) return refuseRequest(outgoing, 404)
    const received = await receive(read.request, reception, ports, options, seen)
    options.onReceived(received)
    writeResponse(outgoing, received.response)
  }
  const port = options.port ?? 0
  const server = await openWebServer(port, (incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => outgoing.destroy())
  }).catch((cause: unknown) => {
    throw receiverPortTaken({ port, reason: (cause as { code?: string }).code ?? 'unknown' }, { cause })
  })
  return { url: (connector) => `${server.url}${pathOf(connector)}`, close: () => server.close() }
}

const pathOf = (connector: string): string => `/${encodeURIComponent(connector)}`

async function receive(
  request: HttpRequest,
  reception: Reception,
  ports: ReceiverPorts,
  options: ReceiverOptions,
  seen: Set<string>,
): Promise<Received> {
  const { connector, credential } = reception
  const at = ports.clock.now()
  const facts = { at, connector: connector.id, request, repeated: false, wanted: true }
  const handshake = answerHandshake(request, connector.webhooks, credential)
  if (handshake)
    return { ...facts, kind: 'handshake', response: handshake, acknowledged: true, ms: ports.clock.now() - at }
  const read = readDelivery(request, connector.webhooks, credential, ports.clock)
  if (!read) return { ...facts, kind: 'event', response: plain(400, 'no webhook scheme'), acknowledged: false, ms: 0 }
  const { scheme, verdict, event } = read
  const wanted = !event || !verdict.ok || (reception.wants?.(event.type) ?? true)
  const forwardTo = (event && reception.route?.(event.type)) ?? reception.forwardTo
  const forwarded =
    forwardTo && wanted
      ? await forward(request, forwardTo, ports, {
          timeoutMs: scheme.timeoutSeconds * 1000,
          acknowledged: (response) => scheme.acknowledged(response),
          allowRemote: options.allowRemote === true,
          signal: ports.signal,
        })
      : undefined
  const response = forwarded ? answerOf(forwarded) : ownAnswer(scheme, verdict, event)
  return {
    ...facts,
    kind: 'event',
    verdict,
    ...(event ? { event } : {}),
    repeated: event !== undefined && event.id !== '' && verdict.ok && isRepeated(`${connector.id} ${event.id}`, seen),
    wanted,
    ...(forwarded ? { forwarded } : {}),
    response,
    acknowledged: forwarded ? forwarded.acknowledged : scheme.acknowledged(response),
    expected: scheme.acknowledgement(),
    ms: ports.clock.now() - at,
  }
}

/** Nobody acknowledges what nobody could verify or read. */
function ownAnswer(scheme: WebhookScheme, verdict: Verdict, event: PlatformEvent | undefined): HttpResponse {
  if (!verdict.ok) return plain(401, `not accepted: ${verdict.reason}`)
  return event ? scheme.acknowledgement() : plain(400, 'not readable')
}

function isRepeated(id: string, seen: Set<string>): boolean {
  if (seen.has(id)) return true
  seen.add(id)
  if (seen.size > REMEMBERED) seen.delete(seen.values().next().value as string)
  return false
}

function plain(status: number, text: string): HttpResponse {
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return { kind: 'response', status, headers, body: Buffer.from(`${text}\n`) }
}
