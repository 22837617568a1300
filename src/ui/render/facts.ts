import type { Json, JsonObject } from '../../sdk/http.ts'
import { clip } from '../../text/clip.ts'

export interface Fact {
  readonly name: string
  readonly value: string
}

/** What tells one event from another at a glance: which order, who, what, state, amount. One fact of each kind. */
const TELLING: readonly (readonly RegExp[])[] = [
  [
    /(^|[._])out_(trade|order|refund|biz|request|batch)_?(no|id|sn|number)$/i,
    /(^|[._])(order|trade|refund|payment|transaction|bill|ticket)_?(no|id|sn|number)$/i,
  ],
  [/(^|[._])(from_?user_?name|open_?id|wa_id|from)$/i],
  [/(^|[._])(msg_?type|event|change_?type|action)$/i],
  [/(^|[._])(content|text|body)$/i],
  [/(^|[._])(\w*_)?(status|state)$/i],
  [/(^|[._])refund(_fee|_amount)?$/i, /(^|[._])(total_amount|total_fee|payer_total|amount|total|price)$/i],
]
const MAX_FACTS = 3
const MAX_LENGTH = 32
const MAX_DEPTH = 4

/** Up to three members of a payload that a person knows the event by. */
export function tellingFacts(payload: Json): readonly Fact[] {
  const leaves = scalars(payload, '', 0)
  const facts: Fact[] = []
  for (const kind of TELLING) {
    const hit = kind.map((pattern) => leaves.find(([path]) => pattern.test(path))).find((leaf) => leaf !== undefined)
    if (!hit) continue
    facts.push({ name: hit[0].split('.').at(-1) ?? hit[0], value: shorten(hit[1]) })
    if (facts.length === MAX_FACTS) break
  }
  return facts
}

function scalars(value: Json, path: string, depth: number): (readonly [path: string, text: string])[] {
  if (typeof value === 'string' || typeof value === 'number') return value === '' ? [] : [[path, String(value)]]
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return []
  const here = path === '' ? '' : `${path}.`
  return Object.entries(value as JsonObject).flatMap(([name, item]) => scalars(item, `${here}${name}`, depth + 1))
}

function shorten(text: string): string {
  return clip(text.replace(/\s+/g, ' ').trim(), MAX_LENGTH)
}
