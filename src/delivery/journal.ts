import { memoryLog, openLog } from './append-log.ts'
import { isDeliveryRecord, isEventFacts } from './record-shape.ts'
import type { DeliveryRecord, EventFacts, EventRecord } from './records.ts'

/** What is kept is bounded: the newest events, by number of events, of deliveries, and by bytes. */
export interface JournalLimits {
  readonly events: number
  readonly deliveries: number
  readonly bytes: number
}

const LIMITS: JournalLimits = { events: 10_000, deliveries: 10_000, bytes: 64 * 1024 * 1024 }

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
  /** Writes the file anew, deliveries in the order of their times: attempts that end together come in any order. */
  tidy(): void
  /** Everything, oldest first, in place of what is there. */
  replace(events: readonly EventRecord[]): void
  /** Lines of the file that could not be read. */
  readonly damaged: number
  close(): void
}

function isLine(value: unknown): value is Line {
  const { event, delivery } = (value ?? {}) as { event?: unknown; delivery?: unknown }
  return event === undefined ? isDeliveryRecord(delivery) : isEventFacts(event)
}

interface Kept {
  readonly facts: EventFacts
  readonly deliveries: DeliveryRecord[]
  bytes: number
}

/** `file` undefined: in memory only. */
export function openJournal(file: string | undefined, limits: Partial<JournalLimits> = {}): Journal {
  const limit = { ...LIMITS, ...limits }
  const { log, entries, sizes, damaged } = file === undefined ? memoryLog<Line>() : openLog<Line>(file, isLine)
  const kept = new Map<string, Kept>()
  let deliveries = 0
  let bytes = 0
  /** Of the file: what is kept and what is out of date. */
  let written = 0

  const take = (line: Line, size: number): void => {
    const owner = 'event' in line ? undefined : kept.get(line.delivery.event)
    if ('event' in line) kept.set(line.event.id, { facts: line.event, deliveries: [], bytes: size })
    else if (owner) {
      owner.deliveries.push(line.delivery)
      owner.bytes += size
      deliveries += 1
    } else return
    bytes += size
  }
  const forget = (id: string): void => {
    const one = kept.get(id)
    deliveries -= one?.deliveries.length ?? 0
    bytes -= one?.bytes ?? 0
    kept.delete(id)
  }
  /** The newest event stays, however large. */
  const dropOldest = (): void => {
    for (const id of kept.keys()) {
      const fits = kept.size <= limit.events && deliveries <= limit.deliveries && bytes <= limit.bytes
      if (fits || kept.size === 1) return
      forget(id)
    }
  }
  const compact = (): void => {
    log.rewrite(linesOf(kept.values()))
    written = bytes
  }
  const add = (line: Line): void => {
    // In memory nothing is written, and the size is what it would be.
    const size = log.append(line) || sizeOf(line)
    take(line, size)
    written += size
    dropOldest()
    // Rewriting costs as much as all that is kept, so it waits until most of the file is out of date.
    if (written > 2 * bytes + SLACK_BYTES) compact()
  }

  entries.forEach((line, at) => take(line, sizes[at] ?? 0))
  written = sizes.reduce((sum, size) => sum + size, 0)
  dropOldest()
  if (damaged > 0 || written > bytes) compact()

  return {
    damaged,
    addEvent: (event) => add({ event }),
    addDelivery: (delivery) => add({ delivery }),
    event: (id) => recordOf(kept.get(id)),
    events: (max = kept.size) =>
      [...kept.values()]
        .slice(Math.max(0, kept.size - max))
        .toReversed()
        .map((one) => ({ ...one.facts, deliveries: [...one.deliveries] })),
    clear: (connector) => {
      for (const [id, { facts }] of kept) if (connector === undefined || facts.connector === connector) forget(id)
      compact()
    },
    tidy: () => {
      for (const one of kept.values())
        one.deliveries.sort((a, b) => order(a) - order(b) || a.attempt - b.attempt || (a.url < b.url ? -1 : 1))
      compact()
    },
    replace: (events) => {
      const lines = [...linesOf(events.map(({ deliveries: made, ...facts }) => ({ facts, deliveries: made })))]
      log.rewrite(lines)
      for (const id of kept.keys()) forget(id)
      for (const line of lines) take(line, sizeOf(line))
      written = bytes
    },
    close: () => log.close(),
  }
}

/** Below this a file is not worth rewriting. */
const SLACK_BYTES = 64 * 1024

const sizeOf = (line: Line): number => Buffer.byteLength(JSON.stringify(line)) + 1

const order = ({ at }: DeliveryRecord): number => Date.parse(at)

function recordOf(one: Kept | undefined): EventRecord | undefined {
  return one && { ...one.facts, deliveries: [...one.deliveries] }
}

function* linesOf(
  all: Iterable<{ readonly facts: EventFacts; readonly deliveries: readonly DeliveryRecord[] }>,
): Generator<Line> {
  for (const { facts, deliveries } of all) {
    yield { event: facts }
    for (const delivery of deliveries) yield { delivery }
  }
}
