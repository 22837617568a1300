import type { AuthScheme, Random, Sdk } from '../../sdk/index.ts'
import { credentialFields } from './credential-fields.ts'
import { inspectCredential } from './inspect-credential.ts'
import { alipayKeyRing } from './key-rings.ts'
import { isErrorPage, isUnsignedCode } from './v2/answer-signed.ts'
import { gatewayParameters } from './v2/parameters.ts'
import { requestSignature } from './v2/request-signature.ts'
import { responseSignature } from './v2/response-signature.ts'

/** `alipayRsa2`: public key mode of the v2 gateway. */
export const alipayRsa2 = (sdk: Sdk): AuthScheme => ({
  id: 'alipayRsa2',
  fields: credentialFields,
  request: requestSignature(sdk),
  response: responseSignature(),
  keyRing: (credential, party) => alipayKeyRing(sdk, credential, party),
  partnerId: (request) => gatewayParameters(sdk, request).get('app_id'),
  credentialId: (credential) => credential['app_id'] ?? '',
  // Answers are signed with the algorithm of the request [NODE, DOC 02mse7].
  answerKeyId: (request) => gatewayParameters(sdk, request).get('sign_type'),
  unsignedAnswer: (response) => isErrorPage(response) || isUnsignedCode(response),
  mint(random) {
    const application = sdk.crypto.generateRsaPair()
    const platform = sdk.crypto.generateRsaPair()
    return {
      // Sandbox app ids look like this: sixteen digits, 9021 in front [LIVE: shapes of examples].
      app_id: `9021${digits(random, 12)}`,
      private_key: application.privateKey,
      app_public_key: application.publicKey,
      alipay_public_key: platform.publicKey,
      platform_private_key: platform.privateKey,
    }
  },
  inspect: (credential, environment) => inspectCredential(sdk, credential, environment),
})

function digits(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => byte % 10).join('')
}
