import type { Journal } from '../delivery/journal.ts'
import type { Platform } from './platform.ts'

/** Whether there is no order, no event, nothing that a time was written into. */
export function isEmptySandbox(platforms: ReadonlyMap<string, Platform>, journal: Pick<Journal, 'events'>): boolean {
  return journal.events(1).length === 0 && [...platforms.values()].every(({ state }) => state.entries().length === 0)
}
