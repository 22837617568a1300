import type { HttpResponse, Json, JsonSchema } from '../sdk/http.ts'
import type { FilePart, OperationInput, RequestBody } from '../sdk/operation.ts'
import { coerceText } from './coerce.ts'
import { isJsonType, isTextType } from './media.ts'
import { encodeMultipart, readMultipart } from './multipart.ts'
import { isRecord } from './pointer.ts'
import { type Pair, bracketPairs, queryPairs, queryText, readBrackets, textOf } from './rest-params.ts'
import type { Resolve } from './validate.ts'

export interface EncodedBody {
  readonly contentType: string
  readonly bytes: Uint8Array
}

type Files = Readonly<Record<string, readonly FilePart[]>>

/** No part of a value can hold it by accident, and the same call gives the same bytes. */
const BOUNDARY = 'integ-7f1c0e6a5d0c4c9e9a513b1f2f3d4e5f'

/** The body of a request; undefined when none was given. Throws `invalid-value` for a file in the place of a text. */
export function encodeInput(body: RequestBody, input: OperationInput, resolve: Resolve): EncodedBody | undefined {
  const { bytes, files = {} } = input
  const { mediaType } = body
  if (bytes) return { contentType: mediaType.includes('*') ? 'application/octet-stream' : mediaType, bytes }
  return input.body === undefined ? undefined : encodeBody(body, input.body, files, resolve)
}

function encodeBody(body: RequestBody, value: Json, files: Files, resolve: Resolve): EncodedBody {
  const { mediaType } = body
  if (/x-www-form-urlencoded/i.test(mediaType) && isRecord(value))
    return { contentType: mediaType, bytes: Buffer.from(queryText(formPairs(value as Record<string, Json>, body))) }
  if (/^multipart\//i.test(mediaType) && isRecord(value))
    return {
      contentType: `${mediaType.split(';')[0]}; boundary=${BOUNDARY}`,
      bytes: encodeMultipart(value as Record<string, Json>, {
        boundary: BOUNDARY,
        files,
        schema: body.schema,
        resolve,
      }),
    }
  const raw = typeof value === 'string' && !isJsonType(mediaType) && mediaType !== '*/*'
  const contentType = mediaType.includes('*') ? (raw ? 'text/plain' : 'application/json') : mediaType
  return { contentType, bytes: Buffer.from(raw ? value : JSON.stringify(value)) }
}

/** Plain values as they are, lists repeated, anything nested in brackets unless the document says otherwise. */
function formPairs(value: Record<string, Json>, body: RequestBody): readonly Pair[] {
  return Object.entries(value).flatMap(([name, item]) => {
    const encoding = body.encoding?.[name]
    if (encoding?.style !== undefined)
      return queryPairs(name, item, {
        name,
        in: 'query',
        required: false,
        schema: {},
        style: encoding.style,
        ...(encoding.explode !== undefined && { explode: encoding.explode }),
      })
    const plain = Array.isArray(item) && item.every((entry: Json) => typeof entry !== 'object' || entry === null)
    return plain ? (item as Json[]).map((entry) => [name, textOf(entry)] as const) : bracketPairs(name, item)
  })
}

/** A request's body as a value. What cannot be read comes back as its text, for the schema to complain about. */
export function decodeBody(
  bytes: Uint8Array,
  contentType: string,
  schema: JsonSchema | undefined,
  resolve: Resolve,
): Json {
  if (bytes.byteLength === 0) return null
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  if (/x-www-form-urlencoded/i.test(contentType))
    return typed(readBrackets([...new URLSearchParams(text)]), schema, resolve)
  if (/^multipart\//i.test(contentType)) return typed(readMultipart(text, contentType), schema, resolve)
  if (isJsonType(contentType) || (contentType === '' && /^\s*[[{]/.test(text))) {
    try {
      return JSON.parse(text) as Json
    } catch {
      return text
    }
  }
  return text
}

function typed(value: Json, schema: JsonSchema | undefined, resolve: Resolve): Json {
  return schema === undefined ? value : coerceText(value, schema, resolve)
}

/** A response's body as the value that a person wants to see: JSON, text, or base64 of what is neither. */
export function readAnswer(bytes: Uint8Array, contentType: string): Json {
  if (bytes.byteLength === 0) return null
  const text = withoutMark(Buffer.from(bytes).toString('utf8'))
  if (isJsonType(contentType) || contentType === '') {
    try {
      return JSON.parse(exactNumbers(text)) as Json
    } catch {
      return text
    }
  }
  if (isTextType(contentType)) return text
  return text.includes('\ufffd') ? Buffer.from(bytes).toString('base64') : text
}

/** Whether an answer that calls itself JSON cannot be read as JSON. No body at all is none. */
export function isBrokenJson({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): boolean {
  if (body.byteLength === 0 || !/^[^/;]+\/([^;]*\+)?json\s*(;|$)/i.test(headers['content-type'] ?? '')) return false
  try {
    JSON.parse(withoutMark(Buffer.from(body).toString('utf8')))
    return false
  } catch {
    return true
  }
}

const withoutMark = (text: string) => text.replace(/^\ufeff/, '')

/** Whole numbers beyond 2^53 become texts, digit for digit: JavaScript would round them in silence. */
export function exactNumbers(json: string): string {
  if (!/\d{16}/.test(json)) return json
  return json.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  )
}
