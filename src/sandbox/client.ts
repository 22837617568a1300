import type { DeliveryRecord, EventRecord } from '../delivery/records.ts'
import { sandboxUnreachable } from '../errors/catalog/sandbox.ts'
import type { Json } from '../sdk/http.ts'
import type { HttpClient } from '../system/http.ts'
import type { ActionInfo } from './act.ts'
import type { SandboxStatus } from './control-route.ts'
import type { LogRecord } from './log.ts'
import { followStream } from './stream.ts'
import { fromWire, type WireError } from './wire-error.ts'

export interface Acted {
  /** What the person who did it sees. */
  readonly result: Json
  /** With the deliveries of their first attempts. */
  readonly events: readonly EventRecord[]
}
export interface EmitRequest {
  readonly connector: string
  readonly type: string
  /** Absent: the event's example. */
  readonly payload?: Json
  readonly url?: string
}
export interface ListenRequest {
  readonly url: string
  readonly connector?: string
  /** The address that the listener stands in front of. */
  readonly forwards?: string
}

/** The control API of a running sandbox. Every method throws the sandbox's own error, or `sandbox-unreachable`. */
export interface SandboxClient {
  status(): Promise<SandboxStatus>
  stop(): Promise<void>
  /** The ids of the connectors that were emptied. */
  reset(connector?: string): Promise<readonly string[]>
  actions(): Promise<readonly ActionInfo[]>
  act(action: string, params: Readonly<Record<string, string>>): Promise<Acted>
  /** Newest first. */
  events(limit?: number): Promise<readonly EventRecord[]>
  event(id: string): Promise<EventRecord>
  resend(id: string, url?: string): Promise<DeliveryRecord>
  emit(event: EmitRequest): Promise<EventRecord>
  /** The listener's id. */
  addListener(listener: ListenRequest): Promise<string>
  removeListener(id: string): Promise<void>
  /** Log records from now on, until `signal` is set off or the sandbox ends. */
  stream(signal: AbortSignal): AsyncIterable<LogRecord>
  /** Until the first attempts to deliver the event have ended. */
  wait(event: string): Promise<EventRecord>
}

/** Attempts are bounded by each platform's own timeout; this only guards against a sandbox that hangs. */
const TIMEOUT_MS = 120_000
const STATUS_TIMEOUT_MS = 2_000

export function createSandboxClient(
  at: { readonly control: string; readonly token: string },
  http: HttpClient,
  signal?: AbortSignal,
): SandboxClient {
  const ask = async <T>(method: string, path: string, body?: object, timeoutMs = TIMEOUT_MS): Promise<T> => {
    const response = await http
      .send(
        {
          kind: 'request',
          method,
          url: new URL(`${at.control}/__integ/${path}`),
          headers: { authorization: `Bearer ${at.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
          body: body ? Buffer.from(JSON.stringify(body)) : new Uint8Array(),
        },
        { timeoutMs, maxBytes: 1024 * 1024 * 1024, ...(signal ? { signal } : {}) },
      )
      .catch((cause: unknown) => {
        if (signal?.aborted) throw cause
        throw sandboxUnreachable({ address: at.control }, { cause })
      })
    const value = parse(response.body)
    if (value?.['error']) throw fromWire(value['error'] as WireError)
    if (response.status !== 200 || !value)
      throw sandboxUnreachable({ address: at.control }, { details: { status: response.status } })
    return value as T
  }
  const eventPath = (id: string): string => `events/${encodeURIComponent(id)}`
  return {
    status: () => ask('GET', 'status', undefined, STATUS_TIMEOUT_MS),
    stop: async () => void (await ask('POST', 'stop', {}, STATUS_TIMEOUT_MS)),
    reset: async (connector) =>
      (await ask<{ reset: string[] }>('POST', 'reset', connector === undefined ? {} : { connector })).reset,
    actions: async () => (await ask<{ actions: ActionInfo[] }>('GET', 'actions')).actions,
    act: (action, params) => ask('POST', 'act', { action, params }),
    events: async (limit) =>
      (await ask<{ events: EventRecord[] }>('GET', `events${limit === undefined ? '' : `?limit=${limit}`}`)).events,
    event: async (id) => (await ask<{ event: EventRecord }>('GET', eventPath(id))).event,
    resend: async (id, url) =>
      (await ask<{ delivery: DeliveryRecord }>('POST', `${eventPath(id)}/resend`, url === undefined ? {} : { url }))
        .delivery,
    emit: async (event) => (await ask<{ event: EventRecord }>('POST', 'emit', event)).event,
    addListener: async (listener) => (await ask<{ id: string }>('POST', 'listeners', listener)).id,
    removeListener: async (id) => void (await ask('DELETE', `listeners/${encodeURIComponent(id)}`)),
    stream: (until) => followStream(at, until),
    wait: async (event) => (await ask<{ event: EventRecord }>('POST', 'wait', { event })).event,
  }
}

function parse(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8')) as Record<string, unknown>
  } catch {
    return undefined
  }
}
