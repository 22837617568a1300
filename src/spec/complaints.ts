import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Problem } from '../sdk/operation.ts'
import { encodeToken, isRecord, memberOf, tokensOf, valueAt } from './pointer.ts'
import type { Resolve } from './validate.ts'

/** What the validator says: one entry per keyword that failed, those of every branch of a choice included. */
export interface Complaint {
  readonly keyword: string
  /** `#/items/0` */
  readonly instanceLocation: string
  /** `#/properties/items/items/$ref/type` */
  readonly keywordLocation: string
  readonly error: string
}

/** Keywords that only say that something below them failed. */
const WRAPPERS = new Set([
  '$ref', 'properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'items', 'prefixItems',
  'additionalItems', 'unevaluatedItems', 'allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas', 'propertyNames',
]) // prettier-ignore

/** Readable problems from the validator's output: of a choice only the branch that comes closest is reported. */
export function describeComplaints(
  units: readonly Complaint[],
  schema: JsonSchema | boolean,
  value: Json,
  place: Problem['place'],
  resolve: Resolve,
): Problem[] {
  const seen = new Set<string>()
  return closest(units).flatMap((unit) => {
    const holder = schemaAt(schema, unit.keywordLocation, resolve)
    const at = unit.instanceLocation.slice(1)
    const problem = describe(unit, holder, at, valueAt(value, at), place, resolve)
    const key = problem && `${problem.at} ${problem.message}`
    if (!problem || key === undefined || seen.has(key)) return []
    seen.add(key)
    return [problem]
  })
}

function closest(units: readonly Complaint[]): Complaint[] {
  const choice = units.find((unit) => unit.keyword === 'anyOf' || unit.keyword === 'oneOf')
  if (!choice) return units.filter((unit) => !WRAPPERS.has(unit.keyword))
  const within = (unit: Complaint) =>
    unit !== choice &&
    unit.keywordLocation.startsWith(`${choice.keywordLocation}/`) &&
    (unit.instanceLocation === choice.instanceLocation ||
      unit.instanceLocation.startsWith(`${choice.instanceLocation}/`))
  const inside = units.filter((unit) => within(unit) || (unit.keyword === 'false' && isBelow(unit, choice)))
  const outside = units.filter((unit) => unit !== choice && !inside.includes(unit))
  const branches = new Map<string, Complaint[]>()
  for (const unit of inside) {
    const branch = unit.keywordLocation.slice(choice.keywordLocation.length + 1).split('/')[0] ?? ''
    branches.set(branch, [...(branches.get(branch) ?? []), unit])
  }
  // `oneOf` with more than one branch that fits: documents are seldom strict about it, and platforms never are.
  const many = /\((\d+) matches\)/.exec(choice.error)?.[1]
  if (many !== undefined && Number(many) > 1) return closest(outside)
  const ranked = [...branches.values()].map(closest).sort((a, b) => cost(a, choice) - cost(b, choice))
  return [...closest(outside), ...(ranked[0] ?? [choice])]
}

/** A schema `false` reports its place in the value as its place in the schema. */
function isBelow(unit: Complaint, choice: Complaint): boolean {
  return (
    unit.keywordLocation === unit.instanceLocation && unit.instanceLocation.startsWith(`${choice.instanceLocation}/`)
  )
}

/** A branch whose own type or constant is another one was not meant. */
function cost(units: readonly Complaint[], choice: Complaint): number {
  const base = choice.instanceLocation
  return units.reduce((sum, unit) => {
    const here = unit.instanceLocation === base
    const decisive = unit.keyword === 'type' || unit.keyword === 'const' || unit.keyword === 'enum'
    const child = tokensOf(unit.instanceLocation.slice(base.length)).length === 1
    return sum + 1 + (decisive && here ? 100 : 0) + (decisive && unit.keyword !== 'type' && child ? 20 : 0)
  }, 0)
}

