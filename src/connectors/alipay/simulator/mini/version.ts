import type { Json, JsonObject, SimulatedAnswer, Simulation } from '../../../../sdk/index.ts'
import { businessFailure } from '../business-failure.ts'
import { textOf } from '../refused.ts'

export type VersionStatus =
  'INIT' | 'AUDITING' | 'AUDIT_REJECT' | 'WAIT_RELEASE' | 'GRAY' | 'RELEASE' | 'OFFLINE' | 'AUDIT_OFFLINE'

/** One version of a mini program. Times are milliseconds since the epoch. */
export type MiniVersion = {
  readonly app_id: string
  readonly app_version: string
  readonly bundle_id: string
  readonly status: VersionStatus
  readonly uploaded: number
  readonly template_id?: string
  readonly template_version?: string
  readonly ext?: string
  readonly description?: string
  readonly applied?: number
  readonly audited?: number
  readonly released?: number
  readonly reject_reason?: string
  readonly gray_strategy?: string
}

/** Built for the Alipay app unless it says otherwise [PHP3]. */
const BUNDLE = 'com.alipay.alipaywallet'

type State = Pick<Simulation, 'state' | 'credential'>

export function bundleOf(body: JsonObject): string {
  return textOf(body, 'bundle_id') ?? BUNDLE
}

const keyOf = (version: Pick<MiniVersion, 'app_id' | 'bundle_id' | 'app_version'>) =>
  `${version.app_id}/${version.bundle_id}/${version.app_version}`

export function findVersion(simulation: State, body: JsonObject): MiniVersion | undefined {
  const app_id = simulation.credential['app_id'] ?? ''
  const key = keyOf({ app_id, bundle_id: bundleOf(body), app_version: textOf(body, 'app_version') ?? '' })
  return simulation.state.get('mini-versions', key) as MiniVersion | undefined
}

export function versionsOf(simulation: State, bundle: string): readonly MiniVersion[] {
  const app = simulation.credential['app_id'] ?? ''
  const all = simulation.state.list('mini-versions') as unknown as MiniVersion[]
  return all.filter(({ app_id, bundle_id }) => app_id === app && bundle_id === bundle)
}

export function saveVersion({ state }: Pick<State, 'state'>, version: MiniVersion): MiniVersion {
  state.put('mini-versions', keyOf(version), version as unknown as Json)
  return version
}

export function removeVersion({ state }: Pick<State, 'state'>, version: MiniVersion): void {
  state.remove('mini-versions', keyOf(version))
}

/** The codes of these refusals are UNCONFIRMED: the sheet lists none for the versions. */
export function versionRefused(why: string): SimulatedAnswer {
  return businessFailure('INVALID_PARAMETER', `参数有误: ${why}`, `mini version: ${why} (code UNCONFIRMED)`)
}
