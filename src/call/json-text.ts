import type { Json } from '../sdk/http.ts'
import type { Text } from '../text/text.ts'

/** Rounded number, as JavaScript writes it → its digits as they were given. */
export type SourceNumbers = Map<string, string>
/** Makes the error of the place that the text came from. */
export type Refuse = (reason: Text) => Error

const DEEPEST = 100
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/gs
/** A double keeps this many decimal digits, whatever they are. */
const SAFE_DIGITS = 15

/** JSON as a value; numbers that JavaScript would round are noted with their own digits. A byte order mark is passed over. */
export function readJson(given: string, numbers: SourceNumbers, refuse: Refuse): Json {
  const text = given.replace(/^\ufeff/, '')
  if (depthOf(text) > DEEPEST)
    throw refuse({ en: `it is nested deeper than ${DEEPEST} levels`, zh: `嵌套超过 ${DEEPEST} 层` })
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    throw refuse({ en: 'it is not JSON', zh: '不是合法的 JSON' })
  }
  for (const token of text.match(TOKEN) ?? []) if (!token.startsWith('"')) noteNumber(token, numbers, refuse)
  return value
}

/** Refuses what has no place in a double at all, and two numbers that are the same only after rounding. */
export function noteNumber(token: string, numbers: SourceNumbers, refuse: Refuse): void {
  const number = Number(token)
  const mantissa = token.replace(/[eE].*/s, '')
  if (!Number.isFinite(number) || (number === 0 && /[1-9]/.test(mantissa))) throw tooLarge(token, refuse)
  const key = String(number)
  const known = numbers.get(key)
  if (known !== undefined && known !== token && (isLong(known) || isLong(token))) throw tooLarge(token, refuse)
  if (known === undefined) numbers.set(key, token)
}

const tooLarge = (token: string, refuse: Refuse) =>
  refuse({
    en: `the number ${token} is too large to be sent exactly`,
    zh: `数字 ${token} 过大，无法精确发送`,
  })

const isLong = (token: string) =>
  token
    .replace(/[eE].*/s, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '').length > SAFE_DIGITS

/** The digits as they were given, where writing the number would change them. */
export function sourceOf(number: number, numbers: ReadonlyMap<string, string>): string | undefined {
  const source = numbers.get(String(number))
  return source !== undefined && source !== String(number) && isLong(source) ? source : undefined
}

/** JSON text with the digits that were given. */
export function withSourceNumbers(json: string, numbers: ReadonlyMap<string, string>): string {
  return json.replace(TOKEN, (token) => (token.startsWith('"') ? token : (sourceOf(Number(token), numbers) ?? token)))
}

/** The value with such numbers as text: paths, queries and forms know no other form. */
export function numbersAsText(value: Json, numbers: ReadonlyMap<string, string>): Json {
  if (typeof value === 'number') return sourceOf(value, numbers) ?? value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => numbersAsText(item, numbers))
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, numbersAsText(item, numbers)]))
}

/** Notes the texts that became numbers between the two. */
export function noteCoerced(before: Json, after: Json, numbers: SourceNumbers, refuse: Refuse): void {
  if (typeof before === 'string') {
    if (typeof after === 'string') return
    for (const token of before.match(TOKEN) ?? []) if (!token.startsWith('"')) noteNumber(token, numbers, refuse)
  } else if (typeof before === 'object' && before !== null && typeof after === 'object' && after !== null)
    for (const [name, item] of Object.entries(before) as [string, Json][])
      noteCoerced(item, (after as Readonly<Record<string, Json>>)[name] ?? null, numbers, refuse)
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs) ?? []) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth)
    else if (token === ']' || token === '}') depth--
  }
  return deepest
}
