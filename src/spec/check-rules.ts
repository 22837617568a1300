import type { Json } from '../sdk/http.ts'

/** Whether a value fits. Throws where it cannot say. */
export type Check<T = Json> = (value: T) => boolean

/** Makes the check of a schema within another. */
export type Compile = (schema: unknown) => Check

/** What checks and the validator have to judge alike comes from the validator. */
export interface Rules {
  readonly format: (name: string) => Check<string> | undefined
  readonly isSame: (a: Json, b: Json) => boolean
  readonly isMultipleOf: (value: number, step: number) => boolean
  /** In characters, as JSON Schema counts. */
  readonly lengthOf: (text: string) => number
  /** The schema that a `$ref` leads to. */
  readonly target: (ref: string) => unknown
}

/** Thrown where a check cannot say what the validator would: the validator is asked then. */
export class Undecided extends Error {}

export function all<T>(checks: readonly Check<T>[]): Check<T> {
  const [first, second] = checks
  if (!first) return () => true
  if (!second) return first
  return checks.length === 2
    ? (value) => first(value) && second(value)
    : (value) => checks.every((check) => check(value))
}

export function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Undecided()
  return value as unknown[]
}

export function isBound(value: unknown): value is number | undefined {
  return value === undefined || (typeof value === 'number' && !Number.isNaN(value))
}
