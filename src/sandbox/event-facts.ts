import type { EventFacts } from '../delivery/records.ts'
import { newId } from './identifiers.ts'
import { partnerName } from './partner.ts'
import type { Platform } from './platform.ts'
import type { Emission } from './simulate.ts'

/** What the journal keeps of an event. */
export function eventFacts(platform: Platform, emission: Emission, now: number): EventFacts {
  const partner = partnerName(platform.connector, emission.credential)
  const dueAt =
    emission.afterMs !== undefined && emission.afterMs > 0 ? new Date(now + emission.afterMs).toISOString() : undefined
  return {
    id: newId('evt', platform.random),
    at: new Date(now).toISOString(),
    connector: platform.connector.id,
    type: emission.type,
    payload: emission.payload,
    ...(emission.url === undefined ? {} : { url: emission.url }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(partner === undefined ? {} : { partner }),
  }
}
