import type { Operation, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { parseBeijing } from '../beijing-time.ts'
import { demandsCertificate } from '../certificate-mode.ts'
import { CHARSETS } from '../v2/charset.ts'
import { gatewayParameters, isGateway } from '../v2/parameters.ts'
import { firstV3Fault, isCiphertext } from '../v3/admission.ts'
import { isV3 } from '../v3/auth-string.ts'
import { failure } from './answers.ts'
import type { SubCode } from './codes.ts'
import { asPage } from './cashier/open.ts'

/**
 * What the gateway checks before it looks at the signature. Proven is only that the app id comes first [PROBE P4];
 * the order of the rest is UNCONFIRMED [PROBE].
 */
export const admit =
  (sdk: Sdk) =>
  (request: Parameters<typeof isGateway>[0], operation: Operation | undefined): SimulatedAnswer | undefined => {
    const found = isV3(request)
      ? firstV3Fault(sdk, request, operation?.id)
      : isGateway(request)
        ? firstFault(gatewayParameters(sdk, request), operation?.id)
        : undefined
    if (!found) return undefined
    const answer = failure(found[0], found[1])
    return operation?.browser ? asPage(answer) : answer
  }

function firstFault(
  given: ReadonlyMap<string, string>,
  operationId: string | undefined,
): readonly [SubCode, string] | undefined {
  const of = (name: string) => given.get(name)?.trim() ?? ''
  // [PROBE P4]
  if (!of('app_id')) return ['isv.missing-app-id', 'app_id comes first; the answer is not signed [PROBE P4]']
  // [OPEN 105806]
  if (!of('method')) return ['isv.missing-method', 'no method [OPEN 105806]']
  // [OPEN 105806, DOC 02km9f]
  if (!of('sign_type')) return ['isv.missing-signature-type', 'no sign_type [OPEN 105806]']
  if (!['RSA2', 'RSA'].includes(of('sign_type')))
    return ['isv.invalid-signature-type', 'sign_type is RSA2 or RSA [OPEN 105806]']
  // A format error, not a window: how far the time may be off is not documented [DOC 02km9f].
  if (!of('timestamp')) return ['isv.missing-timestamp', 'no timestamp [OPEN 105806]']
  if (of('timestamp').length !== 19 || parseBeijing(of('timestamp')) === undefined) {
    return ['isv.invalid-timestamp', 'timestamp is yyyy-MM-dd HH:mm:ss [DOC 02km9f]']
  }
  // Only its absence is documented; other values than 1.0 pass [OPEN 105806].
  if (!of('version')) return ['isv.missing-version', 'no version [OPEN 105806]']
  // Required and one of three; that its absence gives the same code is UNCONFIRMED [OPEN common parameters].
  if (!CHARSETS.has(of('charset').toLowerCase()))
    return ['isv.invalid-charset', 'charset is utf-8, gbk or gb2312 [OPEN common parameters]']
  // Lower case is accepted in practice [OPEN common parameters].
  if (of('format') && of('format').toUpperCase() !== 'JSON')
    return ['isv.invalid-format', 'format is JSON [OPEN common parameters]']
  const certificate = certificateFault(of('app_cert_sn'), of('alipay_root_cert_sn'), operationId)
  if (certificate) return certificate
  if (!of('encrypt_type') && isCiphertext(of('biz_content')))
    return ['isv.decryption-error-missing-encrypt-type', 'ciphertext without encrypt_type [OPEN 105806]']
  if (of('encrypt_type') && of('encrypt_type') !== 'AES')
    return ['isv.invalid-encrypt-type', 'encrypt_type is AES [OPEN 105806]']
  return undefined
}

function certificateFault(
  app: string,
  root: string,
  operationId: string | undefined,
): readonly [SubCode, string] | undefined {
  // Payouts demand certificate mode [DOC 02kf5p]; that this is the code for calls without it is UNCONFIRMED.
  if (!app && (root || demandsCertificate(operationId ?? '')))
    return ['isv.missing-app-cert-sn', 'certificate mode names the app’s certificate [DOC 02kdnf, 02kf5p]']
  if (app && !root) return ['isv.missing-alipay-root-cert-sn', 'certificate mode names the roots too [DOC 02kdnf]']
  return undefined
}
