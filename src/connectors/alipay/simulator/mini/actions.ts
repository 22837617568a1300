import type { Action, Sdk, Simulation } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { findVersion, saveVersion } from './version.ts'

type Params = Readonly<Record<string, string>>

const VERSION: Action['params'] = [
  { name: 'app_version', summary: { en: 'The version, x.y.z.', zh: '版本号，x.y.z。' }, required: true },
  { name: 'bundle_id', summary: { en: 'Default: the Alipay app.', zh: '默认为支付宝。' }, required: false },
]
const REASON = {
  name: 'reason',
  summary: { en: 'Why it is rejected.', zh: '驳回原因。' },
  required: false,
}

/**
 * The platform's reviewers. The two messages go to the application gateway; their names are those that public receivers
 * handle, the members inside are UNCONFIRMED.
 */
export const reviewActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'platform.approve-version': {
    summary: { en: 'The platform approves a version under review.', zh: '平台审核通过小程序版本。' },
    params: VERSION,
    run: (simulation, params) => review(sdk, simulation, params, 'passed'),
  },
  'platform.reject-version': {
    summary: { en: 'The platform rejects a version under review.', zh: '平台驳回小程序版本。' },
    params: [...VERSION, REASON],
    run: (simulation, params) => review(sdk, simulation, params, 'rejected'),
  },
})

function review(sdk: Sdk, simulation: Simulation, params: Params, verdict: 'passed' | 'rejected') {
  const version = findVersion(simulation, params)
  const name = params['app_version'] ?? ''
  if (!version) throw sdk.refuseAction({ en: `There is no version ${name}.`, zh: `没有版本 ${name}。` })
  if (version.status !== 'AUDITING') {
    throw sdk.refuseAction({
      en: `The version ${name} is ${version.status}: nobody applied for its review.`,
      zh: `版本 ${name} 的状态是 ${version.status}，没有待审核的申请。`,
    })
  }
  const reason = params['reason'] || 'does not meet the rules'
  const audited = simulation.clock.now()
  const done = saveVersion(simulation, {
    ...version,
    audited,
    status: verdict === 'passed' ? 'WAIT_RELEASE' : 'AUDIT_REJECT',
    ...(verdict === 'rejected' ? { reject_reason: reason } : {}),
  })
  const content = {
    mini_app_id: version.app_id,
    mini_app_version: version.app_version,
    bundle_id: version.bundle_id,
    audit_time: formatBeijing(audited),
    ...(verdict === 'rejected' ? { audit_reason: reason } : {}),
  }
  const type = `alipay.open.mini.version.audit.${verdict}`
  simulation.emit(type, { msg_method: type, biz_content: JSON.stringify(content) })
  return { app_version: done.app_version, status: done.status }
}
