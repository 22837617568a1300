import {
  actionFailed,
  missingActionParameter,
  unknownAction,
  unknownActionParameter,
} from '../errors/catalog/sandbox.ts'
import { IntegError } from '../errors/integ-error.ts'
import type { Json } from '../sdk/http.ts'
import type { Action } from '../sdk/simulator.ts'
import type { Text } from '../text/text.ts'
import { messageOf } from './decide.ts'
import { nearest } from '../text/nearest.ts'
import type { Platform } from './platform.ts'
import { simulation, type Emission } from './simulate.ts'

export interface ActionInfo {
  /** `<connector>.<action>`. */
  readonly id: string
  readonly summary: Text
  readonly params: Action['params']
}

export function listActions(platforms: Iterable<Platform>): readonly ActionInfo[] {
  return [...platforms].flatMap(({ connector }) =>
    Object.entries(connector.simulator?.actions ?? {}).map(([id, { summary, params }]) => ({
      id: `${connector.id}.${id}`,
      summary,
      params,
    })),
  )
}

/**
 * Plays what a person does on the platform. The connector's name may be left out where only one has the action.
 * Throws `unknown-action`, `missing-action-parameter`, what the action refuses, and `action-failed`.
 */
export async function playAction(
  platforms: ReadonlyMap<string, Platform>,
  name: string,
  params: Readonly<Record<string, string>>,
): Promise<{ readonly platform: Platform; readonly result: Json; readonly emissions: readonly Emission[] }> {
  const { platform, action, id } = findAction(platforms, name)
  assertParameters(id, action.params, Object.keys(params))
  const missing = action.params.filter((param) => param.required && (params[param.name] ?? '') === '')
  if (missing.length > 0) throw missingActionParameter({ action: id, missing })
  const emissions: Emission[] = []
  try {
    const result = await action.run(simulation(platform, platform.credentials()[0] ?? {}, emissions), params)
    return { platform, result: result ?? null, emissions }
  } catch (error) {
    // Values that may each be left out, but not all of them.
    if (error instanceof IntegError && Object.keys(params).length === 0 && action.params.length > 0)
      throw missingActionParameter({ action: id, missing: action.params, anyOf: true }, { cause: error })
    if (error instanceof IntegError) throw error
    throw actionFailed({ action: id, reason: messageOf(error) }, { cause: error })
  }
}

function assertParameters(id: string, known: Action['params'], given: readonly string[]): void {
  const names = known.map(({ name }) => name)
  const unknown = given.find((name) => !names.includes(name))
  if (unknown === undefined) return
  throw unknownActionParameter({ action: id, name: unknown, nearest: nearest(unknown, names), known })
}

function findAction(
  platforms: ReadonlyMap<string, Platform>,
  name: string,
): { platform: Platform; action: Action; id: string } {
  const found = [...platforms.values()].flatMap((platform) =>
    Object.entries(platform.connector.simulator?.actions ?? {})
      .filter(([action]) => name === action || name === `${platform.connector.id}.${action}`)
      .map(([action, value]) => ({ platform, action: value, id: `${platform.connector.id}.${action}` })),
  )
  const exact = found.find(({ id }) => id === name)
  const only = exact ?? (found.length === 1 ? found[0] : undefined)
  if (only) return only
  const known = listActions(platforms.values()).map(({ id }) => id)
  throw unknownAction({ action: name, nearest: found[0]?.id ?? nearest(name, known) })
}
