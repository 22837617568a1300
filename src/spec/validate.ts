import { type OutputUnit, type Schema, validate } from '@cfworker/json-schema'
import type { Json, JsonSchema } from '../sdk/http.ts'
import type { Operation, OperationInput, Problem } from '../sdk/operation.ts'
import { coerceText } from './coerce.ts'
import { type Complaint, describeComplaints, MISSING } from './complaints.ts'
import { isRecord } from './pointer.ts'

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

/** Whether a value fits, without the work of saying why not. */
export function fits(schema: JsonSchema | boolean, value: Json, resolve: Resolve): boolean {
  return validateValue(schema, value, 'payload', resolve).length === 0
}

/** Parameters by place, then the body. Text that stands for a number or a boolean fits where it can be read as one. */
export function validateInput(operation: Operation, input: OperationInput, resolve: Resolve): Problem[] {
  const problems: Problem[] = []
  for (const parameter of operation.parameters) {
    const place = parameter.in
    const value = valueOf(parameter.name, place, input)
    const at = `/${parameter.name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (value === undefined) {
      if (parameter.required && place !== 'cookie') problems.push({ place, at, message: MISSING })
      continue
    }
    const typed = coerceText(value, parameter.schema, resolve)
    for (const problem of validateValue(parameter.schema, typed, place, resolve))
      problems.push({ ...problem, at: at + problem.at })
  }
  const { body } = operation
  if (!body) return problems
  const empty = input.body === undefined || (input.body === null && !fits(body.schema, null, resolve))
  if (empty || input.body === undefined) {
    if (body.required) problems.push({ place: 'body', at: '', message: MISSING })
    return problems
  }
  return [...problems, ...validateValue(body.schema, input.body, 'body', resolve)]
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
      if (typeof key !== 'string') return undefined
      const schema = resolve(key)
      if (schema === undefined) return true
      return isRecord(schema) && leadsToItself(key, resolve) ? true : (schema as Schema | boolean)
    },
  })
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
