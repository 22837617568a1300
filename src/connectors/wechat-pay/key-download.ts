import type { Credential, HttpResponse, Json, JsonObject, KeyDownload, Sdk } from '../../sdk/index.ts'
import { open } from './aead.ts'
import { certificatesOf, readable } from './certificates.ts'
import { messageSignature } from './message-signature.ts'
import { TOLERANCE_SECONDS } from './request-signature.ts'

/**
 * GET /v3/certificates: encrypted with the APIv3 key. The first download cannot be verified beforehand: the answer is
 * checked with the certificate that it contains [DOC 4012551764, GO, JAVA].
 */
export const keyDownload = (sdk: Sdk): KeyDownload => ({
  operation: 'wechat-pay.certificates.list',
  // Who names the certificate gets an answer that one of the certificates signed, also where a public key is in use.
  input: (keyId) => ({ path: {}, query: {}, headers: { 'wechatpay-serial': keyId } }),
  learn({ response, value }, credential, clock) {
    if (response.status !== 200) return undefined
    const found = certificatesIn(sdk, value, credential)
    const signer = found.find(({ serial }) => serial === response.headers['wechatpay-serial']?.toUpperCase())
    if (!signer || !holds(sdk, response, signer.pem, clock.now())) return undefined
    const known = new Set(certificatesOf(sdk, credential).map(({ serial }) => serial))
    const added = found.filter(({ serial }) => !known.has(serial)).map(({ pem }) => pem.trim())
    if (added.length === 0) return undefined
    const before = credential['platform_certificate']?.trim()
    return { ...credential, platform_certificate: [...added, ...(before ? [before] : [])].join('\n') }
  },
})

/** Only what the APIv3 key opens; a forged entry fails on its tag. */
function certificatesIn(sdk: Sdk, value: Json, credential: Credential): readonly { serial: string; pem: string }[] {
  try {
    const { data } = value as { readonly data: readonly JsonObject[] }
    return data.flatMap((entry) => {
      const pem = open(sdk, credential['apiv3_key'] ?? '', entry['encrypt_certificate'] as JsonObject)
      const serial = readable(sdk, pem)?.serial
      return serial === undefined ? [] : [{ serial, pem }]
    })
  } catch {
    return []
  }
}

function holds(sdk: Sdk, response: HttpResponse, certificate: string, now: number): boolean {
  const scheme = messageSignature<HttpResponse>('wechatpay2-response')
  const signature = scheme.extract(response)
  if (!signature || Math.abs(now / 1000 - signature.stamp.timestamp) > TOLERANCE_SECONDS) return false
  const { text } = scheme.signingInput(response, signature.stamp, signature.keyId)
  return sdk.crypto.rsaVerify(certificate, text, signature.value)
}
