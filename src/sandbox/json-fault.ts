export interface JsonFault {
  readonly offset: number
  readonly line: number
  readonly column: number
}

const TOKEN =
  /([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y
const SPACE = /[\t\n\r ]*/y

type Wanted = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'next' | 'nothing'

/** Where a text stops being JSON: V8 does not say it for every fault. Undefined when it is JSON. */
export function jsonFault(text: string): JsonFault | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch {
    return place(text, faultOffset(text))
  }
}

function faultOffset(text: string): number {
  const open: string[] = []
  const after = (): Wanted => (open.length === 0 ? 'nothing' : 'next')
  let wanted: Wanted = 'value'
  for (let at = 0; ;) {
    SPACE.lastIndex = at
    SPACE.test(text)
    at = SPACE.lastIndex
    TOKEN.lastIndex = at
    const token = TOKEN.exec(text)
    if (!token) return at
    const next = step(wanted, token[1] ?? (token[2] === undefined ? 'literal' : 'text'), open, after)
    if (next === undefined) return at
    wanted = next
    at = TOKEN.lastIndex
  }
}

/** What may follow; undefined when this token may not stand here. */
function step(wanted: Wanted, token: string, open: string[], after: () => Wanted): Wanted | undefined {
  const isEnd = token === (open.at(-1) === '{' ? '}' : ']')
  if (isEnd && (wanted === 'next' || wanted === 'value-or-end' || wanted === 'name-or-end')) {
    open.pop()
    return after()
  }
  if (wanted === 'colon') return token === ':' ? 'value' : undefined
  if (wanted === 'next') return token !== ',' ? undefined : open.at(-1) === '{' ? 'name' : 'value'
  if (wanted === 'name' || wanted === 'name-or-end') return token === 'text' ? 'colon' : undefined
  if (wanted === 'nothing') return undefined
  if (token === '{' || token === '[') {
    open.push(token)
    return token === '{' ? 'name-or-end' : 'value-or-end'
  }
  return token === 'text' || token === 'literal' ? after() : undefined
}

function place(text: string, offset: number): JsonFault {
  const before = text.slice(0, offset).split('\n')
  return { offset, line: before.length, column: (before.at(-1) ?? '').length + 1 }
}
