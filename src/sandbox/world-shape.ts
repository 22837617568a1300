import { isDeliveryRecord, isEventFacts } from '../delivery/record-shape.ts'
import type { StateEntry } from './state.ts'
import { isSandboxTime } from './time-text.ts'
import type { World } from './world.ts'

/** Whether a value that came from a file is a world, so far that nothing of the sandbox trips over it. */
export function isWorld(value: unknown): value is World {
  const { clock, connectors, events } = (value ?? {}) as Partial<World>
  return (
    isSandboxTime(clock?.at) &&
    typeof clock?.frozen === 'boolean' &&
    isPlainObject(connectors) &&
    Object.values(connectors).every((entries: unknown) => Array.isArray(entries) && entries.every(isStateEntry)) &&
    Array.isArray(events) &&
    events.every((one: unknown) => isEventFacts(one) && !Number.isNaN(Date.parse(one.at)) && hasDeliveries(one))
  )
}

export function isStateEntry(value: unknown): value is StateEntry {
  return Array.isArray(value) && value.length === 3 && typeof value[0] === 'string' && typeof value[1] === 'string'
}

function hasDeliveries(event: object): boolean {
  const { deliveries } = event as { readonly deliveries?: unknown }
  return Array.isArray(deliveries) && deliveries.every(isDeliveryRecord)
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
