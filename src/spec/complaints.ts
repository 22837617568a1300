import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Problem } from '../sdk/operation.ts'
import type { Text } from '../text/text.ts'
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

/** What is said of a required value that is not there. */
export const MISSING: Text = { en: 'is missing', zh: '缺少必填值' }

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
    const said = describe(unit, holder, at, valueAt(value, at), place, resolve)
    const problem = said && withAlternatives(said, alternatives(unit, schema, resolve))
    const key = problem && `${problem.at} ${problem.message.en}`
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
  const say = (en: string, zh: string): Problem => ({ place, at, message: { en, zh } })
  const limit = schema[unit.keyword]
  const shown = String(limit as string | number)
  switch (unit.keyword) {
    case 'required': {
      const name = /property "(.*)"\.$/s.exec(unit.error)?.[1] ?? ''
      if (notAsked(schema, name, place, resolve)) return undefined
      return { place, at: `${at}/${encodeToken(name)}`, message: MISSING }
    }
    case 'type': {
      const wanted = listed(limit)
      const given = GIVEN[typeOf(value)] ?? NOTHING
      return say(`must be ${wanted.en}, not ${given.en}`, `应为${wanted.zh}，实际是${given.zh}`)
    }
    case 'enum':
      return say(`must be one of ${choices(limit, ', ')}`, `只能取 ${choices(limit, '、')} 之一`)
    case 'const':
      return say(`must be ${JSON.stringify(limit)}`, `只能是 ${JSON.stringify(limit)}`)
    case 'pattern':
      return say(`does not match the pattern ${shown}`, `与正则 ${shown} 不匹配`)
    case 'format':
      return say(`is not a valid ${shown}`, `不是合法的 ${shown} 格式`)
    case 'minLength':
      return say(
        `is too short: ${lengthOf(value)} characters, at least ${shown}`,
        `太短：现有 ${lengthOf(value)} 个字符，至少 ${shown} 个`,
      )
    case 'maxLength':
      return say(
        `is too long: ${lengthOf(value)} characters, at most ${shown}`,
        `太长：现有 ${lengthOf(value)} 个字符，最多 ${shown} 个`,
      )
    case 'minimum':
      return say(`must be at least ${shown}`, `不能小于 ${shown}`)
    case 'maximum':
      return say(`must be at most ${shown}`, `不能大于 ${shown}`)
    case 'exclusiveMinimum':
      return say(`must be more than ${shown}`, `必须大于 ${shown}`)
    case 'exclusiveMaximum':
      return say(`must be less than ${shown}`, `必须小于 ${shown}`)
    case 'multipleOf':
      return say(`must be a multiple of ${shown}`, `必须是 ${shown} 的倍数`)
    case 'minItems':
      return say(`has too few items: at least ${shown}`, `元素太少，至少 ${shown} 个`)
    case 'maxItems':
      return say(`has too many items: at most ${shown}`, `元素太多，最多 ${shown} 个`)
    case 'minProperties':
      return say(`has too few members: at least ${shown}`, `成员太少，至少 ${shown} 个`)
    case 'maxProperties':
      return say(`has too many members: at most ${shown}`, `成员太多，最多 ${shown} 个`)
    case 'uniqueItems':
      return say('holds the same item twice', '含有重复的元素')
    case 'false':
      return say('is not a known member', '不是已知的成员')
    case 'not':
      return say('is a value that is ruled out', '是不允许的取值')
    default:
      return say(unit.error.replace(/\.$/, '').toLowerCase(), `不满足 ${unit.keyword} 的约束`)
  }
}

/** Of a choice whose branches ask for one member each and nothing else, such as one of two numbers: the other members. */
function alternatives(unit: Complaint, root: JsonSchema | boolean, resolve: Resolve): readonly string[] {
  const branch = /^(.*\/(anyOf|oneOf))\/(\d+)\/required$/.exec(unit.keywordLocation)
  const branches = branch && schemaAt(root, branch[1] ?? '', resolve)[branch[2] ?? '']
  if (!branch || !Array.isArray(branches)) return []
  const names = branches.map((one: unknown): readonly unknown[] =>
    isRecord(one) && Object.keys(one).length === 1 && Array.isArray(one['required']) ? one['required'] : [],
  )
  return names.every(({ length }) => length === 1)
    ? names.flatMap((asked, at) => (at === Number(branch[3]) ? [] : asked.map(String)))
    : []
}

/** Its beginning stays that of MISSING, by which a missing value is known. */
function withAlternatives(problem: Problem, names: readonly string[]): Problem {
  if (names.length === 0) return problem
  const { en, zh } = problem.message
  return {
    ...problem,
    message: { en: `${en}; ${names.join(' or ')} would do`, zh: `${zh}（也可改传 ${names.join('、')}）` },
  }
}

/** `readOnly` members are the platform's to give, `writeOnly` ones the partner's. */
export function notAsked(schema: JsonSchema, name: string, place: Problem['place'], resolve: Resolve): boolean {
  let member = memberOf(schema['properties'], name)
  for (let hops = 0; hops < 8 && isRecord(member) && typeof member['$ref'] === 'string'; hops++) {
    if (member['readOnly'] === true || member['writeOnly'] === true) break
    member = resolve(member['$ref'])
  }
  if (!isRecord(member)) return false
  if (place === 'body' || place === 'query') return member['readOnly'] === true
  return place === 'answer' && member['writeOnly'] === true
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

const NOTHING: Text = { en: 'nothing', zh: '空' }
const TYPE_NAMES: Readonly<Record<string, Text>> = {
  string: { en: 'a text', zh: '文本' },
  number: { en: 'a number', zh: '数字' },
  integer: { en: 'a whole number', zh: '整数' },
  boolean: { en: 'true or false', zh: ' true 或 false' },
  object: { en: 'an object', zh: '对象' },
  array: { en: 'a list', zh: '列表' },
  null: { en: 'null', zh: ' null' },
}
const GIVEN: Readonly<Record<string, Text>> = { ...TYPE_NAMES, boolean: { en: 'a boolean', zh: '布尔值' } }

function listed(types: unknown): Text {
  const names = (Array.isArray(types) ? types : [types]).map(
    (type): Text => TYPE_NAMES[String(type)] ?? { en: String(type), zh: ` ${String(type)}` },
  )
  return { en: names.map(({ en }) => en).join(' or '), zh: names.map(({ zh }) => zh).join('或') }
}

function choices(values: unknown, separator: string): string {
  if (!Array.isArray(values)) return ''
  const shown = values
    .slice(0, 12)
    .map((value) => JSON.stringify(value))
    .join(separator)
  return values.length > 12 ? `${shown}${separator}… (${values.length})` : shown
}

/** In code points, as JSON Schema counts. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? Array.from(value).length : 0
}