/** The schema that holds the keyword, found by the path that the validator took, references followed. */
function schemaAt(root: JsonSchema | boolean, location: string, resolve: Resolve): JsonSchema {
  let current: unknown = root
  for (const token of tokensOf(location.slice(1)).slice(0, -1)) {
    const next = memberOf(current, token)
    current = token === '$ref' && typeof next === 'string' ? resolve(next) : next
  }
  return isRecord(current) ? current : {}
}

function describe(
  unit: Complaint,
  schema: JsonSchema,
  at: string,
  value: unknown,
  place: Problem['place'],
  resolve: Resolve,
): Problem | undefined {
  const say = (message: string, below = ''): Problem => ({ place, at: at + below, message })
  const limit = schema[unit.keyword]
  switch (unit.keyword) {
    case 'required': {
      const name = /property "(.*)"\.$/s.exec(unit.error)?.[1] ?? ''
      return notAsked(schema, name, place, resolve) ? undefined : say('is missing', `/${encodeToken(name)}`)
    }
    case 'type':
      return say(`must be ${listed(limit)}, not ${typeName(value)}`)
    case 'enum':
      return say(`must be one of ${choices(limit)}`)
    case 'const':
      return say(`must be ${JSON.stringify(limit)}`)
    case 'pattern':
      return say(`does not match the pattern ${String(limit)}`)
    case 'format':
      return say(`is not a valid ${String(limit)}`)
    case 'minLength':
      return say(`is too short: ${lengthOf(value)} characters, at least ${String(limit)}`)
    case 'maxLength':
      return say(`is too long: ${lengthOf(value)} characters, at most ${String(limit)}`)
    case 'minimum':
      return say(`must be at least ${String(limit)}`)
    case 'maximum':
      return say(`must be at most ${String(limit)}`)
    case 'exclusiveMinimum':
      return say(`must be more than ${String(limit)}`)
    case 'exclusiveMaximum':
      return say(`must be less than ${String(limit)}`)
    case 'multipleOf':
      return say(`must be a multiple of ${String(limit)}`)
    case 'minItems':
      return say(`has too few items: at least ${String(limit)}`)
    case 'maxItems':
      return say(`has too many items: at most ${String(limit)}`)
    case 'minProperties':
      return say(`has too few members: at least ${String(limit)}`)
    case 'maxProperties':
      return say(`has too many members: at most ${String(limit)}`)
    case 'uniqueItems':
      return say('holds the same item twice')
    case 'false':
      return say('is not a known member')
    case 'not':
      return say('is a value that is ruled out')
    default:
      return say(unit.error.replace(/\.$/, '').toLowerCase())
  }
}

/** `readOnly` members are the platform's to give, `writeOnly` ones the partner's. */
function notAsked(schema: JsonSchema, name: string, place: Problem['place'], resolve: Resolve): boolean {
  let member = memberOf(schema['properties'], name)
  for (let hops = 0; hops < 8 && isRecord(member) && typeof member['$ref'] === 'string'; hops++) {
    if (member['readOnly'] === true || member['writeOnly'] === true) break
    member = resolve(member['$ref'])
  }
  if (!isRecord(member)) return false
  if (place === 'body' || place === 'query') return member['readOnly'] === true
  return place === 'answer' && member['writeOnly'] === true
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return (
    { string: 'a text', number: 'a number', boolean: 'a boolean', object: 'an object' }[typeof value as string] ??
    'nothing'
  )
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

function listed(types: unknown): string {
  return (Array.isArray(types) ? types : [types]).map((type) => TYPE_NAMES[String(type)] ?? String(type)).join(' or ')
}

function choices(values: unknown): string {
  if (!Array.isArray(values)) return ''
  const shown = values
    .slice(0, 12)
    .map((value) => JSON.stringify(value))
    .join(', ')
  return values.length > 12 ? `${shown}, … (${values.length})` : shown
}

function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value].length : 0
}
