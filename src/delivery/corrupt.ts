import type { HttpRequest, Json, JsonObject } from '../sdk/http.ts'
import { decodeFormPart } from '../text/percent.ts'

export interface Corrupted {
  readonly request: HttpRequest
  /** What was changed: a path, or `byte 17`. */
  readonly at: string
}

interface Leaf {
  readonly path: readonly string[]
  readonly value: string | number | boolean
}

const AMOUNT = /amount|total|price|money|fee|ciphertext/i
const NUMBER = /^\d+(\.\d+)?$/

/**
 * The same message with one value of its body changed, as on the way from the platform to the partner: at `path`
 * (`resource.ciphertext`, or a form's field), else the first amount, else the last value, else one byte. Undefined:
 * the body has nothing at that path, or is empty.
 */
export function corruptRequest(request: HttpRequest, path?: string): Corrupted | undefined {
  const fields = formOf(request)
  if (fields) return corruptForm(request, fields, path)
  const value = jsonOf(request.body)
  if (value !== undefined && typeof value === 'object' && value !== null) return corruptJson(request, value, path)
  return path === undefined ? corruptByte(request) : undefined
}

/** The paths that can be named. */
export function corruptiblePaths(request: HttpRequest): readonly string[] {
  const fields = formOf(request)
  if (fields) return fields.map(({ path }) => path.join('.'))
  const value = jsonOf(request.body)
  return value === undefined ? [] : [...leaves(value, [])].map(({ path }) => path.join('.'))
}

function formOf({ headers, body }: HttpRequest): readonly Leaf[] | undefined {
  if (!/x-www-form-urlencoded/i.test(headers['content-type'] ?? '')) return undefined
  return text(body)
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => ({
      path: [decodeFormPart(pair.split('=')[0] ?? '')],
      value: decodeFormPart(pair.slice(pair.indexOf('=') + 1)),
    }))
}

function corruptForm(request: HttpRequest, fields: readonly Leaf[], path: string | undefined): Corrupted | undefined {
  // Its own signature is left: a changed one would be a bad signature, not a changed body.
  const leaf = choose(
    fields.filter((one) => path !== undefined || !(one.path[0] ?? '').startsWith('sign')),
    path,
  )
  if (!leaf) return undefined
  let done = false
  const pairs = text(request.body)
    .split('&')
    .map((pair) => {
      const name = pair.split('=')[0] ?? ''
      if (done || decodeFormPart(name) !== leaf.path[0]) return pair
      done = true
      return `${name}=${encodeURIComponent(String(changed(leaf.value)))}`
    })
  return { request: { ...request, body: Buffer.from(pairs.join('&')) }, at: leaf.path.join('.') }
}

function corruptJson(request: HttpRequest, value: Json, path: string | undefined): Corrupted | undefined {
  const leaf = choose([...leaves(value, [])], path)
  if (!leaf) return undefined
  const body = Buffer.from(JSON.stringify(put(value, leaf.path, changed(leaf.value))))
  return { request: { ...request, body }, at: leaf.path.join('.') }
}

function corruptByte(request: HttpRequest): Corrupted | undefined {
  if (request.body.byteLength === 0) return undefined
  const at = Math.floor(request.body.byteLength / 2)
  const body = Uint8Array.from(request.body)
  body[at] = body[at] === 0x30 ? 0x31 : 0x30
  return { request: { ...request, body }, at: `byte ${at}` }
}

function choose(all: readonly Leaf[], path: string | undefined): Leaf | undefined {
  if (path !== undefined) return all.find((one) => one.path.join('.') === path)
  return all.find((one) => AMOUNT.test(one.path.at(-1) ?? '')) ?? all.at(-1)
}

function* leaves(value: Json, path: readonly string[]): Generator<Leaf> {
  if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* leaves(inner as Json, [...path, name])
  else if (value !== null) yield { path, value }
}

/** Of the same form and length: only the signature can tell. */
function changed(value: string | number | boolean): string | number | boolean {
  if (typeof value === 'boolean') return !value
  if (typeof value === 'number') return value + 1
  if (value === '') return 'x'
  const at = NUMBER.test(value) ? 0 : Math.floor(value.length / 2)
  const was = value[at] ?? ''
  const now = /\d/.test(was) ? String((Number(was) % 9) + 1) : was === 'a' ? 'b' : 'a'
  return value.slice(0, at) + now + value.slice(at + 1)
}

function put(value: Json, [name, ...rest]: readonly string[], leaf: Json): Json {
  if (name === undefined) return leaf
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? put(item as Json, rest, leaf) : (item as Json)))
  const object = value as JsonObject
  return { ...object, [name]: put(object[name] ?? null, rest, leaf) }
}

const text = (body: Uint8Array): string => Buffer.from(body).toString('utf8')

function jsonOf(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(text(body)) as Json
  } catch {
    return undefined
  }
}
