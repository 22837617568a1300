import type { JsonObject, Sdk } from '../../sdk/index.ts'

/** AEAD_AES_256_GCM: the APIv3 key's 32 characters are the key's bytes, the nonce and the associated data are UTF-8 [DOC 4012071382]. */
export const ALGORITHM = 'AEAD_AES_256_GCM'

export type Sealed = {
  readonly algorithm: typeof ALGORITHM
  readonly ciphertext: string
  readonly associated_data: string
  readonly nonce: string
}

export function seal(sdk: Sdk, key: string, plain: string, nonce: string, associated: string): Sealed {
  const [keyBytes, nonceBytes, plainBytes, aad] = [key, nonce, plain, associated].map((text) => Buffer.from(text))
  const ciphertext = sdk.crypto.aesGcmEncrypt(keyBytes!, nonceBytes!, plainBytes!, aad!).toString('base64')
  return { algorithm: ALGORITHM, ciphertext, associated_data: associated, nonce }
}

/** Throws node's error when the tag does not hold: another key, nonce or associated data, or a changed ciphertext. */
export function open(sdk: Sdk, key: string, sealed: JsonObject): string {
  const text = (name: string) => (typeof sealed[name] === 'string' ? sealed[name] : '')
  const encrypted = Buffer.from(text('ciphertext'), 'base64')
  // Empty and absent associated data are the same [DOC 4012071382].
  const aad = Buffer.from(text('associated_data'))
  return sdk.crypto.aesGcmDecrypt(Buffer.from(key), Buffer.from(text('nonce')), encrypted, aad).toString('utf8')
}
