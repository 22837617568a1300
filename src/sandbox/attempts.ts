import type { Journal } from '../delivery/journal.ts'
import type { DeliveryRecord, EventFacts } from '../delivery/records.ts'
import { mintCredential } from '../profiles/local.ts'
import type { Credential } from '../sdk/auth.ts'
import type { HttpClient } from '../system/http.ts'
import type { Alarms } from './alarms.ts'
import { attemptDelivery } from './attempt.ts'
import type { EventEffect } from './faults/effect.ts'
import { sameUrl, type Listener, type Listeners, type Target } from './listeners.ts'
import { deliveryLine, notice, type Log } from './log.ts'
import { eventEffects, mannerOf, type Manner } from './manner.ts'
import type { Platform } from './platform.ts'

export interface AttemptPorts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly journal: Journal
  readonly listeners: Listeners
  readonly alarms: Alarms
  readonly http: HttpClient
  readonly log: Log
  readonly allowRemote: boolean
}

export interface How {
  readonly manner: Manner
  /** Asked for by hand, or a copy: nothing follows from it. */
  readonly unscheduled: boolean
}

/** One event to one address: the attempt, and the next one by the platform's schedule. */
export interface Attempts {
  /** Undefined: nothing was sent. */
  readonly attempt: (event: EventFacts, target: Target, number: number, how: How) => Promise<DeliveryRecord | undefined>
  /** One delivery of the platform's own accord, with whatever strikes it. Never rejects. */
  readonly quietly: (event: EventFacts, target: Target, number: number, isCopy?: boolean) => Promise<unknown>
  /** The same at a time to come. */
  readonly later: (event: EventFacts, target: Target, number: number, dueAt: number) => void
}

export function createAttempts(
  ports: AttemptPorts,
  end: { readonly signal: AbortSignal; readonly isForgotten: (event: string) => boolean },
  track: <T>(work: Promise<T>) => Promise<T>,
): Attempts {
  const { journal, listeners, alarms, log, platforms } = ports
  const { signal, isForgotten } = end
  const foreigners = new Map<string, Promise<Credential>>()
  const foreign = ({ connector, random, wire }: Platform): Promise<Credential> => {
    const known = foreigners.get(connector.id) ?? mintCredential(connector, { random, clock: wire })
    foreigners.set(connector.id, known)
    return known
  }

  const attempt = async (
    event: EventFacts,
    target: Target,
    number: number,
    how: How,
  ): Promise<DeliveryRecord | undefined> => {
    const platform = platforms.get(event.connector)
    if (!platform || signal.aborted) return undefined
    const { http, allowRemote } = ports
    const record = await attemptDelivery({
      platform,
      event,
      target,
      attempt: number,
      ...how,
      foreign: () => foreign(platform),
      http,
      allowRemote,
      signal,
    })
    // Reset meanwhile: the event is not known any more.
    if (isForgotten(event.id)) return record
    const listener = listeners.get(target.listener ?? '')
    if (listener?.forwards !== undefined && record.error === 'connection-refused')
      return goAround(event, listener, number, how)
    journal.addDelivery(record)
    log.write(deliveryLine(record))
    if (record.acknowledged) {
      const done = [target, ...(target.insteadOf === undefined ? [] : [{ url: target.insteadOf }])]
      alarms.clear((key) => done.some((one) => key === keyOf(event, one)))
    }
    const due = record.nextAttemptAt === undefined ? undefined : Date.parse(record.nextAttemptAt)
    if (due === undefined) return record
    if (due > platform.clock.now()) later(event, target, number + 1, due)
    // Repeats that follow at once belong to the first delivery: who waits for it waits for them.
    else await quietly(event, listeners.inFrontOf(event.connector, record.url), number + 1)
    return record
  }
  /** A listener that was killed could not say goodbye; what it stood in front of gets its events again. */
  const goAround = (
    event: EventFacts,
    gone: Listener,
    number: number,
    how: How,
  ): Promise<DeliveryRecord | undefined> => {
    listeners.remove(gone.id)
    const text = { en: `Nobody listens at ${gone.url} any more.`, zh: `${gone.url} 已无人监听。` }
    const platform = platforms.get(event.connector)
    if (platform) notice(log, platform.clock, 'listener-gone', text)
    const behind = listeners
      .targets(event.connector, event.url)
      .find(({ url }) => gone.forwards?.some((one) => sameUrl(one, url)))
    return behind ? attempt(event, behind, number, how) : Promise.resolve(undefined)
  }
  const quietly = (event: EventFacts, target: Target, number: number, isCopy = false): Promise<unknown> => {
    const platform = platforms.get(event.connector)
    const struck = platform?.faults.onEvent(platform, event.type, SINGLE).map(({ effect }) => effect) ?? []
    // What the call itself asked for befalls the first attempt.
    const asked = number === 1 ? eventEffects(event.faults) : []
    const manner = mannerOf([...asked, ...struck], isCopy ? ['duplicate'] : [])
    return track(attempt(event, target, number, { manner, unscheduled: isCopy })).catch(() => undefined)
  }
  const later = (event: EventFacts, target: Target, number: number, dueAt: number): void => {
    if (target.listener !== undefined && !listeners.get(target.listener)) return
    alarms.set(keyOf(event, target), dueAt, () => {
      // Somebody may have begun to listen in front of it since.
      const to = target.listener === undefined ? listeners.inFrontOf(event.connector, target.url) : target
      return quietly(event, to, number)
    })
  }
  return { attempt, quietly, later }
}

/** What befalls one attempt. */
const SINGLE: ReadonlySet<EventEffect['kind']> = new Set(['drop', 'corrupt', 'bad-signature', 'wrong-key'])

function keyOf(event: EventFacts, target: Target): string {
  return `${event.connector} ${event.id} ${target.url} ${target.listener ?? ''}`
}
