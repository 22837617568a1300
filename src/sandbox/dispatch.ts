import type { Journal } from '../delivery/journal.ts'
import { lastDeliveries } from '../delivery/last-deliveries.ts'
import type { DeliveryRecord, EventFacts } from '../delivery/records.ts'
import { eventNotFound, nowhereToSend } from '../errors/catalog/sandbox.ts'
import type { HttpClient } from '../system/http.ts'
import type { Alarms } from './alarms.ts'
import { attemptDelivery } from './attempt.ts'
import { eventFacts } from './event-facts.ts'
import { sameUrl, type Listener, type Listeners, type Target } from './listeners.ts'
import { deliveryLine, eventLine, notice, type Log } from './log.ts'
import { resumePending } from './pending.ts'
import type { Platform } from './platform.ts'
import type { Emission } from './simulate.ts'

/** The sandbox's outgoing side: events, where they go, when they are tried again. */
export interface Dispatcher {
  /** Writes the events down; `start` then sends them. In between they survive a crash. */
  readonly record: (
    platform: Platform,
    emissions: readonly Emission[],
  ) => { readonly ids: readonly string[]; readonly start: () => void }
  /** Until the first attempts of an event have ended. */
  readonly settled: (id: string) => Promise<void>
  /** One more attempt, signed anew, outside of the schedule. */
  readonly resend: (id: string, url?: string) => Promise<DeliveryRecord>
  /** Takes up what an earlier process left undone. */
  readonly resume: () => void
  /** Calls off what is pending for one connector's events, or all. */
  readonly cancel: (connector?: string) => void
  readonly cancelListener: (id: string) => void
  /** Waits `graceMs` for attempts under way, then cuts them off. Attempts that are due later stay in the journal. */
  readonly close: (graceMs: number) => Promise<void>
}

export interface DispatchPorts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly journal: Journal
  readonly listeners: Listeners
  readonly alarms: Alarms
  readonly http: HttpClient
  readonly log: Log
  readonly allowRemote: boolean
}

export function createDispatcher(ports: DispatchPorts): Dispatcher {
  const { journal, listeners, alarms, log, platforms } = ports
  const leave = new AbortController()
  const running = new Set<Promise<unknown>>()
  const firsts = new Map<string, Promise<unknown>>()
  const forgotten = new Set<string>()
  const track = <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    void work.catch(() => undefined).finally(() => running.delete(work))
    return work
  }

  const attempt = async (
    event: EventFacts,
    target: Target,
    number: number,
    retry: boolean,
  ): Promise<DeliveryRecord | undefined> => {
    const platform = platforms.get(event.connector)
    if (!platform || leave.signal.aborted) return undefined
    const { http, allowRemote } = ports
    const record = await attemptDelivery({
      platform,
      event,
      target,
      attempt: number,
      retry,
      http,
      allowRemote,
      signal: leave.signal,
    })
    // Reset meanwhile: the event is not known any more.
    if (forgotten.has(event.id)) return record
    const listener = listeners.get(target.listener ?? '')
    if (listener?.forwards !== undefined && record.error === 'connection-refused') return goAround(event, listener)
    journal.addDelivery(record)
    log.write(deliveryLine(record))
    if (record.acknowledged) alarms.clear((key) => key === keyOf(event, target))
    if (record.nextAttemptAt !== undefined) later(event, target, number + 1, Date.parse(record.nextAttemptAt))
    return record
  }
  /** A listener that was killed could not say goodbye; what it stood in front of gets its events again. */
  const goAround = (event: EventFacts, gone: Listener): Promise<DeliveryRecord | undefined> => {
    listeners.remove(gone.id)
    const text = { en: `Nobody listens at ${gone.url} any more.`, zh: `${gone.url} 已无人监听。` }
    const platform = platforms.get(event.connector)
    if (platform) notice(log, platform.clock, 'listener-gone', text)
    const behind = listeners.targets(event.connector, event.url).find(({ url }) => sameUrl(gone.forwards, url))
    return behind ? attempt(event, behind, 1, true) : Promise.resolve(undefined)
  }
  const quietly = (event: EventFacts, target: Target, number: number): Promise<unknown> =>
    track(attempt(event, target, number, true)).catch(() => undefined)
  const later = (event: EventFacts, target: Target, number: number, dueAt: number): void => {
    if (target.listener !== undefined && !listeners.get(target.listener)) return
    alarms.set(keyOf(event, target), dueAt, () => void quietly(event, target, number))
  }
  const first = (event: EventFacts): Promise<unknown> =>
    Promise.all(listeners.targets(event.connector, event.url).map((target) => quietly(event, target, 1)))

  const begin = (event: EventFacts, now: number): void => {
    const dueAt = event.dueAt === undefined ? now : Date.parse(event.dueAt)
    const work =
      dueAt <= now
        ? first(event)
        : new Promise<void>((resolve) =>
            alarms.set(`${event.connector} ${event.id}`, dueAt, () => void first(event).then(() => resolve())),
          )
    firsts.set(event.id, work)
    void work.then(() => firsts.delete(event.id))
  }

  return {
    record: (platform, emissions) => {
      const now = platform.clock.now()
      const events = emissions.map((emission) => eventFacts(platform, emission, now))
      for (const event of events) {
        journal.addEvent(event)
        log.write(eventLine(event))
      }
      return { ids: events.map(({ id }) => id), start: () => events.forEach((event) => begin(event, now)) }
    },
    settled: async (id) => {
      await firsts.get(id)
    },
    resend: async (id, url) => {
      const event = journal.event(id)
      if (!event) throw eventNotFound({ id })
      // As a new event would go: to the listener in front of the address that the call named, if there is one.
      const usual = listeners.targets(event.connector, event.url)[0]?.url ?? event.deliveries.at(-1)?.url
      const to = url ?? usual
      if (to === undefined) throw nowhereToSend({ id })
      const earlier = lastDeliveries(event).find(({ url: last }) => last === to)?.attempt ?? 0
      const { deliveries: _, ...facts } = event
      const record = await track(attempt(facts, { url: to }, earlier + 1, false))
      if (!record) throw eventNotFound({ id })
      return record
    },
    resume: () => {
      for (const event of journal.events())
        resumePending(event, platforms.get(event.connector)?.clock.now(), { begin, later })
    },
    cancel: (connector) => {
      alarms.clear((key) => connector === undefined || key.startsWith(`${connector} `))
      for (const { id, connector: owner } of journal.events())
        if (connector === undefined || owner === connector) forgotten.add(id)
    },
    cancelListener: (id) => alarms.clear((key) => key.endsWith(` ${id}`)),
    close: async (graceMs) => {
      alarms.clear()
      const all = Promise.allSettled(running)
      const grace = new Promise((resolve) => setTimeout(resolve, graceMs).unref())
      await Promise.race([all, grace])
      leave.abort()
      await all
    },
  }
}

function keyOf(event: EventFacts, target: Target): string {
  return `${event.connector} ${event.id} ${target.url} ${target.listener ?? ''}`
}
