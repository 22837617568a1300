/** The members of a JSON object with their values as they stand on the wire: a signature covers those characters. */
export type RawMembers = readonly (readonly [name: string, raw: string])[]

/** Undefined when the text is no JSON object. Never re-serialises: `\/`, number formats and blanks survive. */
export function rawMembers(text: string): RawMembers | undefined {
  const members: [string, string][] = []
  let at = blanks(text, 0)
  if (text[at] !== '{') return undefined
  at = blanks(text, at + 1)
  while (text[at] === '"') {
    const nameEnd = stringEnd(text, at)
    const colon = nameEnd === undefined ? -1 : blanks(text, nameEnd)
    if (nameEnd === undefined || text[colon] !== ':') return undefined
    const start = blanks(text, colon + 1)
    const end = valueEnd(text, start)
    if (end === undefined) return undefined
    members.push([parsedName(text.slice(at, nameEnd)), text.slice(start, end)])
    at = blanks(text, end)
    if (text[at] === '}') return members
    if (text[at] !== ',') return undefined
    at = blanks(text, at + 1)
  }
  return text[at] === '}' ? members : undefined
}

/** The member that carries the result: `…_response`, `error_response` included. */
export function resultMember(members: RawMembers): readonly [name: string, raw: string] | undefined {
  return members.find(([name]) => name.endsWith('_response'))
}

export function stringMember(members: RawMembers, name: string): string | undefined {
  const raw = members.find(([known]) => known === name)?.[1]
  return raw?.startsWith('"') ? parsedName(raw) : undefined
}

function parsedName(raw: string): string {
  if (/^"[^\\\x00-\x1f]*"$/.test(raw)) return raw.slice(1, -1)
  try {
    return String(JSON.parse(raw))
  } catch {
    return raw
  }
}

function blanks(text: string, from: number): number {
  let at = from
  // Nothing above a blank is one, up to U+00A0; most characters are.
  while (at < text.length && (text.charCodeAt(at) <= 0x20 || text.charCodeAt(at) >= 0xa0) && /\s/.test(text[at]!)) at++
  return at
}

/** Index after the closing quote of the string that starts at `from`. */
function stringEnd(text: string, from: number): number | undefined {
  for (let end = text.indexOf('"', from + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === '\\') escapes++
    if (escapes % 2 === 0) return end + 1
  }
  return undefined
}

function valueEnd(text: string, from: number): number | undefined {
  if (text[from] === '"') return stringEnd(text, from)
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const char = text[at]!
    if (char === '"') {
      const end = stringEnd(text, at)
      if (end === undefined) return undefined
      at = end - 1
    } else if (char === '{' || char === '[') depth++
    else if (char === '}' || char === ']') {
      if (depth === 0) return at > from ? at : undefined
      depth--
      if (depth === 0) return at + 1
    } else if (char === ',' && depth === 0) return at > from ? at : undefined
  }
  return undefined
}
