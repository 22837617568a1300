import type { Clock } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'
import type { DeliveryRecord, EventFacts } from '../delivery/records.ts'

/** One request that a connector's port answered. Times are ISO 8601 in UTC. */
export interface RequestRecord {
  readonly type: 'request'
  readonly id: string
  readonly at: string
  readonly connector: string
  readonly operation?: string
  readonly method: string
  readonly path: string
  readonly status: number
  /** The platform's error code in the answer. */
  readonly code?: string
  /** Whether the caller proved who it is; null: nobody asked. */
  readonly verified: boolean | null
  readonly reason?: string
  readonly rule?: string
  /** Faults that struck, as they are given; `status` is 0 when they left it without an answer. */
  readonly fault?: string
  readonly ms: number
}
export interface EventLogRecord {
  readonly type: 'event'
  readonly id: string
  readonly at: string
  readonly connector: string
  /** The event's type. */
  readonly event: string
}
export interface DeliveryLogRecord {
  readonly type: 'delivery'
  readonly id: string
  /** The event's id. */
  readonly event: string
  readonly at: string
  readonly url: string
  readonly status?: number
  readonly acknowledged: boolean
  readonly error?: string
  readonly attempt: number
  /** What was done to it on purpose. */
  readonly altered?: readonly string[]
  readonly ms: number
  readonly nextAttemptAt?: string
}
/** Something about the sandbox itself that a person should know. */
export interface NoticeRecord {
  readonly type: 'notice'
  readonly at: string
  readonly code: string
  readonly text: Text
}
export type LogRecord = RequestRecord | EventLogRecord | DeliveryLogRecord | NoticeRecord

export function eventLine(event: EventFacts): EventLogRecord {
  return { type: 'event', id: event.id, at: event.at, connector: event.connector, event: event.type }
}

export function deliveryLine(delivery: DeliveryRecord): DeliveryLogRecord {
  const { id, event, at, url, acknowledged, attempt, ms } = delivery
  return {
    type: 'delivery',
    id,
    event,
    at,
    url,
    ...(delivery.response ? { status: delivery.response.status } : {}),
    acknowledged,
    ...(delivery.error === undefined ? {} : { error: delivery.error }),
    attempt,
    ...(delivery.altered ? { altered: delivery.altered } : {}),
    ms,
    ...(delivery.nextAttemptAt === undefined ? {} : { nextAttemptAt: delivery.nextAttemptAt }),
  }
}

/** Whoever follows the log; one that throws does not stop the others. */
export interface Log {
  write(record: LogRecord): void
  follow(listener: (record: LogRecord) => void): () => void
}

export function createLog(onRecord: ((record: LogRecord) => void) | undefined): Log {
  const followers = new Set<(record: LogRecord) => void>(onRecord ? [onRecord] : [])
  return {
    write: (record) => {
      for (const follower of followers) {
        try {
          follower(record)
        } catch {
          followers.delete(follower)
        }
      }
    },
    follow: (listener) => {
      followers.add(listener)
      return () => followers.delete(listener)
    },
  }
}

export function notice(log: Log, clock: Clock, code: string, text: Text): void {
  log.write({ type: 'notice', at: new Date(clock.now()).toISOString(), code, text })
}
