import type { JsonObject, OperationHandler } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { success } from '../answers.ts'
import { bodyOf, textOf } from '../refused.ts'
import { bundleOf, findVersion, versionRefused, versionsOf, type MiniVersion } from './version.ts'

/** alipay.open.mini.version.detail.query [PHP3]. */
export const queryVersion: OperationHandler = (call) => {
  const version = findVersion(call, bodyOf(call.body))
  if (!version) return versionRefused('no such app_version')
  return success(fields(version), 'detail.query [PHP3]')
}

/** alipay.open.mini.version.list.query: all, or those of one status [PHP3]. */
export const listVersions: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const wanted = (textOf(body, 'version_status') ?? '').split(',').filter(Boolean)
  const versions = versionsOf(call, bundleOf(body)).filter(
    ({ status }) => wanted.length === 0 || wanted.includes(status),
  )
  return success(
    {
      app_versions: versions.map(({ app_version }) => app_version),
      app_version_infos: versions.map((version) => ({
        app_version: version.app_version,
        bundle_id: version.bundle_id,
        version_status: version.status,
        create_time: formatBeijing(version.uploaded),
      })),
    },
    'list.query [PHP3]',
  )
}

function fields(version: MiniVersion): JsonObject {
  const time = (name: string, at: number | undefined) => (at === undefined ? {} : { [name]: formatBeijing(at) })
  return {
    app_version: version.app_version,
    status: version.status,
    version_desc: version.description ?? '',
    ...(version.gray_strategy ? { gray_strategy: version.gray_strategy } : {}),
    ...(version.reject_reason ? { reject_reason: version.reject_reason } : {}),
    scan_result: version.status === 'AUDIT_REJECT' ? 'N' : 'Y',
    ...time('gmt_create', version.uploaded),
    ...time('gmt_apply_audit', version.applied),
    ...time('gmt_audit_end', version.audited),
    ...time('gmt_online', version.released),
  }
}
