import type { EventRecord } from '../delivery/records.ts'
import { eventIdAmbiguous, noEventYet } from '../errors/catalog/events.ts'
import { eventNotFound } from '../errors/catalog/sandbox.ts'
import type { SandboxControl } from './control.ts'

const SHOWN = 5

/** By id, by the start of an id (with or without `evt_`), or `latest`. */
export async function findEvent(
  client: Pick<SandboxControl, 'events' | 'event'>,
  wanted: string,
): Promise<EventRecord> {
  if (wanted === 'latest') {
    const [latest] = await client.events(1)
    if (!latest) throw noEventYet({})
    return client.event(latest.id)
  }
  const all = await client.events()
  const exact = all.find(({ id }) => id === wanted)
  const matches = exact ? [exact] : all.filter(({ id }) => id.startsWith(wanted) || id.startsWith(`evt_${wanted}`))
  const [match, second] = matches
  if (!match) throw eventNotFound({ id: wanted })
  if (second) throw eventIdAmbiguous({ id: wanted, candidates: matches.slice(0, SHOWN).map(({ id }) => id) })
  return client.event(match.id)
}
