import { join } from 'node:path'
import { indexBroken } from '../errors/catalog/connector.ts'
import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Operation, OperationSummary } from '../sdk/operation.ts'
import type { EventType } from '../sdk/webhook.ts'
import type { StoredEvent } from './events.ts'
import { type DocumentRoot, INDEX_FILE, KEYS } from './index-file.ts'
import { openPack } from './pack.ts'

/** An event as the document has it; `mediaType` is how its payload is sent. */
export interface DocumentEvent extends EventType {
  readonly description?: string
  readonly mediaType: string
}

/** A compiled OpenAPI document. Every member reads what it needs and nothing more. */
export interface SpecDocument extends DocumentRoot {
  readonly operations: () => readonly OperationSummary[]
  readonly operation: (id: string) => Operation | undefined
  readonly events: () => readonly DocumentEvent[]
  readonly event: (id: string) => DocumentEvent | undefined
  /** The schema that a `$ref` of this document stands for; undefined when it is not one of this document's. */
  readonly resolve: (ref: string) => JsonSchema | boolean | undefined
  readonly close: () => void
}

/** Operations that stay in memory once they were read: a server is asked for the same few all the time. */
const MAX_KEPT = 1000

/** What makes an example for an event that the document gives none for. */
export type MakeSample = (schema: JsonSchema, event: string) => Json

/**
 * Opens the index that `compileDocument` wrote. One operation costs the same in a document of 10 kB and of 30 MB.
 * Throws `connector-index-broken`.
 */
export function openDocument(folder: string, makeSample: MakeSample = () => null): SpecDocument {
  const file = join(folder, INDEX_FILE)
  const pack = openPack(file)
  const operations = new Map<string, Operation | undefined>()
  const schemas = new Map<string, JsonSchema | boolean | undefined>()
  const read = (key: string): unknown => {
    const text = pack.get(key)
    if (text === undefined) return undefined
    try {
      return JSON.parse(text)
    } catch (cause) {
      throw indexBroken({ file }, { cause })
    }
  }
  const need = (key: string): unknown => {
    const value = read(key)
    if (value === undefined) throw indexBroken({ file })
    return value
  }
  const root = need(KEYS.root) as DocumentRoot
  const known = new Map<string, DocumentEvent>()
  const event = (id: string): DocumentEvent | undefined => {
    const before = known.get(id)
    if (before) return before
    const stored = read(KEYS.event(id)) as StoredEvent | undefined
    const found = stored && toEvent(stored, makeSample)
    if (found && known.size < MAX_KEPT) known.set(id, found)
    return found
  }
  return {
    ...root,
    operations: once(() => need(KEYS.operations) as OperationSummary[]),
    operation: (id) => {
      const before = operations.get(id)
      if (before) return before
      const found = read(KEYS.operation(id)) as Operation | undefined
      if (found && operations.size < MAX_KEPT) operations.set(id, found)
      return found
    },
    events: once(() =>
      (need(KEYS.events) as Pick<StoredEvent, 'id' | 'summary' | 'scheme'>[]).map((listed) =>
        lazyEvent(listed, () => event(listed.id) ?? missing(file)),
      ),
    ),
    event,
    resolve: (ref) => {
      if (!schemas.has(ref)) schemas.set(ref, read(ref) as JsonSchema | boolean | undefined)
      return schemas.get(ref)
    },
    close: () => pack.close(),
  }
}

function missing(file: string): never {
  throw indexBroken({ file })
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** The example is made when somebody looks at it. */
function toEvent(stored: StoredEvent, makeSample: MakeSample): DocumentEvent {
  const { example, ...known } = stored
  const sample = once(() => (example === undefined ? makeSample(stored.payload, stored.id) : example))
  return {
    ...known,
    get example() {
      return sample()
    },
  }
}

/** Listing events reads their names only; the rest of each is read when it is looked at. */
function lazyEvent(listed: Pick<StoredEvent, 'id' | 'summary' | 'scheme'>, load: () => DocumentEvent): DocumentEvent {
  const whole = once(load)
  return {
    ...listed,
    get payload() {
      return whole().payload
    },
    get mediaType() {
      return whole().mediaType
    },
    get example() {
      return whole().example
    },
  }
}
