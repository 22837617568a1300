import type { Journal } from '../delivery/journal.ts'
import { lastDeliveries } from '../delivery/last-deliveries.ts'
import type { DeliveryRecord, EventFacts, EventRecord } from '../delivery/records.ts'
import { eventNotFound, nowhereToSend } from '../errors/catalog/sandbox.ts'
import type { Alarms } from './alarms.ts'
import type { Listeners, Target } from './listeners.ts'
import type { Manner } from './manner.ts'
import type { Platform } from './platform.ts'
import { mannersOf, type ResendWish } from './resend.ts'

export interface ByHand {
  readonly resend: (id: string, wish?: ResendWish) => Promise<readonly DeliveryRecord[]>
  /** Nobody waits any longer for a delivery that is delayed. */
  readonly release: () => void
}

/** Deliveries that somebody asks for, outside of the schedule. */
export function createByHand(ports: {
  readonly journal: Journal
  readonly listeners: Listeners
  readonly alarms: Alarms
  readonly platforms: ReadonlyMap<string, Platform>
  readonly attempt: (
    event: EventFacts,
    target: Target,
    number: number,
    manner: Manner,
  ) => Promise<DeliveryRecord | undefined>
}): ByHand {
  const { journal, listeners, alarms, platforms } = ports
  const waiting = new Map<string, () => void>()
  let waits = 0

  /** As a new event would go: to the listener in front of the address that the call named, if there is one. */
  const targetOf = (event: EventRecord, url: string | undefined): Target | undefined => {
    if (url !== undefined) return listeners.inFrontOf(event.connector, url)
    const last = event.deliveries.at(-1)?.url
    return listeners.targets(event.connector, event.url)[0] ?? (last === undefined ? undefined : { url: last })
  }
  /** On the sandbox's clock. */
  const wait = (event: EventFacts, ms: number): Promise<void> =>
    new Promise((resolve) => {
      const now = platforms.get(event.connector)?.clock.now() ?? 0
      waits += 1
      const key = `${event.connector} ${event.id} resend ${waits}`
      const done = (): void => {
        waiting.delete(key)
        resolve()
      }
      waiting.set(key, done)
      alarms.set(key, now + ms, done)
    })

  return {
    resend: async (id, wish = {}) => {
      const event = journal.event(id)
      if (!event) throw eventNotFound({ id })
      const manners = mannersOf(event, wish)
      const { deliveries: _, ...facts } = event
      if (wish.delayMs !== undefined && wish.delayMs > 0) await wait(facts, wish.delayMs)
      const to = targetOf(event, wish.url)
      if (!to) throw nowhereToSend({ id })
      const earlier = lastDeliveries(event).find(({ url }) => url === to.url)?.attempt ?? 0
      const records = await Promise.all(
        manners.map((manner, copy) => ports.attempt(facts, to, earlier + 1 + copy, manner)),
      )
      const made = records.filter((record) => record !== undefined)
      if (made.length === 0) throw eventNotFound({ id })
      return made
    },
    release: () => {
      for (const done of waiting.values()) done()
    },
  }
}
