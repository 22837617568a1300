import type { EventRecord } from '../delivery/records.ts'
import type { SandboxControl } from './control.ts'

/** How many of the newest events are looked at for those that a call made the platform send. */
const WINDOW = 100

/** Tells which events came since it was made. */
export interface EventWatch {
  /** Ids of events of these types that came with the last call. */
  after(types: readonly string[]): Promise<readonly string[]>
  /** Events that an action itself reported. */
  take(events: readonly EventRecord[]): void
  /** All of them with their deliveries, first attempts ended; an event that is due later as it is. */
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
        events.push(await client.event(event.id))
      }
      return events
    },
  }
}
