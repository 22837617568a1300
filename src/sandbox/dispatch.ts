import type { Journal } from '../delivery/journal.ts'
import type { DeliveryRecord, EventFacts } from '../delivery/records.ts'
import { mintCredential } from '../profiles/local.ts'
import type { Credential } from '../sdk/auth.ts'
import type { HttpClient } from '../system/http.ts'
import type { Alarms } from './alarms.ts'
import { attemptDelivery } from './attempt.ts'
import { createByHand } from './by-hand.ts'
import { createHeld } from './held.ts'
import { eventFacts } from './event-facts.ts'
import { sameUrl, type Listener, type Listeners, type Target } from './listeners.ts'
import { deliveryLine, eventLine, notice, type Log } from './log.ts'
import type { EventEffect } from './faults/effect.ts'
import { eventEffects, mannerOf, type Manner } from './manner.ts'
import { resumePending } from './pending.ts'
import type { Platform } from './platform.ts'
import type { ResendWish } from './resend.ts'
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
  /** One more delivery, or several at once, outside of the schedule. They are told one by one when they have ended. */
  readonly resend: (id: string, wish?: ResendWish) => Promise<readonly DeliveryRecord[]>
  /** Takes up what an earlier process left undone. */
  readonly resume: () => void
  /** Until no attempt is under way. */
  readonly idle: () => Promise<void>
  /** Knows nothing of what was pending: another journal is put in place, while no attempt is under way. */
  readonly restock: () => void
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
  const foreigners = new Map<string, Promise<Credential>>()
  const foreign = ({ connector, random, wire }: Platform): Promise<Credential> => {
    const known = foreigners.get(connector.id) ?? mintCredential(connector, { random, clock: wire })
    foreigners.set(connector.id, known)
    return known
  }
  const track = <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    void work.catch(() => undefined).finally(() => running.delete(work))
    return work
  }

  const attempt = async (
    event: EventFacts,
    target: Target,
    number: number,
    how: { readonly manner: Manner; readonly unscheduled: boolean },
  ): Promise<DeliveryRecord | undefined> => {
    const platform = platforms.get(event.connector)
    if (!platform || leave.signal.aborted) return undefined
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
      signal: leave.signal,
    })
    // Reset meanwhile: the event is not known any more.
    if (forgotten.has(event.id)) return record
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
    how: { readonly manner: Manner; readonly unscheduled: boolean },
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
  /** One delivery of the platform's own accord, with whatever strikes it. */
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
  const first = (event: EventFacts): Promise<unknown> => {
    const duplicate = eventEffects(event.faults).find((effect) => effect.kind === 'duplicate')
    const copies = duplicate?.copies ?? 1
    const targets = listeners.targets(event.connector, event.url)
    return Promise.all(
      targets.flatMap((target) => Array.from({ length: copies }, (_, copy) => quietly(event, target, 1, copy > 0))),
    )
  }
  const held = createHeld(first)
  const begin = (event: EventFacts, now: number): void => {
    const dueAt = event.dueAt === undefined ? now : Date.parse(event.dueAt)
    const work =
      dueAt <= now
        ? held.go(event)
        : new Promise<void>((resolve) =>
            alarms.set(`${event.connector} ${event.id}`, dueAt, () => held.go(event).then(() => resolve())),
          )
    firsts.set(event.id, work)
    void work.then(() => firsts.delete(event.id))
  }

  const byHand = createByHand({
    journal,
    listeners,
    alarms,
    platforms,
    attempt: (event, target, number, manner) => track(attempt(event, target, number, { manner, unscheduled: true })),
  })

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
    resend: byHand.resend,
    resume: () => {
      // Oldest first, so that what is due at one moment leaves in the order in which it came about.
      for (const event of journal.events().toReversed())
        resumePending(event, platforms.get(event.connector)?.clock.now(), { begin, later })
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
    restock: () => {
      alarms.clear()
      held.forget()
      byHand.release()
      forgotten.clear()
      firsts.clear()
    },
    cancel: (connector) => {
      alarms.clear((key) => connector === undefined || key.startsWith(`${connector} `))
      held.forget(connector)
      byHand.release()
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
      byHand.release()
      await all
    },
  }
}

/** What befalls one attempt. */
const SINGLE: ReadonlySet<EventEffect['kind']> = new Set(['drop', 'corrupt', 'bad-signature', 'wrong-key'])

function keyOf(event: EventFacts, target: Target): string {
  return `${event.connector} ${event.id} ${target.url} ${target.listener ?? ''}`
}
