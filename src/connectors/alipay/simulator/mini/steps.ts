import type { JsonObject, OperationHandler, SimulatedCall } from '../../../../sdk/index.ts'
import { success } from '../answers.ts'
import { bodyOf, textOf } from '../refused.ts'
import { bundleOf, findVersion, removeVersion, saveVersion, versionRefused, versionsOf } from './version.ts'
import type { MiniVersion, VersionStatus } from './version.ts'

/** Version life [PHP3 descriptions]; several of the transitions are inferred from them (UNCONFIRMED). */
interface Step {
  readonly from: readonly VersionStatus[]
  readonly to: VersionStatus
  readonly change?: (version: MiniVersion, body: JsonObject, now: number) => Partial<MiniVersion>
  readonly answer?: JsonObject
}

const STRATEGIES: readonly string[] = ['p10', 'p30', 'p50']

const STEPS: Readonly<Record<string, Step>> = {
  'audit.apply': {
    from: ['INIT', 'AUDIT_REJECT'],
    to: 'AUDITING',
    change: (_version, body, now) => ({ applied: now, description: textOf(body, 'version_desc') ?? '' }),
    answer: { speed_up: 'false', speed_up_memo: '' },
  },
  'audit.cancel': { from: ['AUDITING'], to: 'INIT' },
  'audited.cancel': { from: ['WAIT_RELEASE', 'AUDIT_REJECT'], to: 'INIT' },
  'gray.online': {
    from: ['WAIT_RELEASE', 'GRAY'],
    to: 'GRAY',
    change: (_version, body) => ({ gray_strategy: textOf(body, 'gray_strategy') ?? '' }),
  },
  'gray.cancel': { from: ['GRAY'], to: 'WAIT_RELEASE' },
  online: { from: ['WAIT_RELEASE', 'GRAY'], to: 'RELEASE', change: (_version, _body, now) => ({ released: now }) },
  offline: { from: ['RELEASE'], to: 'OFFLINE' },
}

/** One step of a version's life, refused from any other state. */
export const step =
  (name: string): OperationHandler =>
  (call) => {
    const taken = STEPS[name]
    const body = bodyOf(call.body)
    const version = findVersion(call, body)
    if (!taken || !version) return versionRefused('no such app_version')
    const problem = problemOf(name, body)
    if (problem) return versionRefused(problem)
    if (!taken.from.includes(version.status)) return versionRefused(`the version is ${version.status}`)
    if (name === 'online') retire(call, version)
    const changed = taken.change?.(version, body, call.clock.now()) ?? {}
    saveVersion(call, { ...version, ...changed, status: taken.to })
    return success(taken.answer ?? {}, `mini version: ${taken.from.join('|')} → ${taken.to} [PHP3, UNCONFIRMED]`)
  }

/** alipay.open.mini.version.rollback: the version before the released one is released again [PHP3]. */
export const rollBack: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const released = versionsOf(call, bundleOf(body)).find(({ status }) => status === 'RELEASE')
  const earlier = versionsOf(call, bundleOf(body))
    .filter(({ status }) => status === 'OFFLINE')
    .at(-1)
  if (!released || !earlier) return versionRefused('there is no earlier version to go back to')
  saveVersion(call, { ...released, status: 'OFFLINE' })
  saveVersion(call, { ...earlier, status: 'RELEASE', released: call.clock.now() })
  return success({}, 'rollback [PHP3, UNCONFIRMED]')
}

/** alipay.open.mini.version.delete: what is not released or being audited [PHP3, UNCONFIRMED]. */
export const deleteVersion: OperationHandler = (call) => {
  const version = findVersion(call, bodyOf(call.body))
  if (!version) return versionRefused('no such app_version')
  if (['RELEASE', 'GRAY', 'AUDITING'].includes(version.status))
    return versionRefused(`the version is ${version.status}`)
  removeVersion(call, version)
  return success({}, 'delete [PHP3]')
}

function problemOf(name: string, body: JsonObject): string | undefined {
  if (name === 'gray.online' && !STRATEGIES.includes(textOf(body, 'gray_strategy') ?? ''))
    return 'gray_strategy is p10, p30 or p50'
  if (name !== 'audit.apply') return undefined
  const width = widthOf(textOf(body, 'version_desc') ?? '')
  if (width < 30 || width > 500) return 'version_desc has 30 to 500 characters; a Chinese one counts twice'
  const region = textOf(body, 'region_type') ?? ''
  return ['GLOBAL', 'CHINA', 'LOCATION'].includes(region) ? undefined : 'region_type is GLOBAL, CHINA or LOCATION'
}

function widthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + (letter > '\u00ff' ? 2 : 1), 0)
}

/** Only one version of a bundle is released. */
function retire(call: SimulatedCall, next: MiniVersion): void {
  for (const one of versionsOf(call, next.bundle_id))
    if (one.status === 'RELEASE') saveVersion(call, { ...one, status: 'OFFLINE' })
}
