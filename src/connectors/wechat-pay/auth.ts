import type { AuthScheme, HttpResponse, Sdk } from '../../sdk/index.ts'
import { readPairs } from './authorization.ts'
import { credentialFields } from './credential-fields.ts'
import { inspectCredential } from './inspect-credential.ts'
import { keyDownload } from './key-download.ts'
import { BY_CERTIFICATE, wechatKeyRing } from './key-rings.ts'
import { messageSignature } from './message-signature.ts'
import { mintCredential, rotateCertificate } from './mint.ts'
import { requestSignature } from './request-signature.ts'

/** `wechatPay2`: WECHATPAY2-SHA256-RSA2048, the signature of APIv3. */
export const wechatPay2 = (sdk: Sdk): AuthScheme => ({
  id: 'wechatPay2',
  fields: credentialFields,
  request: requestSignature(),
  response: messageSignature<HttpResponse>('wechatpay2-response'),
  keyRing: (credential, party) => wechatKeyRing(sdk, credential, party),
  partnerId: (request) => readPairs(request.headers)?.get('mchid') || undefined,
  credentialId: (credential) => credential['mchid'] ?? '',
  // Signed with the public key only where the request names it, else with the certificate [DOC 4013038816].
  answerKeyId: (request) => request.headers['wechatpay-serial'] ?? BY_CERTIFICATE,
  unsignedAnswer: isUnsigned,
  mint: (random, clock) => mintCredential(sdk, random, clock),
  rotate: (credential, random, clock) => rotateCertificate(sdk, credential, random, clock),
  keyDownload: keyDownload(sdk),
  inspect: (credential, _environment, clock) => inspectCredential(sdk, credential, clock),
})

/** Errors carry no Wechatpay-* headers [PROBE P1–P12]; files neither: their hash is compared instead [DOC 4013053249]. */
function isUnsigned({ status, headers }: HttpResponse): boolean {
  return status < 200 || status > 299 || !/^(application\/json|$)/i.test(headers['content-type'] ?? '')
}
