import type { Json } from '../../../sdk/index.ts'

/** Strings are passed over, numbers are found: the only two alternatives at each step. */
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * The JSON text of `biz_content`. Numbers become strings with the digits that were sent: every field of the trade
 * operations is text to the platform, `12.5` and `"12.5"` are the same to it, and a 28-digit trade_no would not survive
 * as a number. Absent: an empty object. Undefined: no JSON.
 */
export function parseBizContent(text: string | undefined): Json | undefined {
  if (text === undefined || text.trim() === '') return {}
  try {
    // Only what is JSON gets to the expression, so every string in it has its end.
    const value = JSON.parse(text) as Json
    if (isAllText(value)) return value
    const quoted = text.replace(STRING_OR_NUMBER, (found) => (found.startsWith('"') ? found : `"${found}"`))
    return quoted === text ? value : (JSON.parse(quoted) as Json)
  } catch {
    return undefined
  }
}

/** Most contents: nothing in them to be quoted. */
function isAllText(value: Json): boolean {
  return value !== null && typeof value === 'object' && Object.values(value).every((one) => typeof one === 'string')
}
