import type { Credential, Sdk } from '../../sdk/index.ts'
import { certificateSn, rootSn } from './certificate-sn.ts'

/** Payouts demand certificate mode [DOC 02kf5p]. */
const CERTIFICATE_ONLY: ReadonlySet<string> = new Set([
  'alipay.fund.trans.uni.transfer',
  // Asked only by those who verify with certificates [PHP AopCertClient].
  'alipay.open.app.alipaycert.download',
])

export function demandsCertificate(operationId: string): boolean {
  return CERTIFICATE_ONLY.has(operationId)
}

/**
 * Whether a call is signed in certificate mode. An app of the platform has exactly one mode [DOC 02kf5p]; the local
 * credential has the keys of both, and then only operations that demand certificates get them, unless `mode` says it.
 */
export function usesCertificate(credential: Credential, operationId: string): boolean {
  const { mode, app_cert: appCert, alipay_root_cert: root, alipay_public_key: publicKey } = credential
  if (!appCert || !root || mode === 'public-key') return false
  return mode === 'certificate' || !publicKey || demandsCertificate(operationId)
}

export interface SerialNumbers {
  readonly app: string
  readonly root: string
}

export const serialNumbers = (sdk: Sdk, credential: Credential): SerialNumbers => ({
  app: certificateSn(sdk, credential['app_cert'] ?? ''),
  root: rootSn(sdk, credential['alipay_root_cert'] ?? ''),
})
