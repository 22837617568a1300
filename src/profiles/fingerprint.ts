import type { KeyObject } from 'node:crypto'
import { createPublicKey } from 'node:crypto'
import { hash, readPrivateKey, readPublicKey } from '../sdk/crypto.ts'
import type { Text } from '../text/text.ts'

const HEX_DIGITS = 16
/** The hash of a short secret could be looked up; of that only the length is told. */
const SHORTEST_HASHED = 16

/**
 * A value that must not be shown, made recognisable: of a key its kind and the start of the SHA-256 of its public
 * half (SPKI, DER), so that both halves of a pair show the same; of other secrets the length and the start of a hash.
 */
export function fingerprint(value: string): Text {
  const key = readKey(value)
  if (key) {
    const text = `${kindOf(key)}, SHA-256 ${hex(key.export({ type: 'spki', format: 'der' }))}`
    return { en: text, zh: text }
  }
  const tail = value.length < SHORTEST_HASHED ? '' : `, SHA-256 ${hex(Buffer.from(value)).slice(0, 8)}`
  return { en: `${value.length} characters${tail}`, zh: `${value.length} 个字符${tail}` }
}

/** Public half of a PEM, or of the bare base64 that consoles hand out; undefined when it is not a key. */
export function readKey(value: string): KeyObject | undefined {
  if (!value.includes('-----BEGIN') && value.length < 80) return undefined
  return attempt(() => createPublicKey(readPrivateKey(value))) ?? attempt(() => readPublicKey(value))
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function kindOf(key: KeyObject): string {
  const size = key.asymmetricKeyDetails?.modulusLength ?? key.asymmetricKeyDetails?.namedCurve
  return [(key.asymmetricKeyType ?? 'key').toUpperCase(), size].filter(Boolean).join(' ')
}

const hex = (bytes: Uint8Array) => hash('sha256', bytes).toString('hex').slice(0, HEX_DIGITS)
