import type { Text } from '../text/text.ts'
import type { Json, JsonSchema } from './http.ts'

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required: boolean
  readonly schema: JsonSchema
  readonly summary?: string
  readonly style?: string
  readonly explode?: boolean
}

export interface RequestBody {
  /** The one that calls are sent as. */
  readonly mediaType: string
  /** All that the document names, where they are several. */
  readonly mediaTypes?: readonly string[]
  readonly required: boolean
  readonly schema: JsonSchema
  readonly example?: Json
  /** How single members of a form are written, where the document says so. */
  readonly encoding?: Readonly<Record<string, { readonly style?: string; readonly explode?: boolean }>>
}

export interface ResponseShape {
  readonly mediaType?: string
  readonly summary?: string
  readonly schema?: JsonSchema
  readonly example?: Json
}

/** One API method, read from an OpenAPI path item. `$ref`s inside schemas are kept; `SpecDocument.resolve` follows them. */
export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly tags: readonly string[]
  /** Security scheme names; empty: the operation is open. The first one is used unless the user chooses. */
  readonly auth: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly body?: RequestBody
  readonly responses: Readonly<Record<string, ResponseShape>>
  /** `x-integ-emits`: event ids. */
  readonly emits: readonly string[]
  /** `x-integ-protocol`: which of the connector's protocols carries it; absent: plain OpenAPI over HTTP. */
  readonly protocol?: string
  /** `x-integ-browser`: the signed URL is handed to a browser instead of being called. */
  readonly browser?: boolean
  /** `x-integ-writes: false` on a POST that changes nothing. */
  readonly writes: boolean
  readonly docs?: string
  /** Other `x-integ-*` members, without the prefix. */
  readonly extensions: Readonly<Record<string, Json>>
}

/** What `ops` lists without reading the operation itself. */
export interface OperationSummary {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly tags: readonly string[]
}

/** Values for one call, already split by place. */
export interface OperationInput {
  readonly path: Readonly<Record<string, Json>>
  readonly query: Readonly<Record<string, Json>>
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Json
  /** The body's exact bytes, for media types that are not made of named values. */
  readonly bytes?: Uint8Array
  /** Files behind members of the body; the member itself holds the same as text. */
  readonly files?: Readonly<Record<string, readonly FilePart[]>>
}

export interface FilePart {
  readonly fileName: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** One complaint of the schema. `at` is a JSON Pointer into the value, `place` says which value. */
export interface Problem {
  readonly place: 'path' | 'query' | 'header' | 'cookie' | 'body' | 'answer' | 'payload'
  readonly at: string
  /** Follows the name of the value: `is missing`, `缺少必填值`. */
  readonly message: Text
}
