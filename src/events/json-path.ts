import type { Json, JsonObject } from '../sdk/http.ts'

/** `order.items.0.id` into a value; undefined when there is nothing. An empty path is the value itself. */
export function readPath(value: Json | undefined, path: readonly string[]): Json | undefined {
  let at = value
  for (const segment of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, segment)) return undefined
    at = (at as JsonObject)[segment]
  }
  return at
}

/** A copy with one member changed; missing objects on the way are made. */
export function writePath(value: Json | undefined, path: readonly string[], member: Json): Json {
  const [segment, ...rest] = path
  if (segment === undefined) return member
  if (Array.isArray(value))
    return value.map((item, index) =>
      String(index) === segment ? writePath(item as Json, rest, member) : (item as Json),
    )
  const object = typeof value === 'object' && value !== null ? (value as JsonObject) : {}
  return { ...object, [segment]: writePath(object[segment], rest, member) }
}

/** The paths of all values that are neither object nor list, and of empty ones. */
export function leafPaths(value: Json, before = ''): readonly string[] {
  if (typeof value !== 'object' || value === null) return before === '' ? [] : [before]
  const entries = Object.entries(value as JsonObject)
  if (entries.length === 0) return before === '' ? [] : [before]
  return entries.flatMap(([name, item]) => leafPaths(item, before === '' ? name : `${before}.${name}`))
}
