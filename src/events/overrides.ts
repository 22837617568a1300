import { overrideAmbiguous, overrideBroken, overrideUnknown } from '../errors/catalog/events.ts'
import type { ScenarioStep } from '../sdk/check.ts'
import type { Json, JsonObject } from '../sdk/http.ts'
import { nearest } from '../text/nearest.ts'
import { leafPaths, readPath, writePath } from './json-path.ts'
import { refersToStep } from './references.ts'

/** One `--set`. `typed`: the value was given as JSON (`path:=json`). */
export interface Override {
  readonly path: string
  readonly value: Json
  readonly typed: boolean
}

/** `path=value` or `path:=json`. Throws `override-broken`. */
export function parseOverride(given: string): Override {
  const at = given.indexOf('=')
  const typed = at > 0 && given[at - 1] === ':'
  const path = given.slice(0, typed ? at - 1 : at).trim()
  if (at < 1 || path === '') throw overrideBroken({ given, reason: { en: 'it has no "="', zh: '缺少“=”' } })
  if (path.split('.').some((segment) => segment === '' || segment === '__proto__'))
    throw overrideBroken({ given, reason: { en: 'the path has an empty part', zh: '路径中有空的部分' } })
  const text = given.slice(at + 1)
  if (!typed) return { path, value: text, typed }
  try {
    return { path, value: JSON.parse(text) as Json, typed }
  } catch {
    throw overrideBroken({ given, reason: { en: 'the value behind ":=" is not JSON', zh: '“:=”后面不是合法的 JSON' } })
  }
}

/** A step and the names that its operation or action declares; undefined: it takes any name. */
export interface OverridableStep {
  readonly step: ScenarioStep
  readonly declared: readonly string[] | undefined
}

/**
 * `step.param=value`, or `param=value` for the step that has it: first the steps whose own value it is, then those
 * whose operation or action declares it. Throws `override-unknown` or `override-ambiguous`.
 */
export function overrideSteps(
  event: string,
  steps: readonly OverridableStep[],
  overrides: readonly Override[],
): readonly ScenarioStep[] {
  let current = steps
  for (const override of overrides) {
    const { index, path } = locate(event, current, override.path)
    current = current.map((one, at) => (at === index ? { ...one, step: change(one.step, path, override) } : one))
  }
  return current.map(({ step }) => step)
}

/** The same for the payload of an event that has no scenario. */
export function overridePayload(event: string, payload: Json, overrides: readonly Override[]): Json {
  return overrides.reduce<Json>((before, override) => {
    const path = override.path.split('.')
    const old = readPath(before, path)
    if (old === undefined) throw unknown(event, override.path, leafPaths(before), leafPaths(before))
    return writePath(before, path, fit(override, old))
  }, payload)
}

function locate(event: string, steps: readonly OverridableStep[], name: string): { index: number; path: string[] } {
  const path = name.split('.')
  const named = steps.findIndex(({ step }) => step.name === path[0])
  const rest = path.slice(1)
  if (named >= 0 && rest.length > 0 && accepts(steps[named], rest)) return { index: named, path: rest }
  const own = indices(steps, ({ step }) => readPath(step.params, path) !== undefined)
  const literal = own.filter((index) => !refersToStep(readPath(steps[index]?.step.params, path) ?? null))
  const declared = indices(steps, (one) => declares(one, path))
  const found = [literal, own, declared].find((some) => some.length > 0) ?? []
  const [index] = found
  if (index === undefined) {
    const values = steps.flatMap(({ step }) => leafPaths(step.params).map((leaf) => `${step.name}.${leaf}`))
    const more = steps.flatMap(({ step, declared: names }) => (names ?? []).map((one) => `${step.name}.${one}`))
    const all = [...new Set([...values, ...more])]
    throw unknown(event, name, values, [...all, ...all.map((one) => one.slice(one.indexOf('.') + 1))])
  }
  // Steps that only repeat what an earlier answer said follow by themselves.
  if (found.length > 1 && found !== own)
    throw overrideAmbiguous({ path: name, event, candidates: found.map((at) => `${steps[at]?.step.name}.${name}`) })
  return { index, path }
}

function accepts(one: OverridableStep | undefined, path: readonly string[]): boolean {
  if (!one) return false
  return readPath(one.step.params, path) !== undefined || one.declared === undefined || declares(one, path)
}

/** Only whole members are declared: what an object may hold inside is said by `:=`, and checked with the call. */
function declares(one: OverridableStep, path: readonly string[]): boolean {
  return path.length === 1 && one.declared?.includes(path[0] ?? '') === true
}

const indices = (steps: readonly OverridableStep[], matches: (one: OverridableStep) => boolean): number[] =>
  steps.flatMap((one, index) => (matches(one) ? [index] : []))

function unknown(event: string, path: string, known: readonly string[], candidates: readonly string[]): Error {
  return overrideUnknown({ path, event, known, nearest: nearest(path, [...new Set(candidates)]) })
}

function change(step: ScenarioStep, path: readonly string[], override: Override): ScenarioStep {
  const params = writePath(step.params, path, fit(override, readPath(step.params, path)))
  return { ...step, params: params as JsonObject }
}

/** A text takes the type of the number, boolean, object or list that it replaces, where it can. */
function fit({ value, typed }: Override, old: Json | undefined): Json {
  if (typed || typeof value !== 'string' || old === undefined || old === null || typeof old === 'string') return value
  try {
    const read = JSON.parse(value) as Json
    return typeof read === typeof old ? read : value
  } catch {
    return value
  }
}
