import type { Credential, Sdk } from '../../sdk/index.ts'

/** AES-128: the console's key is base64 of 16 bytes [DOC 02mse3]. Other sizes are UNCONFIRMED and not taken. */
const KEY_BYTES = 16
/** Sixteen zero bytes, always [NODE, PHP AopEncrypt.php]. */
const IV = new Uint8Array(16)

export interface ContentKey {
  /** UTF-8 text → base64. */
  readonly encrypt: (text: string) => string
  /** Undefined: another key, or changed ciphertext. */
  readonly decrypt: (encrypted: string) => string | undefined
}

/** AES-128-CBC with PKCS#7 padding [NODE, PHP AopEncrypt.php, DOC 02mse3]. Undefined: the credential has no usable key. */
export const contentKey = (sdk: Sdk, credential: Credential): ContentKey | undefined => {
  const key = Buffer.from(credential['aes_key'] ?? '', 'base64')
  if (key.byteLength !== KEY_BYTES) return undefined
  return {
    encrypt: (text) => sdk.crypto.aesCbcEncrypt(key, IV, Buffer.from(text)).toString('base64'),
    decrypt(encrypted) {
      try {
        return sdk.crypto.aesCbcDecrypt(key, IV, Buffer.from(encrypted, 'base64')).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}

/** For the client: a call cannot be encrypted without the key. */
export const requiredKey = (sdk: Sdk, credential: Credential): ContentKey => {
  const key = contentKey(sdk, credential)
  if (key) return key
  throw sdk.refuseAction({
    en: 'The credential has no AES key (aes_key: base64 of 16 bytes), so nothing can be encrypted. The console shows it under “接口内容加密方式”.',
    zh: '该凭证中没有 AES 密钥（aes_key：16 字节的 base64），无法加密内容。密钥见控制台“接口内容加密方式”。',
  })
}
