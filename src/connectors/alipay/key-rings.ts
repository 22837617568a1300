import type { Credential, KeyRing, Party, Sdk } from '../../sdk/index.ts'

/** `sign_type` → digest. RSA2 is the rule, RSA is kept for old apps [OPEN common parameters]. */
const DIGESTS: Readonly<Record<string, 'sha256' | 'sha1'>> = { RSA2: 'sha256', RSA: 'sha1' }
const USUAL = 'RSA2'

/** Public key mode: the partner signs with the application key, the platform with its own [DOC 02kdne]. */
export const alipayKeyRing = (sdk: Sdk, credential: Credential, party: Party): KeyRing => {
  const [own, theirs] =
    party === 'partner'
      ? [credential['private_key'], () => credential['alipay_public_key']]
      : [credential['platform_private_key'], () => applicationPublicKey(sdk, credential)]
  return {
    signer(keyId = USUAL) {
      // A sign_type that nobody knows is refused elsewhere; the answer to it is signed the usual way.
      const name = keyId in DIGESTS ? keyId : USUAL
      return {
        keyId: name,
        sign(input) {
          if (!own) throw missingKey(sdk, party)
          return sdk.crypto.rsaSign(own, input.text, DIGESTS[name])
        },
      }
    },
    /** An empty id: the message does not name its algorithm. */
    verifier(keyId) {
      const digest = DIGESTS[keyId || USUAL]
      const key = theirs()
      if (!digest || !key) return undefined
      return { verify: (text, value) => sdk.crypto.rsaVerify(key, text, value, digest) }
    },
  }
}

function applicationPublicKey(sdk: Sdk, credential: Credential): string | undefined {
  const given = credential['app_public_key']
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
