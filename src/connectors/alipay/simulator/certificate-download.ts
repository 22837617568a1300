import type { OperationHandler, Sdk } from '../../../sdk/index.ts'
import { platformCertificate } from '../key-download.ts'
import { failure, success } from './answers.ts'
import { bodyOf, textOf } from './refused.ts'

/** alipay.open.app.alipaycert.download: the platform's certificate of a serial number, base64 of PEM [PHP AopCertClient]. */
export const downloadCertificate =
  (sdk: Sdk): OperationHandler =>
  ({ body, params, credential }) => {
    const sn = textOf({ ...params, ...bodyOf(body) }, 'alipay_cert_sn') ?? ''
    const found = platformCertificate(sdk, credential, sn)
    if (!found) return failure('isv.alipay-cert-not-exist', 'no certificate of that number [PHP3]')
    return success({ alipay_cert_content: Buffer.from(found).toString('base64') }, 'base64 of PEM [PHP AopCertClient]')
  }
