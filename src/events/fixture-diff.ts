import type { ScenarioStep } from '../sdk/check.ts'
import type { Json, JsonObject } from '../sdk/http.ts'
import { leafPaths, readPath } from './json-path.ts'

/** One value that differs from the fixture. `before` absent: it was not there. */
export interface FixtureChange {
  /** `step.param`, or the path in the payload. */
  readonly path: string
  readonly before?: Json
  readonly after?: Json
}

/** Leaf by leaf, in the order of the fixture, new ones last. */
export function diffValues(before: Json, after: Json, prefix = ''): readonly FixtureChange[] {
  const paths = [...new Set([...leafPaths(before), ...leafPaths(after)])]
  return paths.flatMap((path) => {
    const [was, is] = [readPath(before, path.split('.')), readPath(after, path.split('.'))]
    if (JSON.stringify(was) === JSON.stringify(is)) return []
    const at = prefix === '' ? path : `${prefix}.${path}`
    return [{ path: at, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }]
  })
}

export function diffSteps(before: readonly ScenarioStep[], after: readonly ScenarioStep[]): readonly FixtureChange[] {
  return before.flatMap((step, at) =>
    diffValues(step.params as JsonObject, (after[at]?.params ?? {}) as JsonObject, step.name),
  )
}
