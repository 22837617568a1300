import { memoryLog, openLog } from './append-log.ts'
import type { DeliveryRecord, EventFacts, EventRecord } from './records.ts'

/** How many events, and how many deliveries, are kept: the newest. */
const JOURNAL_LIMIT = 10_000

type Line = { readonly event: EventFacts } | { readonly delivery: DeliveryRecord }

/** Every event and every attempt to deliver it, byte for byte. */
export interface Journal {
  addEvent(event: EventFacts): void
  addDelivery(delivery: DeliveryRecord): void
  event(id: string): EventRecord | undefined
  /** Newest first. */
  events(limit?: number): readonly EventRecord[]
  /** Forgets the events of one connector, or all. */
  clear(connector?: string): void
  /** Lines of the file that could not be read. */
  readonly damaged: number
  close(): void
}

interface Kept {
  readonly facts: EventFacts
  readonly deliveries: DeliveryRecord[]
}

/** `file` undefined: in memory only. */
export function openJournal(file: string | undefined, limit = JOURNAL_LIMIT): Journal {
  const { log, entries, damaged } = file === undefined ? memoryLog<Line>() : openLog<Line>(file)
  const kept = new Map<string, Kept>()
  let deliveries = 0
  let lines = 0

  const take = (line: Line): void => {
    if ('event' in line) kept.set(line.event.id, { facts: line.event, deliveries: [] })
    else {
      const owner = kept.get(line.delivery.event)
      if (!owner) return
      owner.deliveries.push(line.delivery)
      deliveries += 1
    }
  }
  const forget = (id: string): void => {
    deliveries -= kept.get(id)?.deliveries.length ?? 0
    kept.delete(id)
  }
  const dropOldest = (): void => {
    for (const id of kept.keys()) {
      if (kept.size <= limit && deliveries <= limit) return
      if (kept.size > 1) forget(id)
    }
  }
  const compact = (): void => {
    log.rewrite(linesOf(kept.values()))
    lines = kept.size + deliveries
  }
  const add = (line: Line): void => {
    log.append(line)
    take(line)
    lines += 1
    dropOldest()
    // Rewriting costs as much as all that is kept, so it waits until half of the file is out of date.
    if (lines > 2 * (limit + limit)) compact()
  }

  for (const line of entries) take(line)
  dropOldest()
  if (damaged > 0 || entries.length > kept.size + deliveries) compact()
  else lines = entries.length

  return {
    damaged,
    addEvent: (event) => add({ event }),
    addDelivery: (delivery) => add({ delivery }),
    event: (id) => recordOf(kept.get(id)),
    events: (max = limit) =>
      [...kept.values()]
        .slice(-max)
        .toReversed()
        .map((one) => ({ ...one.facts, deliveries: [...one.deliveries] })),
    clear: (connector) => {
      for (const [id, { facts }] of kept) if (connector === undefined || facts.connector === connector) forget(id)
      compact()
    },
    close: () => log.close(),
  }
}

function recordOf(one: Kept | undefined): EventRecord | undefined {
  return one && { ...one.facts, deliveries: [...one.deliveries] }
}

function* linesOf(all: Iterable<Kept>): Generator<Line> {
  for (const { facts, deliveries } of all) {
    yield { event: facts }
    for (const delivery of deliveries) yield { delivery }
  }
}
