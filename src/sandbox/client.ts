import type { DeliveryRecord, EventRecord } from '../delivery/records.ts'
import { sandboxUnreachable } from '../errors/catalog/sandbox.ts'
import type { Json } from '../sdk/http.ts'
import type { HttpClient } from '../system/http.ts'
import type { ActionInfo } from './act.ts'
import type { SandboxStatus } from './control-route.ts'
import type { LogRecord } from './log.ts'
import type { SnapshotFacts } from './snapshot.ts'
import type { SnapshotPlace } from './snapshot-files.ts'
import type { ClockReading, Travelled } from './travel.ts'
import type { FaultRecord } from './faults/fault.ts'
import type { FaultWish } from './faults/make-fault.ts'
import type { ResendWish } from './resend.ts'
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
  /** The addresses that the listener stands in front of. */
  readonly forwards?: string | readonly string[]
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
  /** In the order in which they were asked for. */
  resend(id: string, wish?: ResendWish): Promise<readonly DeliveryRecord[]>
  emit(event: EmitRequest): Promise<EventRecord>
  /** The listener's id. */
  addListener(listener: ListenRequest): Promise<string>
  removeListener(id: string): Promise<void>
  /** What a browser may be started with in place of the token: good for one visit to the inspector. */
  ticket(): Promise<string>
  /** Log records from now on, until `signal` is set off or the sandbox ends. */
  stream(signal: AbortSignal): AsyncIterable<LogRecord>
  /** Where the sandbox's clock stands. */
  clock(): Promise<ClockReading>
  /** Forward by a duration such as `25h`; what is due on the way is delivered in the order of time. */
  advanceClock(by: string): Promise<Travelled>
  /** To a time such as `2026-12-24 18:00`; back only while nothing is stored. */
  setClock(to: string): Promise<Travelled>
  /** Back to real time, or forward to it. */
  resetClock(): Promise<Travelled>
  freezeClock(): Promise<ClockReading>
  resumeClock(): Promise<ClockReading>
  faults(): Promise<readonly FaultRecord[]>
  addFault(wish: FaultWish): Promise<FaultRecord>
  removeFault(id: string): Promise<void>
  /** How many there were. */
  clearFaults(): Promise<number>
  /** Writes everything that the sandbox remembers into a file of this machine. */
  saveSnapshot(place: SnapshotPlace): Promise<SnapshotFacts>
  /** Puts a snapshot in place of everything. Throws `snapshot-not-found`, `snapshot-damaged`, `snapshot-newer`. */
  loadSnapshot(place: SnapshotPlace): Promise<{ readonly snapshot: SnapshotFacts; readonly clock: ClockReading }>
  /** Puts entries into the state, connector → collection → id → value; how many for each connector. */
  putState(state: object): Promise<Readonly<Record<string, number>>>
  /** Until every delivery that is under way has ended. */
  settle(): Promise<void>
  /** Keeps the present world; the returned function lets it go, or puts it back. */
  holdWorld(): Promise<(back: boolean) => Promise<void>>
  /** Until the first attempts to deliver the event have ended. */
  wait(event: string): Promise<EventRecord>
}

/** Attempts are bounded by each platform's own timeout; this only guards against a sandbox that hangs. */
const TIMEOUT_MS = 120_000
const STATUS_TIMEOUT_MS = 2_000
/** A month of deliveries to a receiver that never answers. */
const TRAVEL_TIMEOUT_MS = 3_600_000

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
  const travel = async (how: string, body: object): Promise<Travelled> =>
    (await ask<{ travelled: Travelled }>('POST', `clock/${how}`, body, TRAVEL_TIMEOUT_MS)).travelled
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
    resend: async (id, wish = {}) => {
      const answer = ask<{ deliveries: DeliveryRecord[] }>(
        'POST',
        `${eventPath(id)}/resend`,
        wish,
        TIMEOUT_MS + (wish.delayMs ?? 0),
      )
      return (await answer).deliveries
    },
    emit: async (event) => (await ask<{ event: EventRecord }>('POST', 'emit', event)).event,
    addListener: async (listener) => (await ask<{ id: string }>('POST', 'listeners', listener)).id,
    removeListener: async (id) => void (await ask('DELETE', `listeners/${encodeURIComponent(id)}`)),
    faults: async () => (await ask<{ faults: FaultRecord[] }>('GET', 'faults')).faults,
    addFault: async (wish) => (await ask<{ fault: FaultRecord }>('POST', 'faults', wish)).fault,
    removeFault: async (id) => void (await ask('DELETE', `faults/${encodeURIComponent(id)}`)),
    clearFaults: async () => (await ask<{ removed: number }>('DELETE', 'faults')).removed,
    ticket: async () => (await ask<{ ticket: string }>('POST', 'tickets', {})).ticket,
    stream: (until) => followStream(at, until),
    clock: async () => (await ask<{ clock: ClockReading }>('GET', 'clock')).clock,
    advanceClock: (by) => travel('advance', { by }),
    setClock: (to) => travel('set', { to }),
    resetClock: () => travel('reset', {}),
    freezeClock: async () => (await ask<{ clock: ClockReading }>('POST', 'clock/freeze', {})).clock,
    resumeClock: async () => (await ask<{ clock: ClockReading }>('POST', 'clock/resume', {})).clock,
    saveSnapshot: async (place) => (await ask<{ snapshot: SnapshotFacts }>('POST', 'snapshot/save', place)).snapshot,
    loadSnapshot: (place) => ask('POST', 'snapshot/load', place),
    putState: async (state) => (await ask<{ entries: Record<string, number> }>('POST', 'state', { state })).entries,
    settle: async () => void (await ask('POST', 'settle', {})),
    holdWorld: async () => {
      const { id } = await ask<{ id: string }>('POST', 'world', {})
      return async (back) => void (await ask('DELETE', `world/${id}?back=${back}`))
    },
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
