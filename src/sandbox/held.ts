import type { EventFacts } from '../delivery/records.ts'
import { eventEffects } from './manner.ts'

/** Events that a fault keeps back until the next one of their connector went first. */
export interface Held {
  /** Sends the event and takes along what it overtook, or keeps it back. */
  readonly go: (event: EventFacts) => Promise<void>
  readonly forget: (connector?: string) => void
}

export function createHeld(send: (event: EventFacts) => Promise<unknown>): Held {
  const held = new Map<string, EventFacts>()
  return {
    go: async (event) => {
      const before = held.get(event.connector)
      const isOutOfOrder = eventEffects(event.faults).some(({ kind }) => kind === 'out-of-order')
      if (isOutOfOrder && !before) {
        held.set(event.connector, event)
        return
      }
      held.delete(event.connector)
      await send(event)
      if (before && before.id !== event.id) await send(before)
    },
    forget: (connector) => {
      if (connector === undefined) held.clear()
      else held.delete(connector)
    },
  }
}
