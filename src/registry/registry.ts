import { ambiguousOperation, unknownConnector, unknownOperation } from '../errors/catalog/connector.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Operation } from '../sdk/operation.ts'
import type { EventType } from '../sdk/webhook.ts'
import { type SpecDocument, openDocument } from '../spec/document.ts'
import { nearest } from '../text/nearest.ts'
import { loadConnector } from './load.ts'
import { type LocateOptions, type RegistryEntry, locate } from './locate.ts'

export type { ConnectorOrigin, RegistryEntry } from './locate.ts'
export type RegistryOptions = LocateOptions

export interface FoundOperation {
  readonly connector: Connector
  readonly operation: Operation
}
export interface FoundEvent {
  readonly connector: Connector
  readonly event: EventType
}

/** Finds connectors and loads them. Listing reads manifests only; no code of a connector runs before `get`. */
export interface Registry {
  list(): readonly RegistryEntry[]
  /** The connectors that are meant when none is named: those of the project, else all. */
  active(): readonly RegistryEntry[]
  /** `active()`, or the one that is named. Throws `unknown-connector`. */
  choose: (only: string | undefined) => readonly RegistryEntry[]
  /** Entries of integration.json that cannot be used, with the reason. */
  broken(): readonly { readonly entry: string; readonly error: unknown }[]
  /** Throws `unknown-connector`, or what is wrong with it. Loaded once. */
  get(id: string): Promise<Connector>
  /**
   * By id, by `connector:id`, by `connector/id`, or by `METHOD /path`; `connector` limits the search.
   * Throws `unknown-operation` or `ambiguous-operation`.
   */
  findOperation(name: string, connector?: string): Promise<FoundOperation>
  findEvent(name: string, connector?: string): Promise<FoundEvent | undefined>
  close(): void
}

export async function createRegistry(options: RegistryOptions): Promise<Registry> {
  const { entries, broken } = await locate(options)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const loaded = new Map<string, Promise<Connector>>()
  const documents = new Map<string, SpecDocument>()
  const entryOf = (id: string): RegistryEntry => {
    const entry = byId.get(id)
    if (entry) return entry
    if (broken[0] && !options.project?.connectors.includes(id)) {
      const own = broken.find((one) => one.entry.includes(id))
      if (own) throw own.error
    }
    throw unknownConnector({ name: id, nearest: nearest(id, [...byId.keys()]) })
  }
  const get = (id: string): Promise<Connector> => {
    const known = loaded.get(id)
    if (known) return known
    const loading = Promise.resolve().then(() => loadConnector(entryOf(id).folder))
    loaded.set(id, loading)
    return loading
  }
  const document = ({ id, folder }: RegistryEntry): SpecDocument => {
    const known = documents.get(id) ?? openDocument(folder)
    documents.set(id, known)
    return known
  }
  const active = (): readonly RegistryEntry[] => {
    const wanted = options.project?.connectors ?? []
    const chosen = entries.filter((entry) => entry.source === 'project' || wanted.includes(entry.id))
    return wanted.length === 0 || chosen.length === 0 ? entries : chosen
  }
  const choose = (only: string | undefined) => (only === undefined ? active() : [entryOf(only)])
  /** Connectors to ask, the likeliest first, each with the name as it would know it. */
  const candidates = (name: string, only: string | undefined): readonly (readonly [RegistryEntry, string])[] => {
    if (only !== undefined) {
      const entry = entryOf(only)
      const bare = name.startsWith(`${only}:`) || name.startsWith(`${only}/`) ? name.slice(only.length + 1) : name
      return [[entry, name], ...(bare === name ? [] : [[entry, bare] as const])]
    }
    const order = [...new Set([...active(), ...entries])]
    const named = order.flatMap((entry) =>
      name.startsWith(`${entry.id}:`) || name.startsWith(`${entry.id}/`)
        ? [[entry, name.slice(entry.id.length + 1)] as const]
        : [],
    )
    return [...order.map((entry) => [entry, name] as const), ...named]
  }
  const holders = (
    name: string,
    only: string | undefined,
    has: (entry: RegistryEntry, id: string) => string | undefined,
  ) => {
    const found = candidates(name, only).flatMap(([entry, id]) => {
      const exact = has(entry, id)
      return exact === undefined ? [] : [{ entry, id: exact }]
    })
    const chosen = found.filter(({ entry }) => active().includes(entry))
    return chosen.length > 0 ? chosen : found
  }
  return {
    list: () => entries,
    active,
    choose,
    broken: () => broken,
    get,
    async findOperation(name, only) {
      const found = holders(name, only, (entry, id) => operationId(document(entry), id))
      const [first, second] = found
      if (first && second && first.entry.id !== second.entry.id && !name.startsWith(`${first.entry.id}.`)) {
        const ids = [...new Set(found.map(({ entry, id }) => `${entry.id}:${id}`))]
        throw ambiguousOperation({ name, candidates: ids })
      }
      if (!first) {
        const asked = choose(only)
        const known = asked.flatMap((entry) =>
          document(entry)
            .operations()
            .map(({ id }) => id),
        )
        throw unknownOperation({ name, connector: only, nearest: nearest(name, known) })
      }
      const connector = await get(first.entry.id)
      const operation = connector.operation(first.id)
      if (!operation) throw unknownOperation({ name, connector: first.entry.id })
      return { connector, operation }
    },
    async findEvent(name, only) {
      const [first] = holders(name, only, (entry, id) => document(entry).event(id)?.id)
      if (!first) return undefined
      const connector = await get(first.entry.id)
      const event = connector.event(first.id)
      return event && { connector, event }
    },
    close() {
      for (const opened of documents.values()) opened.close()
      documents.clear()
    },
  }
}

/** The id itself, or the operation of `GET /users/{id}`. */
function operationId(document: SpecDocument, name: string): string | undefined {
  if (document.operation(name)) return name
  const route = /^([A-Za-z]+)\s+(\/.*)$/.exec(name)
  if (!route) return undefined
  const [, method = '', path = ''] = route
  const shape = (text: string) => text.replace(/\{[^{}]*\}/g, '{}').replace(/\/+$/, '')
  return document
    .operations()
    .find(
      (operation) =>
        operation.method === method.toUpperCase() && (operation.path === path || shape(operation.path) === shape(path)),
    )?.id
}
