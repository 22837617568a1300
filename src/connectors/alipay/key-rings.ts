import type { Credential, KeyRing, Party, Sdk } from '../../sdk/index.ts'
import { certificateSn, findBySn } from './certificate-sn.ts'
import { CURRENT, readKeyId, writeKeyId } from './key-id.ts'

/** `sign_type` → digest. RSA2 is the rule, RSA is kept for old apps [OPEN common parameters]. */
const DIGESTS: Readonly<Record<string, 'sha256' | 'sha1'>> = { RSA2: 'sha256', RSA: 'sha1' }
const USUAL = 'RSA2'

/**
 * The partner signs with the application key, the platform with its own [DOC 02kdne]. In certificate mode the keys are
 * the same ones; a message of the platform names the certificate to verify it with.
 */
export const alipayKeyRing = (sdk: Sdk, credential: Credential, party: Party): KeyRing => {
  const own = party === 'partner' ? credential['private_key'] : credential['platform_private_key']
  const chosen = credential['sign_type'] ?? ''
  const usual = chosen in DIGESTS ? chosen : USUAL
  return {
    signer(keyId = usual) {
      const { algorithm, sn, charset = 'utf-8' } = readKeyId(keyId)
      // A sign_type that nobody knows is refused elsewhere; the answer to it is signed the usual way.
      const name = algorithm in DIGESTS ? algorithm : usual
      const certificate = sn === CURRENT ? currentCertificate(sdk, credential) : undefined
      return {
        keyId: writeKeyId({ algorithm: name, charset, ...(certificate && { sn: certificateSn(sdk, certificate) }) }),
        sign(input) {
          if (!own) throw missingKey(sdk, party)
          return sdk.crypto.rsaSign(own, sdk.charset.encode(input.text, charset), DIGESTS[name])
        },
        async signLater(input) {
          if (!own) throw missingKey(sdk, party)
          return sdk.crypto.rsaSignLater(own, sdk.charset.encode(input.text, charset), DIGESTS[name])
        },
      }
    },
    verifier(keyId) {
      const { algorithm, sn, charset = 'utf-8' } = readKeyId(keyId)
      const digest = DIGESTS[algorithm || usual]
      const key = party === 'partner' ? platformKey(sdk, credential, sn) : applicationKey(sdk, credential)
      if (!digest || !key) return undefined
      return { verify: (text, value) => sdk.crypto.rsaVerify(key, sdk.charset.encode(text, charset), value, digest) }
    },
  }
}

/** Undefined for a certificate that the credential does not have. Without any, the public key is what there is to go by. */
function platformKey(sdk: Sdk, credential: Credential, sn: string | undefined): string | undefined {
  const { alipay_public_key: publicKey, alipay_cert: certificates } = credential
  if (!certificates) return publicKey
  return sn === undefined ? publicKey || certificates : findBySn(sdk, certificates, sn)
}

/** The platform's own newest certificate, which partners may not have yet. */
export function currentCertificate(sdk: Sdk, credential: Credential): string | undefined {
  const bundle = credential['platform_certs'] || credential['alipay_cert'] || ''
  return sdk.certificateFacts.splitBundle(bundle)[0]
}

function applicationKey(sdk: Sdk, credential: Credential): string | undefined {
  const given = credential['app_public_key'] || credential['app_cert']
  if (given) return given
  const own = credential['private_key']
  return own ? sdk.crypto.publicHalf(own) : undefined
}

function missingKey(sdk: Sdk, party: Party): Error {
  return party === 'partner'
    ? sdk.refuseAction({
        en: 'The credential has no application private key.',
        zh: '该凭证中没有应用私钥。',
      })
    : sdk.refuseAction({
        en: 'Only the credential of the local environment can sign as the platform: this one has no platform private key.',
        zh: '只有本地环境的凭证可以代替平台签名：该凭证中没有平台私钥。',
      })
}
