import { deepCompareStrict, format, type OutputUnit, type Schema, ucs2length, validate } from '@cfworker/json-schema'
import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Operation, OperationInput, Parameter, Problem } from '../sdk/operation.ts'
import { createChecks, type Stance } from './check.ts'
import type { Check, Rules } from './check-rules.ts'
import { type Coerce, coerceText } from './coerce.ts'
import { type Complaint, describeComplaints, MISSING } from './complaints.ts'
import { encodeToken, isRecord } from './pointer.ts'

export type Resolve = (ref: string) => JsonSchema | boolean | undefined

/**
 * Problems of a value against a schema of a compiled document; empty when it fits. Only the schemas that the
 * value really meets are read, so cycles and huge documents cost nothing. `place` goes into each problem and
 * decides about `readOnly` (not asked for in requests) and `writeOnly` (not asked for in answers).
 */
export function validateValue(
  schema: JsonSchema | boolean,
  value: Json,
  place: Problem['place'],
  resolve: Resolve,
): Problem[] {
  const lookup = lookupOf(resolve)
  let units: OutputUnit[]
  try {
    units = validate(value, schema as Schema, '2020-12', lookup, false).errors
  } catch (error) {
    // A schema that is itself without any object between has no end; nothing can be said against the value.
    if (error instanceof RangeError) return []
    throw error
  }
  if (units.length === 0) return []
  return describeComplaints(units as readonly Complaint[], schema, value, place, resolve)
}

/** `validateValue` of one document. */
export type Validate = (schema: JsonSchema | boolean, value: Json, place: Problem['place']) => Problem[]

/**
 * For whoever asks again and again: a schema that is met a second time becomes a check, and what the check lets
 * through is not interpreted. What it does not let through is judged and worded as ever.
 */
export function createValidate(resolve: Resolve): Validate {
  const checks = createChecks(resolve, validatorRules(resolve))
  const known: Record<Stance, WeakMap<JsonSchema, Check | 'met'>> = {
    body: new WeakMap(),
    answer: new WeakMap(),
    strict: new WeakMap(),
  }
  const passes = (schema: JsonSchema, value: Json, stance: Stance): boolean => {
    const before = known[stance].get(schema)
    if (before === undefined) known[stance].set(schema, 'met')
    if (before === undefined) return false
    const check = before === 'met' ? checks(schema, stance) : before
    if (before === 'met') known[stance].set(schema, check)
    try {
      return check(value)
    } catch {
      return false
    }
  }
  return (schema, value, place) =>
    typeof schema === 'object' && passes(schema, value, stanceOf(place))
      ? []
      : validateValue(schema, value, place, resolve)
}

/** What checks take from the validator, so that both judge alike. */
export function validatorRules(resolve: Resolve): Rules {
  return {
    format: (name) => (Object.hasOwn(format, name) ? format[name] : undefined),
    isSame: deepCompareStrict,
    isMultipleOf: (value, multipleOf) => validate(value, { multipleOf }, '2020-12', {}).valid,
    lengthOf: ucs2length,
    target: (ref) => targetOf(ref, resolve),
  }
}

function stanceOf(place: Problem['place']): Stance {
  if (place === 'body' || place === 'query') return 'body'
  return place === 'answer' ? 'answer' : 'strict'
}

/** Parameters by place, then the body. Text that stands for a number or a boolean fits where it can be read as one. */
export function validateInput(
  operation: Operation,
  input: OperationInput,
  resolve: Resolve,
  { coerce, validate: judge }: Readers = plainReaders(resolve),
): Problem[] {
  const problems: Problem[] = []
  for (const parameter of operation.parameters) {
    const place = parameter.in
    const value = valueOf(parameter.name, place, input)
    if (value === undefined) {
      if (parameter.required && place !== 'cookie') problems.push({ place, at: pointerTo(parameter), message: MISSING })
      continue
    }
    const typed = coerce(value, parameter.schema)
    for (const problem of judge(parameter.schema, typed, place))
      problems.push({ ...problem, at: pointerTo(parameter) + problem.at })
  }
  const { body } = operation
  if (!body) return problems
  const empty = input.body === undefined || (input.body === null && judge(body.schema, null, 'payload').length > 0)
  if (empty || input.body === undefined) {
    if (body.required) problems.push({ place: 'body', at: '', message: MISSING })
    return problems
  }
  return [...problems, ...judge(body.schema, input.body, 'body')]
}

/** How values are read and judged; those of a server remember the schemas that they met. */
export interface Readers {
  readonly coerce: Coerce
  readonly validate: Validate
}

function plainReaders(resolve: Resolve): Readers {
  return {
    coerce: (value, schema) => coerceText(value, schema, resolve),
    validate: (schema, value, place) => validateValue(schema, value, place, resolve),
  }
}

function pointerTo({ name }: Parameter): string {
  return `/${encodeToken(name)}`
}

function valueOf(name: string, place: Problem['place'], input: OperationInput): Json | undefined {
  if (place === 'path') return own(input.path, name)
  if (place === 'query') return own(input.query, name)
  if (place === 'header') return own(input.headers, name) ?? own(input.headers, name.toLowerCase())
  return undefined
}

function own(values: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined
}

/**
 * The validator asks for `$ref`s by name; they are read from the index at that moment. References of compiled
 * documents are keys of the index already, so nothing is walked or registered beforehand.
 */
function lookupOf(resolve: Resolve): Record<string, Schema | boolean> {
  return new Proxy<Record<string, Schema | boolean>>(Object.create(null) as Record<string, Schema | boolean>, {
    get: (_, key) => {
      return typeof key === 'string' ? (targetOf(key, resolve) as Schema | boolean) : undefined
    },
  })
}

function targetOf(ref: string, resolve: Resolve): JsonSchema | boolean {
  const schema = resolve(ref)
  if (schema === undefined) return true
  return isRecord(schema) && leadsToItself(ref, resolve) ? true : schema
}

function leadsToItself(key: string, resolve: Resolve): boolean {
  const seen = new Set([key])
  for (
    let schema = resolve(key);
    isRecord(schema) && typeof schema['$ref'] === 'string';
    schema = resolve(schema['$ref'])
  ) {
    if (seen.has(schema['$ref'])) return true
    seen.add(schema['$ref'])
  }
  return false
}
