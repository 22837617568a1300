import type { Json } from '../../sdk/http.ts'

export interface Change {
  readonly payload: Json
  /** Path of the member that was changed. */
  readonly field: string
  readonly from: string
  readonly to: string
}

export interface Leaf {
  readonly path: readonly string[]
  readonly value: string | number
}

const AMOUNT = /amount|total|price|money|fee/i
const NUMBER = /^\d+(\.\d+)?$/

/** Words for people, which no receiver compares with its own order. */
const WORDS = /subject|title|description|body|remark|memo|attach|name|logon/i
/** What a receiver may well compare, so that a refusal would prove nothing about the signature. */
const COMPARED = /(id|no|number|status|state|type|version|currency)$/i

/**
 * Each one member changed: the first amount, for that is what a thief would change, and a text that receivers do not
 * compare, so that nothing but the signature can tell. Without either the first text, or the first member at all.
 */
export function tamperings(payload: Json): readonly Change[] {
  const leaves = leavesOf(payload)
  const amount = leaves.find(isAmount)
  const texts = leaves.filter(({ value }) => typeof value === 'string' && value !== '' && !NUMBER.test(value))
  const nameOf = ({ path }: Leaf) => path.at(-1) ?? ''
  const text =
    texts.find((leaf) => WORDS.test(nameOf(leaf))) ??
    texts.find((leaf) => !COMPARED.test(nameOf(leaf))) ??
    texts.find((leaf) => leaf !== amount)
  const chosen = [amount, text].filter((leaf) => leaf !== undefined)
  return (chosen.length > 0 ? chosen : leaves.slice(0, 1)).map((leaf) => change(payload, [leaf], changed(leaf.value)))
}

/** Another amount everywhere where the first one stands: total, paid and received stay equal. */
export function otherAmount(payload: Json): Change | undefined {
  const amounts = leavesOf(payload).filter(isAmount)
  const [first] = amounts
  if (!first) return undefined
  const same = amounts.filter(({ value }) => value === first.value)
  return change(payload, same, changed(first.value))
}

/** The same payload with `to` in each of these members. */
export function change(payload: Json, leaves: readonly Leaf[], to: string | number): Change {
  const [first] = leaves
  return {
    payload: leaves.reduce((made, { path }) => put(made, path, to), payload),
    field: first?.path.join('.') ?? '',
    from: String(first?.value ?? ''),
    to: String(to),
  }
}

function isAmount({ path, value }: Leaf): boolean {
  return AMOUNT.test(path.at(-1) ?? '') && NUMBER.test(String(value))
}

/** 88.88 → 188.88: the form stays what it was. */
function changed(value: string | number): string | number {
  if (typeof value === 'number') return value + 100
  return NUMBER.test(value) ? `1${value}` : `${value}x`
}

/** All texts and numbers, however deep. */
export function leavesOf(payload: Json): readonly Leaf[] {
  return [...walk(payload, [])]
}

function* walk(value: Json, path: readonly string[]): Generator<Leaf> {
  if (typeof value === 'string' || typeof value === 'number') yield { path, value }
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* walk(inner as Json, [...path, name])
}

function put(value: Json, path: readonly string[], leaf: Json): Json {
  const [name, ...rest] = path
  if (name === undefined) return leaf
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? put(item as Json, rest, leaf) : (item as Json)))
  const object = value as { readonly [key: string]: Json }
  return { ...object, [name]: put(object[name] ?? null, rest, leaf) }
}
