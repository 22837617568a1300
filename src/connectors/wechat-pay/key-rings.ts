import type { Credential, KeyRing, Party, Sdk } from '../../sdk/index.ts'
import { certificatesOf, merchantSerial, newestCertificate, type PlatformCertificate } from './certificates.ts'
import { PROBE_PREFIX } from './message-signature.ts'

/** Asks for the certificate's key where both are there; any other unknown id does the same. */
export const BY_CERTIFICATE = 'certificate'

/**
 * The merchant signs with the key of the merchant certificate; the platform with its public key pair (PUB_KEY_ID_…) or
 * with the newest of its certificates. Public key and certificate are alternatives, looked up by exact id [DOC 4012154180].
 */
export const wechatKeyRing = (sdk: Sdk, credential: Credential, party: Party): KeyRing =>
  party === 'partner' ? merchantRing(sdk, credential) : platformRing(sdk, credential)

function merchantRing(sdk: Sdk, credential: Credential): KeyRing {
  return {
    signer: () => ({
      keyId: merchantSerial(sdk, credential),
      sign(input) {
        const key = credential['private_key']
        if (!key) throw sdk.refuseAction(NO_MERCHANT_KEY)
        return sdk.crypto.rsaSign(key, input.text)
      },
    }),
    verifier: (keyId) => checkedBy(sdk, platformKey(sdk, credential, keyId)),
  }
}

function platformRing(sdk: Sdk, credential: Credential): KeyRing {
  return {
    signer(keyId) {
      const usual = credential['platform_private_key'] ? credential['public_key_id'] : undefined
      const certificate = newestCertificate(sdk, credential)
      const byPublicKey = usual && (!certificate || keyId === undefined || keyId === usual)
      const key = byPublicKey ? credential['platform_private_key'] : certificate?.privateKey
      return {
        keyId: (byPublicKey ? usual : certificate?.serial) ?? '',
        sign(input) {
          if (!key) throw sdk.refuseAction(NO_PLATFORM_KEY)
          return sdk.crypto.rsaSign(key, input.text)
        },
        async signLater(input) {
          if (!key) throw sdk.refuseAction(NO_PLATFORM_KEY)
          return sdk.crypto.rsaSignLater(key, input.text)
        },
      }
    },
    // Upper and lower case are both sent in practice; how the server compares them is UNCONFIRMED [AXIOS, NODE].
    verifier(keyId) {
      if (keyId.toUpperCase() !== merchantSerial(sdk, credential)) return undefined
      const key = merchantPublicKey(sdk, credential)
      return checkedBy(sdk, key)
    },
  }
}

/** The platform's key by its id; undefined when the credential does not hold it. */
export function platformKey(sdk: Sdk, credential: Credential, keyId: string): string | undefined {
  if (keyId !== '' && keyId === credential['public_key_id']) return credential['public_key']
  return certificateBySerial(sdk, credential, keyId)?.pem
}

/** The platform's own half, for what a request encrypted. */
export function platformPrivateKey(sdk: Sdk, credential: Credential, keyId: string): string | undefined {
  if (keyId !== '' && keyId === credential['public_key_id']) return credential['platform_private_key']
  return certificateBySerial(sdk, credential, keyId)?.privateKey
}

/** What the merchant's own half opens: the certificate's key, or the public half of the private one. */
export function merchantPublicKey(sdk: Sdk, credential: Credential): string | undefined {
  const { merchant_certificate: certificate, private_key: key } = credential
  if (certificate) return certificate
  return key ? sdk.crypto.publicHalf(key) : undefined
}

function certificateBySerial(sdk: Sdk, credential: Credential, serial: string): PlatformCertificate | undefined {
  return certificatesOf(sdk, credential).find((one) => one.serial === serial.toUpperCase())
}

function checkedBy(sdk: Sdk, key: string | undefined): ReturnType<KeyRing['verifier']> {
  if (!key) return undefined
  return {
    verify: (text, value) => !value.startsWith(PROBE_PREFIX) && sdk.crypto.rsaVerify(key, text, value),
  }
}

const NO_MERCHANT_KEY = {
  en: 'The credential has no merchant private key (apiclient_key.pem).',
  zh: '该凭证中没有商户 API 私钥（apiclient_key.pem）。',
}
const NO_PLATFORM_KEY = {
  en: 'Only the credential of the local environment can sign as the platform: this one has no key of the platform.',
  zh: '只有本地环境的凭证可以代替平台签名：该凭证中没有平台私钥。',
}
