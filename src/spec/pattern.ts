/**
 * A `pattern` made fit for the validator, which uses the `u` flag and JavaScript's own backtracking.
 * Undefined when the pattern must not be run: not a JavaScript expression, or able to take exponential time.
 */
export function safePattern(pattern: string): string | undefined {
  if (pattern.length > 2000) return undefined
  const usable = [pattern, withoutNeedlessEscapes(pattern)].find(compiles)
  return usable === undefined || mayExplode(usable) ? undefined : usable
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** `\_`, `\@` and a bare `-` after `\w` in a class are errors only under the `u` flag. */
function withoutNeedlessEscapes(pattern: string): string {
  let out = ''
  let inClass = false
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i)
    const next = pattern.charAt(i + 1)
    if (character === '\\') {
      const needless = /[^A-Za-z0-9]/.test(next) && !(/[\^$\\.*+?()[\]{}|/]/.test(next) || (inClass && next === '-'))
      out += needless ? next : character + next
      i++
    } else if (inClass && character === '-' && isClassEdge(pattern, i)) out += '\\-'
    else {
      if (character === '[' && !inClass) inClass = true
      else if (character === ']') inClass = false
      else if (character === '[' && inClass) {
        out += '\\['
        continue
      }
      out += character
    }
  }
  return out
}

function isClassEdge(pattern: string, i: number): boolean {
  return /\\[wWdDsS]$/.test(pattern.slice(0, i)) || /^-\\[wWdDsS]/.test(pattern.slice(i))
}

interface Group {
  start: number
  unbounded: boolean
  alternatives: boolean
}

/**
 * Star inside star (`(a+)+`), and a repeated choice whose branches may begin alike. Deliberately too strict:
 * a pattern left out is a check not made, a pattern that explodes is a program that hangs.
 */
export function mayExplode(pattern: string): boolean {
  const stack: Group[] = []
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern.charAt(i)
    if (character === '\\') i++
    else if (character === '[') i = endOfClass(pattern, i)
    else if (character === '(') stack.push({ start: i, unbounded: false, alternatives: false })
    else if (character === '|') markTop(stack, 'alternatives')
    else if (character === ')') {
      const group = stack.pop()
      const repeated = isUnbounded(pattern, i + 1)
      if (group && repeated && group.unbounded && !separated(pattern.slice(group.start + 1, i))) return true
      if (group && repeated && group.alternatives && overlapping(pattern.slice(group.start + 1, i))) return true
      if (group?.unbounded || repeated) markTop(stack, 'unbounded')
    } else if (isUnbounded(pattern, i)) markTop(stack, 'unbounded')
  }
  return false
}

function markTop(stack: Group[], what: 'unbounded' | 'alternatives'): void {
  const top = stack.at(-1)
  if (top) top[what] = true
}

function endOfClass(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern.charAt(i) === '\\') i++
    else if (pattern.charAt(i) === ']') return i
  }
  return pattern.length
}

/** `*`, `+`, `{2,}` and counts large enough to be as bad. */
function isUnbounded(pattern: string, i: number): boolean {
  const character = pattern.charAt(i)
  if (character === '*' || character === '+') return true
  const count = /^\{(\d+)(,(\d*))?\}/.exec(pattern.slice(i, i + 16))
  return count !== null && count[2] !== undefined && (count[3] === '' || Number(count[3]) > 16)
}

/** `(?:\.[a-z]+)*`: each round starts with a literal that the rest of the round cannot match. */
function separated(body: string): boolean {
  const literal = /^(?:\?:)?(?:\\([^A-Za-z0-9])|([^\\[({.*+?|^$]))(?![*?{])/.exec(body)
  const mark = literal?.[1] ?? literal?.[2]
  if (mark === undefined) return false
  const rest = body.slice(literal?.[0].length)
  if (/[.|(]|\\[WDSs]/.test(rest.replace(/\\\./g, ''))) return false
  if (/[A-Za-z0-9_]/.test(mark)) return false
  return !rest.includes(mark) && !/\[\^/.test(rest)
}

/** Branches that may begin with the same character. Two plain, different first letters do not. */
function overlapping(body: string): boolean {
  const branches = body.replace(/^\?:/, '').split('|')
  const firsts = branches.map((branch) => /^[A-Za-z0-9]/.exec(branch)?.[0])
  return firsts.includes(undefined) || new Set(firsts).size !== firsts.length
}
