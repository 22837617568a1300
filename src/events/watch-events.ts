import { setTimeout as sleep } from 'node:timers/promises'
import type { EventRecord } from '../delivery/records.ts'
import type { SandboxControl } from './control.ts'

/** How many of the newest events are looked at for those that a call made the platform send. */
const WINDOW = 100

/** What the platform sends a moment after its answer. */
const SOON_MS = 3000

const isSoon = ({ at, dueAt }: EventRecord): boolean => Date.parse(dueAt ?? at) - Date.parse(at) <= SOON_MS

/** Tells which events came since it was made. */
export interface EventWatch {
  /** Ids of events of these types that came with the last call. */
  after(types: readonly string[]): Promise<readonly string[]>
  /** Events that an action itself reported. */
  take(events: readonly EventRecord[]): void
  /** All of them with their deliveries, first attempts ended; an event that is due much later as it is. */
  collected(): Promise<readonly EventRecord[]>
}

export async function watchEvents(client: SandboxControl, connector: string): Promise<EventWatch> {
  const known = new Set((await client.events(WINDOW)).map(({ id }) => id))
  const found = new Map<string, EventRecord>()
  const take = (events: readonly EventRecord[]): void => {
    for (const event of events) {
      known.add(event.id)
      found.set(event.id, event)
    }
  }
  return {
    take,
    after: async (types) => {
      if (types.length === 0) return []
      const fresh = (await client.events(WINDOW))
        .filter((event) => !known.has(event.id) && event.connector === connector && types.includes(event.type))
        .toReversed()
      take(fresh)
      return fresh.map(({ id }) => id)
    },
    collected: async () => {
      const events: EventRecord[] = []
      for (const event of found.values()) {
        if (event.dueAt === undefined) await client.wait(event.id)
        // On a frozen clock it would never come.
        else if (isSoon(event)) await Promise.race([client.wait(event.id), sleep(2 * SOON_MS)])
        events.push(await client.event(event.id))
      }
      return events
    },
  }
}
