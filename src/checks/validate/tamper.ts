import type { Json } from '../../sdk/http.ts'

export interface Change {
  readonly payload: Json
  /** Path of the member that was changed. */
  readonly field: string
  readonly from: string
  readonly to: string
}

interface Leaf {
  readonly path: readonly string[]
  readonly value: string | number
}

const AMOUNT = /amount|total|price|money|fee/i
const NUMBER = /^\d+(\.\d+)?$/

/** One member changed: the first amount, for that is what a thief would change; else the first text. */
export function tamper(payload: Json): Change | undefined {
  const leaves = [...leavesOf(payload, [])]
  const amount = leaves.find(({ path, value }) => AMOUNT.test(path.at(-1) ?? '') && NUMBER.test(String(value)))
  const leaf = amount ?? leaves.find(({ value }) => typeof value === 'string' && value !== '') ?? leaves[0]
  if (!leaf) return undefined
  const to = changed(leaf.value)
  return { payload: put(payload, leaf.path, to), field: leaf.path.join('.'), from: String(leaf.value), to: String(to) }
}

/** 88.88 → 188.88: the form stays what it was. */
function changed(value: string | number): string | number {
  if (typeof value === 'number') return value + 100
  return NUMBER.test(value) ? `1${value}` : `${value}x`
}

function* leavesOf(value: Json, path: readonly string[]): Generator<Leaf> {
  if (typeof value === 'string' || typeof value === 'number') yield { path, value }
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* leavesOf(inner as Json, [...path, name])
}

function put(value: Json, path: readonly string[], leaf: Json): Json {
  const [name, ...rest] = path
  if (name === undefined) return leaf
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? put(item as Json, rest, leaf) : (item as Json)))
  const object = value as { readonly [key: string]: Json }
  return { ...object, [name]: put(object[name] ?? null, rest, leaf) }
}
