/** One piece of JSON text, as it was written: numbers keep every digit, texts keep their escapes. */
export interface JsonToken {
  readonly kind: 'key' | 'text' | 'number' | 'word' | 'mark'
  readonly text: string
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]|\s+|./g

/** JSON text laid out with two blanks per level; undefined when it is no JSON. */
export function layOut(source: string): readonly JsonToken[] | undefined {
  try {
    JSON.parse(source)
  } catch {
    return undefined
  }
  const raw = (source.match(TOKEN) ?? []).filter((text) => text.trim() !== '')
  const tokens: JsonToken[] = []
  let depth = 0
  const line = (): string => `\n${'  '.repeat(depth)}`
  const put = (kind: JsonToken['kind'], text: string): void => void tokens.push({ kind, text })
  for (const [at, text] of raw.entries()) {
    const next = raw[at + 1]
    if (text === '{' || text === '[') {
      depth += 1
      put('mark', next === '}' || next === ']' ? text : text + line())
    } else if (text === '}' || text === ']') {
      depth -= 1
      const isEmpty = raw[at - 1] === '{' || raw[at - 1] === '['
      put('mark', isEmpty ? text : line() + text)
    } else if (text === ',') put('mark', text + line())
    else if (text === ':') put('mark', ': ')
    else put(kindOf(text, next), text)
  }
  return tokens
}

function kindOf(text: string, next: string | undefined): JsonToken['kind'] {
  if (text.startsWith('"')) return next === ':' ? 'key' : 'text'
  return /^[-\d]/.test(text) ? 'number' : 'word'
}
