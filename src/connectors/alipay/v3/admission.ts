import type { HttpRequest, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { demandsCertificate } from '../certificate-mode.ts'
import type { SubCode } from '../simulator/codes.ts'
import { readAuth } from './auth-string.ts'

/**
 * A stamp outside the window, which only v3 has. The code is in the list of PHP3; that it is the one for this, and its
 * text, are UNCONFIRMED.
 */
export const STALE: SimulatedAnswer = {
  status: 200,
  body: { code: '40002', msg: 'Invalid Arguments', sub_code: 'illegal-timestamp', sub_msg: '非法的时间戳参数' },
  rule: 'older than ten minutes [DOC 054q58]',
}

type Fault = readonly [code: SubCode, rule: string]

/**
 * What v3 checks before the signature. Proven is only that a missing header is `missing-timestamp` [PROBE V5, GO] and
 * that the app id comes before the signature [PROBE V1]; the order of the rest is UNCONFIRMED.
 */
export const firstV3Fault = (sdk: Sdk, request: HttpRequest, operationId: string | undefined): Fault | undefined => {
  const auth = readAuth(request)
  if (!auth) return ['isv.missing-timestamp', 'no Authorization of ALIPAY-SHA256withRSA [PROBE V5]']
  const of = (name: string) => auth.pairs.get(name) ?? ''
  if (!of('app_id')) return ['isv.missing-app-id', 'no app_id in the auth string [DOC 054q58]']
  if (!of('timestamp')) return ['isv.missing-timestamp', 'no timestamp in the auth string [DOC 054q58]']
  if (!/^\d{13}$/.test(of('timestamp'))) return ['isv.invalid-timestamp', 'timestamp is Unix milliseconds [DOC 054q58]']
  const certificate = certificateFault(request, of('app_cert_sn'), operationId)
  if (certificate) return certificate
  const encryption = request.headers['alipay-encrypt-type']
  if (encryption !== undefined && encryption !== 'AES')
    return ['isv.invalid-encrypt-type', 'alipay-encrypt-type is AES [OPEN 105806]']
  if (encryption === undefined && looksEncrypted(sdk, request))
    return ['isv.decryption-error-missing-encrypt-type', 'ciphertext without alipay-encrypt-type [OPEN 105806]']
  return undefined
}

function certificateFault(request: HttpRequest, app: string, operationId: string | undefined): Fault | undefined {
  const root = request.headers['alipay-root-cert-sn']
  if (app && !root) return ['isv.missing-alipay-root-cert-sn', 'certificate mode names the roots too [DOC 02kdnf]']
  if (!app && (root || demandsCertificate(operationId ?? '')))
    return ['isv.missing-app-cert-sn', 'certificate mode names the app’s certificate [DOC 02kdnf, 02kf5p]']
  return undefined
}

/** Base64 where JSON belongs. */
const looksEncrypted = (sdk: Sdk, request: HttpRequest): boolean => {
  if (request.body.byteLength === 0 || sdk.multipart.isMultipart(request.headers['content-type'])) return false
  return isCiphertext(Buffer.from(request.body).toString('latin1'))
}

export function isCiphertext(text: string): boolean {
  return text.length >= 24 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
}
