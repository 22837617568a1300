import type { OperationSummary } from '../sdk/operation.ts'
import { decodePercent } from '../text/percent.ts'

export interface Match {
  readonly id: string
  readonly path: Readonly<Record<string, string>>
}

interface End {
  readonly id: string
  readonly names: readonly string[]
}

interface Pattern {
  readonly source: string
  readonly expression: RegExp
  readonly next: Branch
}

interface Branch {
  readonly literals: Map<string, Branch>
  /** `{name}` alone takes anything, so it comes after `{name}.json`. */
  readonly patterns: Pattern[]
  readonly ends: Map<string, End>
}

const NAME = /\{([^{}]+)\}/g
const ANY = '^(.+)$'

function branch(): Branch {
  return { literals: new Map(), patterns: [], ends: new Map() }
}

/**
 * Finds the operation of a method and path among thousands: a tree of segments, literal ones first. `paths` are readings
 * of one request, the likeliest first: with the base path of a server taken off, and as it is.
 */
export function createRouter(
  operations: readonly OperationSummary[],
): (method: string, paths: readonly string[]) => Match | undefined {
  const root = branch()
  for (const operation of operations) insert(root, operation)
  return (method, paths) => {
    const readings = paths.map((path) => path.split('/').slice(1))
    const exact = (segments: readonly string[]) => {
      const trimmed = segments.at(-1) === '' ? segments.slice(0, -1) : [...segments, '']
      return find(root, method, segments, []) ?? find(root, method, trimmed, [])
    }
    return firstOf(readings, exact) ?? firstOf(readings, (segments) => findOpenEnd(root, method, segments))
  }
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

function insert(root: Branch, operation: OperationSummary): void {
  const names: string[] = []
  let at = root
  // Some documents put a query or a fragment into the path to tell operations apart.
  for (const segment of (operation.path.split(/[?#]/)[0] ?? '').split('/').slice(1)) {
    const found = [...segment.matchAll(NAME)].map((match) => match[1] ?? '')
    if (found.length === 0) {
      const literal = decodePercent(segment)
      at.literals.set(literal, at.literals.get(literal) ?? branch())
      at = at.literals.get(literal) ?? at
      continue
    }
    names.push(...found)
    const source = patternOf(segment)
    at = (at.patterns.find((known) => known.source === source) ?? addPattern(at, source)).next
  }
  if (!at.ends.has(operation.method)) at.ends.set(operation.method, { id: operation.id, names })
}

function addPattern(at: Branch, source: string): Pattern {
  const made = { source, expression: new RegExp(source, 's'), next: branch() }
  at.patterns.push(made)
  at.patterns.sort((a, b) => b.source.length - a.source.length)
  return made
}

/** `{name}.json` → `^(.+)\.json$` */
function patternOf(segment: string): string {
  const literals = segment.split(/\{[^{}]+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return `^${literals.join('(.+)')}$`
}

function find(
  at: Branch,
  method: string,
  segments: readonly string[],
  values: readonly string[],
  index = 0,
): Match | undefined {
  const raw = segments[index]
  if (raw === undefined) {
    const end = at.ends.get(method)
    return end && toMatch(end, values)
  }
  const segment = decodePercent(raw)
  const literal = at.literals.get(segment)
  const exact = literal && find(literal, method, segments, values, index + 1)
  if (exact) return exact
  for (const { source, expression, next } of at.patterns) {
    const captured = source === ANY ? takeAny(segment) : expression.exec(segment)?.slice(1)
    const match = captured && find(next, method, segments, [...values, ...captured], index + 1)
    if (match) return match
  }
  return undefined
}

function takeAny(segment: string): readonly string[] | undefined {
  return segment === '' ? undefined : [segment]
}

/** A last parameter may hold slashes on many platforms, such as the path of a file. */
function findOpenEnd(root: Branch, method: string, segments: readonly string[]): Match | undefined {
  const walk = (at: Branch, index: number, values: readonly string[]): Match | undefined => {
    const raw = segments[index]
    if (raw === undefined) return undefined
    const segment = decodePercent(raw)
    const literal = at.literals.get(segment)
    const deeper = literal && walk(literal, index + 1, values)
    if (deeper) return deeper
    for (const { expression, next } of at.patterns) {
      const captured = expression.exec(segment)
      const match = captured && walk(next, index + 1, [...values, ...captured.slice(1)])
      if (match) return match
    }
    const end = at.patterns.find(({ source }) => source === ANY)?.next.ends.get(method)
    return end && toMatch(end, [...values, segments.slice(index).map(decodePercent).join('/')])
  }
  return walk(root, 0, [])
}

function toMatch(end: End, values: readonly string[]): Match {
  return { id: end.id, path: Object.fromEntries(end.names.map((name, index) => [name, values[index] ?? ''])) }
}
