import type { Headers, HttpMessage, Json } from '../sdk/http.ts'

/** A body as it went over the wire. Text where the bytes are UTF-8, otherwise base64 and `encoding` says so. */
export interface RecordedBody {
  readonly body: string
  readonly encoding?: 'base64'
}
export interface RecordedRequest extends RecordedBody {
  readonly method: string
  readonly headers: Headers
}
export interface RecordedResponse extends RecordedBody {
  readonly status: number
  readonly headers: Headers
}

/** One attempt to hand an event to a URL. Times are ISO 8601 in UTC. */
export interface DeliveryRecord {
  readonly id: string
  /** The event's id. */
  readonly event: string
  readonly at: string
  readonly url: string
  /** 1 for the first attempt at this URL. */
  readonly attempt: number
  /** The listener it went to, when it did not go to the URL that the call named. */
  readonly listener?: string
  /** The address that the call named, when the listener stood in front of it. */
  readonly insteadOf?: string
  /** How it differed on purpose from what the platform would send: `duplicate`, `corrupt=total_amount`, `as-sent`, … */
  readonly altered?: readonly string[]
  /** Outside of the schedule: a duplicate, or sent again by hand. */
  readonly unscheduled?: true
  readonly request: RecordedRequest
  readonly response?: RecordedResponse
  readonly acknowledged: boolean
  /** Why there was no acknowledgement, as a code: `timeout`, `connection-refused`, `redirect`, … */
  readonly error?: string
  readonly ms: number
  readonly nextAttemptAt?: string
}

export interface EventFacts {
  readonly id: string
  readonly at: string
  readonly connector: string
  readonly type: string
  readonly payload: Json
  /** The address that the call named. */
  readonly url?: string
  /** When the first attempt is due, for an event that the platform sends later. */
  readonly dueAt?: string
  /** Whose keys it is signed with: the partner's id. */
  readonly partner?: string
  /** Seconds before each further attempt, where they differ from the scheme's. */
  readonly retries?: readonly number[]
  /** Faults that strike the event, as they are given: `late=30s`, `duplicate=2`. */
  readonly faults?: readonly string[]
  /** Which of the platform's keys, where the call chose one; absent: the usual one. */
  readonly keyId?: string
}
export interface EventRecord extends EventFacts {
  readonly deliveries: readonly DeliveryRecord[]
}

export function recordBody(bytes: Uint8Array): RecordedBody {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { body: Buffer.from(bytes).toString('base64'), encoding: 'base64' }
  }
}

export function recordedBytes(recorded: RecordedBody): Uint8Array {
  return new Uint8Array(Buffer.from(recorded.body, recorded.encoding ?? 'utf8'))
}

export function recordMessage(message: Extract<HttpMessage, { kind: 'request' }>): RecordedRequest
export function recordMessage(message: Extract<HttpMessage, { kind: 'response' }>): RecordedResponse
export function recordMessage(message: HttpMessage): RecordedRequest | RecordedResponse {
  const rest = { headers: message.headers, ...recordBody(message.body) }
  return message.kind === 'request' ? { method: message.method, ...rest } : { status: message.status, ...rest }
}
