/** What a pattern is made of, as far as the patterns of API documents go. */
type Part =
  | { readonly kind: 'set'; readonly choices: string }
  | { readonly kind: 'group'; readonly branches: readonly (readonly Repeat[])[] }
interface Repeat {
  readonly part: Part
  readonly least: number
  readonly most: number
}

const DIGITS = '0123456789'
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const PRINTABLE = `${LETTERS}${DIGITS}_- .:,;@#$%&*+=/?!()[]{}'"<>|~^\``
const CLASSES: Readonly<Record<string, string>> = {
  d: DIGITS,
  w: `${LETTERS}${DIGITS}_`,
  s: ' ',
  D: LETTERS,
  W: ' -.',
  S: `${LETTERS}${DIGITS}`,
}

/** A text that the pattern matches, within the lengths; undefined when it is beyond this small generator. */
export function samplePattern(pattern: string, least: number, most: number): string | undefined {
  const reader = { text: pattern, at: 0 }
  let branches: readonly (readonly Repeat[])[]
  try {
    branches = readBranches(reader, 0)
  } catch {
    return undefined
  }
  if (reader.at < pattern.length) return undefined
  for (const extra of [0, 1, 2, 4, 8, 16, 32, 64, 128]) {
    for (const branch of branches) {
      const text = write(branch, { extra, wanted: least })
      if (text.length >= least && text.length <= most && matches(pattern, text)) return text
    }
    if (extra > least + 1 && extra > 4) break
  }
  return undefined
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text)
  } catch {
    try {
      return new RegExp(pattern).test(text)
    } catch {
      return false
    }
  }
}

interface Reader {
  readonly text: string
  at: number
}

class Unsupported extends SyntaxError {}

function readBranches(reader: Reader, depth: number): readonly (readonly Repeat[])[] {
  if (depth > 20) throw new Unsupported()
  const branches: Repeat[][] = [[]]
  while (reader.at < reader.text.length && reader.text.charAt(reader.at) !== ')') {
    const character = reader.text.charAt(reader.at)
    if (character === '|') {
      reader.at++
      branches.push([])
    } else if (character === '^' || character === '$') reader.at++
    else {
      const part = readPart(reader, depth)
      if (part) branches.at(-1)?.push(readRepeat(reader, part))
    }
  }
  return branches
}

/** Undefined for what takes no place: look-aheads and word boundaries, which the final match has to satisfy by luck. */
function readPart(reader: Reader, depth: number): Part | undefined {
  const character = reader.text.charAt(reader.at++)
  if (character === '(') {
    const head = /^\?(:|=|!|<=|<!|<[A-Za-z_]\w*>)/.exec(reader.text.slice(reader.at))
    if (head) reader.at += head[0].length
    const branches = readBranches(reader, depth + 1)
    if (reader.text.charAt(reader.at++) !== ')') throw new Unsupported()
    return head && /[=!]$/.test(head[0]) ? undefined : { kind: 'group', branches }
  }
  if (character === '[') return { kind: 'set', choices: readSet(reader) }
  if (character === '.') return { kind: 'set', choices: LETTERS }
  if (character !== '\\') return { kind: 'set', choices: character }
  const escaped = readEscape(reader)
  return escaped === '' ? undefined : { kind: 'set', choices: escaped }
}

function readEscape(reader: Reader): string {
  const character = reader.text.charAt(reader.at++)
  if (character === 'b' || character === 'B') return ''
  if (character === 'p' || character === 'P') {
    const property = /^\{([^}]*)\}/.exec(reader.text.slice(reader.at))
    reader.at += property?.[0].length ?? 0
    return property?.[1]?.startsWith('N') === true ? DIGITS : LETTERS
  }
  const code =
    character === 'u'
      ? /^(?:\{([0-9a-fA-F]+)\}|([0-9a-fA-F]{4}))/.exec(reader.text.slice(reader.at))
      : character === 'x'
        ? /^([0-9a-fA-F]{2})/.exec(reader.text.slice(reader.at))
        : null
  if (code) {
    reader.at += code[0].length
    return String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? '61', 16))
  }
  if (/[1-9]/.test(character)) throw new Unsupported()
  return CLASSES[character] ?? { n: '\n', t: '\t', r: '\r' }[character] ?? character
}

function readSet(reader: Reader): string {
  const negated = reader.text.charAt(reader.at) === '^'
  if (negated) reader.at++
  let choices = ''
  while (reader.text.charAt(reader.at) !== ']') {
    if (reader.at >= reader.text.length) throw new Unsupported()
    const from = readSetItem(reader)
    if (reader.text.charAt(reader.at) === '-' && reader.text.charAt(reader.at + 1) !== ']' && from.length === 1) {
      reader.at++
      const to = readSetItem(reader)
      choices += range(from, to)
    } else choices += from
  }
  reader.at++
  if (!negated) return choices
  return Array.from(PRINTABLE)
    .filter((character) => !choices.includes(character))
    .join('')
}

function readSetItem(reader: Reader): string {
  const character = reader.text.charAt(reader.at++)
  return character === '\\' ? readEscape(reader) : character
}

function range(from: string, to: string): string {
  const start = from.codePointAt(0) ?? 0
  const end = Math.min(to.codePointAt(0) ?? 0, start + 127)
  return Array.from({ length: Math.max(0, end - start + 1) }, (_, index) => String.fromCodePoint(start + index)).join(
    '',
  )
}

function readRepeat(reader: Reader, part: Part): Repeat {
  const rest = reader.text.slice(reader.at)
  const found = /^(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})[?+]?/.exec(rest)
  if (!found) return { part, least: 1, most: 1 }
  reader.at += found[0].length
  const sign = found[1]
  if (sign !== undefined)
    return { part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY }
  const least = Number(found[2])
  const most = found[3] === undefined ? least : found[4] === '' ? Number.POSITIVE_INFINITY : Number(found[4])
  return { part, least, most }
}

/** `extra` rounds for what may be repeated more than it must be. */
function write(repeats: readonly Repeat[], options: { readonly extra: number; readonly wanted: number }): string {
  return repeats
    .map(({ part, least, most }) => {
      const count = Math.min(least + options.extra, most, 4096)
      if (part.kind === 'set') return pickFrom(part.choices, count)
      return Array.from({ length: count }, (_, index) =>
        write(part.branches[index % part.branches.length] ?? [], { ...options, extra: Math.min(options.extra, 4) }),
      ).join('')
    })
    .join('')
}

function pickFrom(choices: string, count: number): string {
  const characters = Array.from(choices)
  const preferred = characters.filter((character) => /[A-Za-z1-9]/.test(character))
  const from = preferred.length > 0 ? preferred : characters
  return Array.from({ length: from.length === 0 ? 0 : count }, (_, index) => from[index % from.length]).join('')
}
