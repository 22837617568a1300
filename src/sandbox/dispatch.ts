import type { DeliveryRecord, EventFacts } from '../delivery/records.ts'
import { createAttempts, type AttemptPorts } from './attempts.ts'
import { createByHand } from './by-hand.ts'
import { eventFacts } from './event-facts.ts'
import { createHeld } from './held.ts'
import { eventLine } from './log.ts'
import { eventEffects } from './manner.ts'
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

export function createDispatcher(ports: AttemptPorts): Dispatcher {
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
  const { attempt, quietly, later } = createAttempts(
    ports,
    { signal: leave.signal, isForgotten: (event) => forgotten.has(event) },
    track,
  )
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
