import type { EventFacts } from '../delivery/records.ts'
import { effectWords, type EventEffect } from './faults/effect.ts'
import { newId } from './identifiers.ts'
import { eventEffects } from './manner.ts'
import { partnerName } from './partner.ts'
import type { Platform } from './platform.ts'
import type { Emission } from './simulate.ts'

/** What the journal keeps of an event. */
export function eventFacts(platform: Platform, emission: Emission, now: number): EventFacts {
  const partner = partnerName(platform.connector, emission.credential)
  const faults = [...(emission.faults ?? []), ...struck(platform, emission.type)]
  const late = eventEffects(faults).reduce((sum, effect) => sum + (effect.kind === 'late' ? effect.ms : 0), 0)
  const wait = (emission.afterMs ?? 0) + late
  const dueAt = wait > 0 ? new Date(now + wait).toISOString() : undefined
  return {
    id: newId('evt', platform.random),
    at: new Date(now).toISOString(),
    connector: platform.connector.id,
    type: emission.type,
    payload: emission.payload,
    ...(emission.url === undefined ? {} : { url: emission.url }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(partner === undefined ? {} : { partner }),
    ...(emission.retries === undefined ? {} : { retries: emission.retries }),
    ...(faults.length === 0 ? {} : { faults }),
    ...(emission.keyId === undefined ? {} : { keyId: emission.keyId }),
  }
}

/** What befalls the event as a whole; single attempts are struck one by one. */
const WHOLE: ReadonlySet<EventEffect['kind']> = new Set(['late', 'duplicate', 'out-of-order'])

function struck(platform: Platform, type: string): readonly string[] {
  return platform.faults.onEvent(platform, type, WHOLE).map(({ effect }) => effectWords(effect))
}
