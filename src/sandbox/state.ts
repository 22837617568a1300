import { join } from 'node:path'
import { memoryLog, openLog } from '../delivery/append-log.ts'
import { stateValueTooDeep } from '../errors/catalog/sandbox.ts'
import type { Json } from '../sdk/http.ts'
import type { StateStore } from '../sdk/simulator.ts'
import { isTooDeep, MAX_JSON_DEPTH } from './json-depth.ts'
import { isStateEntry } from './world-shape.ts'

export type StateEntry = readonly [collection: string, id: string, value: Json]

type Line = { readonly put: StateEntry } | { readonly remove: readonly [collection: string, id: string] }

/** One connector's collections: in memory, and line by line on disk before a change counts. */
export interface ConnectorState extends StateStore {
  /** Everything that is stored: collection → id → value. */
  readonly collections: () => ReadonlyMap<string, ReadonlyMap<string, Json>>
  reset(): void
  /** Everything, in the order in which `list` gives it. */
  entries(): readonly StateEntry[]
  /** Puts these in place of everything, in one step. */
  replace(entries: readonly StateEntry[]): void
  close(): void
  /** Lines of the file that could not be read. */
  readonly damaged: number
}

export function stateFile(folder: string, connector: string): string {
  return join(folder, 'state', `${encodeURIComponent(connector)}.jsonl`)
}

function isLine(value: unknown): value is Line {
  const { put, remove } = (value ?? {}) as { put?: unknown; remove?: unknown }
  const isRemoval = Array.isArray(remove) && remove.length === 2
  return isStateEntry(put) ? !isTooDeep(put[2]) : isRemoval && remove.every((one) => typeof one === 'string')
}

/** `file` undefined: in memory only. Stored values are frozen copies. */
export function openState(file: string | undefined): ConnectorState {
  const { log, entries, damaged } = file === undefined ? memoryLog<Line>() : openLog<Line>(file, isLine)
  const collections = new Map<string, Map<string, Json>>()

  const take = (line: Line): void => {
    if ('put' in line) {
      const [collection, id, value] = line.put
      const items = collections.get(collection) ?? new Map<string, Json>()
      collections.set(collection, items.set(id, freeze(value)))
    } else if ('remove' in line) collections.get(line.remove[0])?.delete(line.remove[1])
  }
  for (const line of entries) take(line)
  const items = (): Line[] =>
    [...collections].flatMap(([collection, values]) =>
      [...values].map(([id, value]): Line => ({ put: [collection, id, value] })),
    )
  const live = items()
  if (live.length !== entries.length || damaged > 0) log.rewrite(live)

  return {
    damaged,
    get: (collection, id) => collections.get(collection)?.get(id),
    list: (collection) => [...(collections.get(collection)?.values() ?? [])],
    put: (collection, id, value) => {
      if (isTooDeep(value)) throw stateValueTooDeep({ limit: MAX_JSON_DEPTH })
      // The copy that is kept is the one that a restart would read.
      const line = JSON.parse(JSON.stringify({ put: [collection, id, value] })) as Line
      log.append(line)
      take(line)
    },
    remove: (collection, id) => {
      if (!collections.get(collection)?.has(id)) return
      const line: Line = { remove: [collection, id] }
      log.append(line)
      take(line)
    },
    collections: () => collections,
    reset: () => {
      collections.clear()
      log.rewrite([])
    },
    entries: () =>
      [...collections].flatMap(([collection, values]) =>
        [...values].map(([id, value]) => [collection, id, value] as const),
      ),
    replace: (entries) => {
      const lines = entries.map((put): Line => ({ put }))
      log.rewrite(lines)
      collections.clear()
      for (const line of JSON.parse(JSON.stringify(lines)) as Line[]) take(line)
    },
    close: () => log.close(),
  }
}

/** A handler that changes what it read would change memory but not the disk. */
function freeze(value: Json): Json {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner as Json)
    Object.freeze(value)
  }
  return value
}
