import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash as oneShotHash,
  privateDecrypt,
  publicEncrypt,
  sign,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto'
import { availableParallelism } from 'node:os'

export type RsaDigest = 'sha256' | 'sha1'

/** Parsing a PEM costs three times a signature, so each distinct text is parsed once. Bounded. */
const parsed = { private: new Map<string, KeyObject>(), public: new Map<string, KeyObject>() }
const PARSED_LIMIT = 64

function keyOf(kind: 'private' | 'public', text: string): KeyObject {
  const keys = parsed[kind]
  const known = keys.get(text)
  if (known) return known
  const key = kind === 'private' ? readPrivateKey(text) : readPublicKey(text)
  if (keys.size >= PARSED_LIMIT) keys.delete(keys.keys().next().value as string)
  keys.set(text, key)
  return key
}

/** PEM, or the bare base64 that consoles hand out (PKCS#8 or PKCS#1). Throws node's error when it is neither. */
export function readPrivateKey(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPrivateKey(text)
  const der = Buffer.from(text.replace(/\s+/g, ''), 'base64')
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } catch {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs1' })
  }
}

/** PEM, or bare base64 (SPKI or PKCS#1). A certificate in PEM gives its public key. */
export function readPublicKey(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPublicKey(text)
  const der = Buffer.from(text.replace(/\s+/g, ''), 'base64')
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' })
  } catch {
    return createPublicKey({ key: der, format: 'der', type: 'pkcs1' })
  }
}

/** RSASSA-PKCS1-v1_5 over the bytes, or the UTF-8 of the text; base64 without line breaks. */
export function rsaSign(privateKey: string, text: string | Uint8Array, digest: RsaDigest = 'sha256'): string {
  const key = { key: keyOf('private', privateKey), padding: constants.RSA_PKCS1_PADDING }
  return sign(digest, bytesOf(text), key).toString('base64')
}

/** `rsaSign` on a thread of node's pool, so that more than one core signs; where there is but one, here and now. */
export async function rsaSignLater(
  privateKey: string,
  text: string | Uint8Array,
  digest: RsaDigest = 'sha256',
): Promise<string> {
  if (availableParallelism() === 1) return rsaSign(privateKey, text, digest)
  const key = { key: keyOf('private', privateKey), padding: constants.RSA_PKCS1_PADDING }
  return new Promise((resolve, reject) => {
    sign(digest, bytesOf(text), key, (error, signature) =>
      error ? reject(error) : resolve(signature.toString('base64')),
    )
  })
}

export function rsaVerify(
  publicKey: string,
  text: string | Uint8Array,
  signature: string,
  digest: RsaDigest = 'sha256',
): boolean {
  const key = { key: keyOf('public', publicKey), padding: constants.RSA_PKCS1_PADDING }
  return verify(digest, bytesOf(text), key, Buffer.from(signature, 'base64'))
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === 'string' ? Buffer.from(text) : text
}

/** True when the private key and the public key are two halves of one pair. */
export function sameKeyPair(privateKey: string, publicKey: string): boolean {
  const derived = createPublicKey(keyOf('private', privateKey)).export({ type: 'spki', format: 'der' })
  const given = keyOf('public', publicKey).export({ type: 'spki', format: 'der' })
  return equalBytes(derived, given)
}

/** Public half of a private key, SPKI PEM. */
export function publicHalf(privateKey: string): string {
  return createPublicKey(keyOf('private', privateKey)).export({ type: 'spki', format: 'pem' }).toString()
}

export interface RsaPair {
  /** PKCS#8 PEM. */
  readonly privateKey: string
  /** SPKI PEM. */
  readonly publicKey: string
}

export function generateRsaPair(bits = 2048): RsaPair {
  return generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

/** The same private key as PKCS#1 PEM, as some SDKs want it. */
export function asPkcs1(privateKey: string): string {
  return readPrivateKey(privateKey).export({ type: 'pkcs1', format: 'pem' }).toString()
}

export function hmac(digest: 'sha256' | 'sha1' | 'md5', key: string | Uint8Array, text: string | Uint8Array): Buffer {
  return createHmac(digest, key).update(text).digest()
}

export function hash(digest: 'sha256' | 'sha1' | 'md5', text: string | Uint8Array): Buffer {
  return oneShotHash(digest, text, 'buffer')
}

/** Constant-time in the content; lengths may differ. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b)
}

export function equalText(a: string, b: string): boolean {
  return equalBytes(Buffer.from(a), Buffer.from(b))
}

/** AES-CBC with PKCS#7 padding; 16, 24 or 32 bytes of key. */
export function aesCbcEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(`aes-${key.byteLength * 8}-cbc`, key, iv)
  return Buffer.concat([cipher.update(plain), cipher.final()])
}

/** Throws node's error when the padding is wrong: another key, or changed ciphertext. */
export function aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Buffer {
  const cipher = createDecipheriv(`aes-${key.byteLength * 8}-cbc`, key, iv)
  return Buffer.concat([cipher.update(encrypted), cipher.final()])
}

const TAG_BYTES = 16

/** AEAD_AES_256_GCM of RFC 5116: ciphertext with the tag behind it. */
export function aesGcmEncrypt(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, associated: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated)
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Throws node's error when the tag does not hold. */
export function aesGcmDecrypt(
  key: Uint8Array,
  nonce: Uint8Array,
  encrypted: Uint8Array,
  associated: Uint8Array,
): Buffer {
  const end = Math.max(0, encrypted.byteLength - TAG_BYTES)
  const cipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(associated)
  cipher.setAuthTag(encrypted.subarray(end))
  return Buffer.concat([cipher.update(encrypted.subarray(0, end)), cipher.final()])
}

/** RSAES-OAEP with SHA-1 and MGF1-SHA-1, base64. A certificate in PEM gives its public key. */
export function rsaOaepEncrypt(publicKey: string, text: string): string {
  const key = { key: keyOf('public', publicKey), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  return publicEncrypt(key, Buffer.from(text)).toString('base64')
}

/** Throws node's error when it was encrypted for another key. */
export function rsaOaepDecrypt(privateKey: string, encrypted: string): string {
  const key = { key: keyOf('private', privateKey), padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }
  return privateDecrypt(key, Buffer.from(encrypted, 'base64')).toString('utf8')
}
