import type { AuthScheme, Sdk } from '../../../sdk/index.ts'
import { alipayRsa2 } from '../auth.ts'
import { CURRENT, writeKeyId } from '../key-id.ts'
import { keyDownload } from '../key-download.ts'
import { readAuth } from './auth-string.ts'
import { APP_AUTH_TOKEN, v3RequestSignature } from './request-signature.ts'
import { v3ResponseSignature } from './response-signature.ts'

/** `alipayV3`: the Authorization header of v3. App ids and keys are those of v2 (no page guarantees it: UNCONFIRMED). */
export const alipayV3 = (sdk: Sdk): AuthScheme => ({
  ...alipayRsa2(sdk),
  id: 'alipayV3',
  request: v3RequestSignature(sdk),
  response: v3ResponseSignature,
  partnerId: (request) => readAuth(request)?.pairs.get('app_id') || undefined,
  requestKeyId: () => 'RSA2',
  // SHA-256 only; certificate mode is what the request is in [DOC 054q58].
  answerKeyId: (request) =>
    writeKeyId({ algorithm: 'RSA2', ...(readAuth(request)?.pairs.get('app_cert_sn') ? { sn: CURRENT } : {}) }),
  // Failures were seen without a signature [PROBE V1, V5, GO]; whether business failures carry one is UNCONFIRMED.
  unsignedAnswer: (response) => response.status >= 400,
  onBehalf: (request, token) => ({ ...request, headers: { ...request.headers, [APP_AUTH_TOKEN]: token } }),
  keyDownload: keyDownload(sdk),
})
