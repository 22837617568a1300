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
  operations(): readonly OperationSummary[]
  operation(id: string): Operation | undefined
  events(): readonly DocumentEvent[]
  event(id: string): DocumentEvent | undefined
  /** The schema that a `$ref` of this document stands for; undefined when it is not one of this document's. */
  resolve(ref: string): JsonSchema | boolean | undefined
  close(): void
}

/** What makes an example for an event that the document gives none for. */
export type MakeSample = (schema: JsonSchema, event: string) => Json

/**
 * Opens the index that `compileDocument` wrote. One operation costs the same in a document of 10 kB and of 30 MB.
 * Throws `connector-index-broken`.
 */
export function openDocument(folder: string, makeSample: MakeSample = () => null): SpecDocument {
  const file = join(folder, INDEX_FILE)
  const pack = openPack(file)
  const schemas = new Map<string, JsonSchema | boolean | undefined>()
  const read = <T>(key: string): T | undefined => {
    const text = pack.get(key)
    if (text === undefined) return undefined
    try {
      return JSON.parse(text) as T
    } catch (cause) {
      throw indexBroken({ file }, { cause })
    }
  }
  const need = <T>(key: string): T => {
    const value = read<T>(key)
    if (value === undefined) throw indexBroken({ file })
    return value
  }
  const root = need<DocumentRoot>(KEYS.root)
  const event = (id: string): DocumentEvent | undefined => {
    const stored = read<StoredEvent>(KEYS.event(id))
    return stored && toEvent(stored, makeSample)
  }
  return {
    ...root,
    operations: once(() => need<OperationSummary[]>(KEYS.operations)),
    operation: (id) => read<Operation>(KEYS.operation(id)),
    events: once(() =>
      need<Pick<StoredEvent, 'id' | 'summary' | 'scheme'>[]>(KEYS.events).map((listed) =>
        lazyEvent(listed, () => event(listed.id) ?? missing(file)),
      ),
    ),
    event,
    resolve: (ref) => {
      if (!schemas.has(ref)) schemas.set(ref, read<JsonSchema | boolean>(ref))
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
