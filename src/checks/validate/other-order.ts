import type { CheckResult } from '../../sdk/check.ts'
import type { Json, Random } from '../../sdk/http.ts'
import { change, leavesOf, type Leaf } from './tamper.ts'

/** Numbers that a platform gives to each payment: two orders never share one. */
const PAYMENT = /^(trade|transaction|payment)_?(no|id)$/i

/** What happened to `order`, told of the order `other`: its own payment number comes with it. */
export function aboutOrder(payload: Json, order: string, other: string, random: Random): Json | undefined {
  const leaves = leavesOf(payload)
  const named = leaves.filter(({ value }) => String(value) === order)
  if (named.length === 0) return undefined
  const moved = change(payload, named, likeBefore(named[0], other)).payload
  return leaves
    .filter((leaf) => PAYMENT.test(leaf.path.at(-1) ?? '') && !named.includes(leaf))
    .reduce(
      (made, leaf) => change(made, [leaf], likeBefore(leaf, strangeNumber(String(leaf.value), random))).payload,
      moved,
    )
}

/** A number of the same form that nobody has given to anything. */
export function strangeNumber(number: string, random: Random): string {
  const bytes = random.bytes(number.length + 8)
  const digit = (at: number) => String((bytes[at] ?? 0) % 10)
  const made = number.replace(/\d/g, (_, at: number) => digit(at))
  const enough = number.replace(/\D/g, '').length >= 8 && made !== number
  return enough ? made : `${made}9${Array.from({ length: 7 }, (_, at) => digit(number.length + at)).join('')}`
}

function likeBefore(leaf: Leaf | undefined, value: string): string | number {
  return typeof leaf?.value === 'number' && /^\d{1,15}$/.test(value) ? Number(value) : value
}

/** Only of an integration that placed its orders here is known which ones it knows, and what they cost. */
export const ordersUnknown: CheckResult = {
  status: 'skip',
  summary: {
    en: 'it placed no order here; "orders" in integration.json lets it place one',
    zh: '没有由集成下单；在 integration.json 中配置 "orders" 可由集成自己下单',
  },
}

export const orderNotNamed: CheckResult = {
  status: 'skip',
  summary: { en: 'the event does not name the order', zh: '该事件不含订单号' },
}
