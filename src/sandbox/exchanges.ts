import type { HttpRequest } from '../sdk/http.ts'
import type { Answered } from './pipeline.ts'
import { decodeFormPart } from '../text/percent.ts'

/** One request with its answer, as it was, and how the sandbox came to the answer. */
export interface Exchange extends Omit<Answered, 'emissions'> {
  readonly request: HttpRequest
  /** Ids of the events that it caused. */
  readonly events: readonly string[]
}

export interface ExchangeFilter {
  /** Anywhere: operation, path, code, reason, ids, bodies. */
  readonly q?: string
  readonly connector?: string
  /** `ok`, `failed`, a status such as `404`, or a class such as `4xx`. */
  readonly status?: string
  /** Only what came before this request. */
  readonly before?: string
}

/** The last exchanges of this run, in memory: bodies are the very bytes, read only when somebody looks. */
export interface Exchanges {
  readonly add: (exchange: Exchange) => void
  readonly get: (id: string) => Exchange | undefined
  /** Newest first, at most `limit`. */
  readonly list: (filter: ExchangeFilter, limit: number) => readonly Exchange[]
  readonly clear: (connector?: string) => void
  readonly size: () => { readonly count: number; readonly bytes: number }
}

const MAX_COUNT = 1000
const MAX_BYTES = 64 * 1024 * 1024

export function createExchanges(limits: { readonly count: number; readonly bytes: number } = DEFAULTS): Exchanges {
  const kept = new Map<string, Exchange>()
  // Beside them, so that the oldest need not be looked at again to be let go.
  const sizes = new Map<string, number>()
  let bytes = 0
  const forget = (id: string): void => {
    kept.delete(id)
    bytes -= sizes.get(id) ?? 0
    sizes.delete(id)
  }
  return {
    add: (exchange) => {
      const size = sizeOf(exchange)
      kept.set(exchange.record.id, exchange)
      sizes.set(exchange.record.id, size)
      bytes += size
      while (kept.size > limits.count || (bytes > limits.bytes && kept.size > 1))
        forget(kept.keys().next().value as string)
    },
    get: (id) => kept.get(id),
    list: (filter, limit) => {
      const found: Exchange[] = []
      let isReached = filter.before === undefined || !kept.has(filter.before)
      for (const exchange of [...kept.values()].toReversed()) {
        if (found.length >= limit) break
        if (isReached && matches(exchange, filter)) found.push(exchange)
        isReached ||= exchange.record.id === filter.before
      }
      return found
    },
    clear: (connector) => {
      for (const [id, exchange] of kept)
        if (connector === undefined || exchange.record.connector === connector) forget(id)
    },
    size: () => ({ count: kept.size, bytes }),
  }
}

const DEFAULTS = { count: MAX_COUNT, bytes: MAX_BYTES }

/** Headers are bounded by the server; a constant stands for them. */
function sizeOf({ request, response }: Exchange): number {
  return 2048 + request.url.search.length + request.body.byteLength + response.body.byteLength
}

function matches(exchange: Exchange, { q = '', connector, status }: ExchangeFilter): boolean {
  const { record } = exchange
  if (connector !== undefined && record.connector !== connector) return false
  return hasStatus(exchange, status) && (q === '' || holds(exchange, q))
}

function hasStatus({ record }: Exchange, wish: string | undefined): boolean {
  if (wish === undefined || wish === '') return true
  const isRefused = record.status >= 400 || record.code !== undefined || record.reason !== undefined
  if (wish === 'ok') return !isRefused
  if (wish === 'failed') return isRefused
  return /^[1-5]xx$/.test(wish) ? String(record.status)[0] === wish[0] : String(record.status) === wish
}

/** Facts whatever their case; bytes as they were typed, also as a form carries them. */
function holds({ record, request, response }: Exchange, q: string): boolean {
  const { id, operation, code, reason, rule, method } = record
  const facts = [id, operation, code, reason, rule, method, request.url.href, decodeFormPart(request.url.search)]
  if (facts.some((fact) => fact?.toLowerCase().includes(q.toLowerCase()) === true)) return true
  const needles = new Set([q, encodeURIComponent(q), encodeURIComponent(q).replaceAll('%20', '+')])
  return [request.body, response.body].some((bytes) =>
    [...needles].some((one) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(one)),
  )
}
