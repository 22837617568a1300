import type { JsonObject, OperationHandler } from '../../../../sdk/index.ts'
import { success } from '../answers.ts'
import { bodyOf, textOf } from '../refused.ts'
import { bundleOf, findVersion, saveVersion, versionRefused, versionsOf, type MiniVersion } from './version.ts'

const SHAPE = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/
/** How long a build takes: no source says (UNCONFIRMED). */
const BUILD_MS = 5000

/** alipay.open.mini.version.upload: a version from a template [PHP3]. */
export const uploadVersion: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const appVersion = textOf(body, 'app_version') ?? ''
  if (!SHAPE.test(appVersion)) return versionRefused('app_version is x.y.z')
  const template = textOf(body, 'template_version')
  if (template !== undefined && !SHAPE.test(template)) return versionRefused('template_version is x.y.z')
  if (findVersion(call, body)) return versionRefused('this version exists already')
  const newest = versionsOf(call, bundleOf(body)).map(({ app_version }) => app_version)
  if (newest.some((known) => compare(known, appVersion) > 0))
    return versionRefused('app_version has to be higher than every earlier one')
  const templateId = textOf(body, 'template_id')
  const ext = textOf(body, 'ext')
  const version = saveVersion(call, {
    app_id: call.credential['app_id'] ?? '',
    app_version: appVersion,
    bundle_id: bundleOf(body),
    status: 'INIT',
    uploaded: call.clock.now(),
    ...(templateId && { template_id: templateId }),
    ...(template && { template_version: template }),
    ...(ext && { ext }),
  })
  return success(buildFields(version, call.clock.now()), 'upload: queued, built later [PHP3]')
}

/** alipay.open.mini.version.build.query [PHP3]. */
export const queryBuild: OperationHandler = (call) => {
  const version = findVersion(call, bodyOf(call.body))
  if (!version) return versionRefused('no such app_version')
  return success(buildFields(version, call.clock.now()), 'build.query [PHP3]')
}

/** create_status: 0 queued, 1 building, 2 built, 3 failed, 5 timed out, 6 version created [PHP3]. */
function buildFields({ uploaded }: MiniVersion, now: number): JsonObject {
  const age = now - uploaded
  if (age >= BUILD_MS) return { build_status: '6', create_status: '6', version_created: 'true', need_rotation: 'false' }
  const status = age === 0 ? '0' : '1'
  return { build_status: status, create_status: status, version_created: 'false', need_rotation: 'true' }
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]]
  for (const [at, part] of left.entries()) if (part !== right[at]) return part - (right[at] ?? 0)
  return 0
}
