import type { Json } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'
import { requestNotKept } from '../errors/catalog/inspector.ts'
import { connectorNotServed } from '../errors/catalog/sandbox.ts'
import type { ControlParts, ControlRoutes, SandboxStatus } from './control-route.ts'
import { viewExchange, type ExchangeView } from './exchange-view.ts'
import { eventTimeline } from './event-timeline.ts'
import type { ExchangeFilter } from './exchanges.ts'
import type { RequestRecord } from './log.ts'
import type { Platform } from './platform.ts'

export interface RequestsAnswer {
  /** Newest first. */
  readonly requests: readonly RequestRecord[]
  readonly more: boolean
}
export interface RequestAnswer {
  readonly request: ExchangeView
}
export interface StateAnswer {
  readonly connectors: readonly {
    readonly id: string
    readonly collections: readonly { readonly name: string; readonly count: number }[]
  }[]
}
export interface StateItemsAnswer {
  /** Newest first. */
  readonly items: readonly { readonly id: string; readonly value: Json }[]
  readonly total: number
}
export interface OverviewAnswer {
  readonly status: SandboxStatus
  readonly names: Readonly<Record<string, Text>>
  /** Simulated time. */
  readonly now: string
  readonly exchanges: { readonly count: number; readonly bytes: number }
}
export interface SuggestionsAnswer {
  /** Values that the state holds under this name, newest first. */
  readonly values: readonly string[]
}

const PAGE = 100
const MAX_PAGE = 500
const MAX_SUGGESTIONS = 20

/** What the inspector asks besides the routes that the command line uses. All of it only reads. */
export const inspectorRoutes: ControlRoutes = {
  'GET overview': (parts): OverviewAnswer => {
    const platforms = [...parts.platforms.values()]
    const names = Object.fromEntries(platforms.map(({ connector }) => [connector.id, connector.manifest.name]))
    const now = new Date(platforms[0]?.clock.now() ?? 0).toISOString()
    return { status: parts.status(), names, now, exchanges: parts.exchanges.size() }
  },
  'GET requests': ({ exchanges }, { url }): RequestsAnswer => {
    const limit = pageSize(url)
    const found = exchanges.list(filterOf(url), limit + 1)
    return { requests: found.slice(0, limit).map(({ record }) => record), more: found.length > limit }
  },
  'GET requests/:id': ({ exchanges, platforms }, { id }): RequestAnswer => {
    const exchange = exchanges.get(id)
    if (!exchange) throw requestNotKept({ id })
    return { request: viewExchange(exchange, platforms.get(exchange.record.connector)) }
  },
  'GET state': (parts, { url }): StateAnswer | StateItemsAnswer => {
    const connector = url.searchParams.get('connector')
    const collection = url.searchParams.get('collection')
    if (connector === null || collection === null)
      return { connectors: [...parts.platforms.values()].map(collectionsOf) }
    return itemsOf(platformOf(parts, connector), collection, url)
  },
  'GET suggestions': (parts, { url }): SuggestionsAnswer => {
    const platform = platformOf(parts, url.searchParams.get('connector') ?? '')
    return { values: suggest(platform, url.searchParams.get('name') ?? '') }
  },
  'GET timeline/:id': (parts, { id }) => eventTimeline(parts, id),
}

function filterOf({ searchParams }: URL): ExchangeFilter {
  const names = ['q', 'connector', 'status', 'before'] as const
  return Object.fromEntries(names.flatMap((name) => (searchParams.get(name) ? [[name, searchParams.get(name)]] : [])))
}

function pageSize({ searchParams }: URL): number {
  const limit = Number(searchParams.get('limit') ?? NaN)
  return Number.isInteger(limit) && limit > 0 ? Math.min(limit, MAX_PAGE) : PAGE
}

function collectionsOf({ connector, state }: Platform): StateAnswer['connectors'][number] {
  const collections = [...state.collections()].map(([name, items]) => ({ name, count: items.size }))
  return { id: connector.id, collections: collections.filter(({ count }) => count > 0) }
}

function itemsOf({ state }: Platform, collection: string, url: URL): StateItemsAnswer {
  const q = (url.searchParams.get('q') ?? '').toLowerCase()
  const offset = Math.max(0, Number(url.searchParams.get('offset') ?? 0) || 0)
  const all = [...(state.collections().get(collection) ?? [])].map(([id, value]) => ({ id, value })).toReversed()
  const found = q === '' ? all : all.filter((item) => JSON.stringify(item).toLowerCase().includes(q))
  return { items: found.slice(offset, offset + pageSize(url)), total: found.length }
}

function suggest({ state }: Platform, name: string): string[] {
  const values = new Set<string>()
  for (const items of state.collections().values())
    for (const item of [...items.values()].toReversed()) {
      if (values.size >= MAX_SUGGESTIONS) return [...values]
      const value = typeof item === 'object' && item !== null ? (item as Record<string, Json>)[name] : undefined
      if (typeof value === 'string' || typeof value === 'number') values.add(String(value))
    }
  return [...values]
}

function platformOf({ platforms }: Pick<ControlParts, 'platforms'>, connector: string): Platform {
  const platform = platforms.get(connector)
  if (!platform) throw connectorNotServed({ connector, served: [...platforms.keys()] })
  return platform
}
