import type { Journal } from '../delivery/journal.ts'
import type { EventRecord } from '../delivery/records.ts'
import type { Clock } from '../sdk/http.ts'
import type { SimulatedClock } from './clock.ts'
import type { Platform } from './platform.ts'
import type { StateEntry } from './state.ts'

/** Everything that a sandbox remembers at one moment. Plain data. */
export interface World {
  readonly clock: { readonly at: number; readonly frozen: boolean }
  /** Connector id → its collections, entry by entry. */
  readonly connectors: Readonly<Record<string, readonly StateEntry[]>>
  /** Oldest first, with their deliveries; what is still to be tried follows from them. */
  readonly events: readonly EventRecord[]
}

export interface WorldParts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly journal: Journal
  readonly clock: SimulatedClock
  readonly wire: Clock
}

export function takeWorld({ platforms, journal, clock }: WorldParts): World {
  return {
    clock: { at: clock.now(), frozen: clock.isFrozen() },
    connectors: Object.fromEntries([...platforms].map(([id, { state }]) => [id, state.entries()])),
    events: journal.events().toReversed(),
  }
}

/** Connectors that the world does not know keep what they have. */
export function putWorld({ platforms, journal, clock, wire }: WorldParts, world: World): void {
  const { at, frozen } = world.clock
  for (const [id, entries] of Object.entries(world.connectors)) platforms.get(id)?.state.replace(entries)
  const others = journal
    .events()
    .toReversed()
    .filter(({ connector }) => !Object.hasOwn(world.connectors, connector))
  const events = [...others, ...world.events]
  journal.replace(others.length === 0 ? events : events.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
  clock.apply(frozen ? { frozenAt: at } : { offsetMs: at - wire.now() })
}
