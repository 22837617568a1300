import type { AuthScheme, Sdk } from '../../sdk/index.ts'
import { credentialFields } from './credential-fields.ts'
import { inspectCredential } from './inspect-credential.ts'
import { keyDownload } from './key-download.ts'
import { CURRENT, writeKeyId } from './key-id.ts'
import { alipayKeyRing } from './key-rings.ts'
import { merchantAuthorisation } from './merchant-authorisation.ts'
import { mintCredential, rotateCertificate } from './mint.ts'
import { isErrorPage, isUnsignedCode } from './v2/answer-signed.ts'
import { requestCharset } from './v2/charset.ts'
import { gatewayParameters } from './v2/parameters.ts'
import { requestSignature } from './v2/request-signature.ts'
import { responseSignature } from './v2/response-signature.ts'

/** `alipayRsa2`: the v2 gateway, in public key mode and in certificate mode. */
export const alipayRsa2 = (sdk: Sdk): AuthScheme => ({
  id: 'alipayRsa2',
  fields: credentialFields,
  request: requestSignature(sdk),
  response: responseSignature(sdk),
  keyRing: (credential, party) => alipayKeyRing(sdk, credential, party),
  partnerId: (request) => gatewayParameters(sdk, request).get('app_id'),
  credentialId: (credential) => credential['app_id'] ?? '',
  // Bytes are signed as the request's character set writes them [DOC 057k53].
  requestKeyId: (request) => writeKeyId({ algorithm: '', charset: requestCharset(request) }) || undefined,
  // Answers are signed with the algorithm of the request [NODE, DOC 02mse7], and name a certificate where it names one.
  answerKeyId(request) {
    const given = gatewayParameters(sdk, request)
    const sn = given.get('app_cert_sn') ? { sn: CURRENT } : {}
    return writeKeyId({ algorithm: given.get('sign_type') ?? '', charset: requestCharset(request), ...sn })
  },
  unsignedAnswer: (response) => isErrorPage(response) || isUnsignedCode(response),
  onBehalf(request, token) {
    const url = new URL(request.url)
    const kept = sdk.form.parseForm(url.search).filter(([name]) => name !== 'app_auth_token')
    url.search = sdk.form.formatForm([...kept, ['app_auth_token', token]])
    return { ...request, url }
  },
  merchantAuthorisation,
  keyDownload: keyDownload(sdk),
  mint: (random, clock) => mintCredential(sdk, random, clock),
  rotate: (credential, random, clock) => rotateCertificate(sdk, credential, random, clock),
  inspect: (credential, environment, clock) => inspectCredential(sdk, credential, environment, clock),
})
