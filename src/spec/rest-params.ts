import { invalidValue } from '../errors/catalog/usage.ts'
import type { Json } from '../sdk/http.ts'
import type { Operation, OperationInput, Parameter } from '../sdk/operation.ts'
import { isRecord } from './pointer.ts'

export type Pair = readonly [name: string, value: string]

export function textOf(value: Json): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value)
}

/** Path with its values, percent-encoded. A value that would change the path's structure is refused. */
export function fillPath(operation: Operation, values: OperationInput['path']): string {
  return operation.path.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const parameter = operation.parameters.find((known) => known.in === 'path' && known.name === name)
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    const text = value === undefined ? '' : pathText(value, parameter)
    // `..` stays `..` even when percent-encoded: every URL parser resolves it.
    if (text === '' || text === '.' || text === '..')
      throw invalidValue({
        name,
        value: text,
        expected: { en: 'a value that can stand in a path', zh: '可以用于路径的值' },
      })
    return encodeURIComponent(text)
  })
}

/** Style `simple`: lists and objects are joined by commas. */
function pathText(value: Json, parameter: Parameter | undefined): string {
  if (Array.isArray(value)) return value.map((item: Json) => textOf(item)).join(',')
  if (!isRecord(value)) return textOf(value)
  const entries = Object.entries(value as Record<string, Json>)
  return entries
    .map(([key, item]) => (parameter?.explode === true ? `${key}=${textOf(item)}` : `${key},${textOf(item)}`))
    .join(',')
}

const DELIMITERS: Readonly<Record<string, string>> = {
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
  form: ',',
}

/** One query parameter as the pairs that its style gives. */
export function queryPairs(name: string, value: Json, parameter: Parameter | undefined): readonly Pair[] {
  const style = parameter?.style ?? 'form'
  const explode = parameter?.explode ?? style === 'form'
  if (style === 'json') return [[name, JSON.stringify(value)]]
  if (Array.isArray(value)) {
    const items = value as readonly Json[]
    if (style === 'deepObject') return bracketPairs(name, value)
    if (explode) return items.map((item) => [name, textOf(item)] as const)
    return [[name, items.map(textOf).join(DELIMITERS[style] ?? ',')]]
  }
  if (!isRecord(value)) return [[name, value === null ? '' : textOf(value)]]
  const entries = Object.entries(value as Record<string, Json>)
  if (style === 'deepObject') return bracketPairs(name, value as Json)
  if (style === 'querystring' || explode) return entries.map(([key, item]) => [key, textOf(item)] as const)
  return [[name, entries.flatMap(([key, item]) => [key, textOf(item)]).join(DELIMITERS[style] ?? ',')]]
}

/** `a[b][0]=x`: what `deepObject` stands for in practice, nested values included. */
export function bracketPairs(name: string, value: Json): readonly Pair[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, index) => bracketPairs(`${name}[${index}]`, item))
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, item]) => bracketPairs(`${name}[${key}]`, item as Json))
  return [[name, value === null ? '' : textOf(value)]]
}

export function queryText(pairs: readonly Pair[]): string {
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
}

/** The query of a request, taken apart once. */
export interface Query {
  readonly pairs: readonly Pair[]
  readonly hasBrackets: boolean
}

export const NO_QUERY: Query = { pairs: [], hasBrackets: false }

export function queryOf(search: URLSearchParams): Query {
  const pairs = [...search]
  return { pairs, hasBrackets: pairs.some(([name]) => name.includes('[')) }
}

/** The value of a query parameter from what a request carries; undefined when it carries none. */
export function readQuery(parameter: Parameter, query: Query, isList: boolean): Json | undefined {
  const { name } = parameter
  const style = parameter.style ?? 'form'
  const values = query.pairs.flatMap(([key, value]) => (key === name ? [value] : []))
  const nested = query.hasBrackets ? query.pairs.filter(([key]) => key.startsWith(`${name}[`)) : []
  if (nested.length > 0 && (style === 'deepObject' || values.length === 0)) return readBrackets(nested)[name]
  if (values.length === 0) return undefined
  if (style === 'json') return tryJson(values[0] ?? '')
  if (!isList) return values[0]
  const delimiter = DELIMITERS[style] ?? ','
  return (parameter.explode ?? style === 'form') && values.length > 1
    ? values
    : values.flatMap((value) => value.split(delimiter))
}

function tryJson(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])
type Tree = Map<string, string | Tree>

/** `a[b]=1`, `a[]=x`, `a[0]=x`, and plain names; repeats of a plain name become a list. */
export function readBrackets(pairs: readonly Pair[]): Record<string, Json> {
  const root: Tree = new Map()
  for (const [name, value] of pairs) {
    const head = /^[^[\]]+/.exec(name)?.[0]
    const tail = head === undefined ? '' : name.slice(head.length)
    if (head === undefined || !/^(\[[^[\]]*\])*$/.test(tail)) {
      put(root, [name], value)
      continue
    }
    const keys = [head, ...[...tail.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? '')]
    if (keys.length <= 20 && !keys.some((key) => FORBIDDEN.has(key))) put(root, keys, value)
  }
  return toJson(root) as Record<string, Json>
}

function put(tree: Tree, keys: readonly string[], value: string): void {
  const [first = '', ...rest] = keys
  const key = first === '' ? String(tree.size) : first
  if (rest.length === 0) {
    const known = tree.get(key)
    if (known === undefined) tree.set(key, value)
    else if (known instanceof Map) known.set(String(known.size), value)
    else tree.set(key, new Map([['0', known], ['1', value]])) // prettier-ignore
    return
  }
  const next = tree.get(key)
  const child: Tree = next instanceof Map ? next : new Map()
  if (child !== next) tree.set(key, child)
  put(child, rest, value)
}

function toJson(tree: Tree): Json {
  const entries = [...tree].map(([key, value]) => [key, value instanceof Map ? toJson(value) : value] as const)
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
