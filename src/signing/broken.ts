import type { KeyRing } from '../sdk/auth.ts'

/** A ring whose signatures fit nothing: the platform's own probes where it has them, else one character differs. */
export function brokenRing(ring: KeyRing, probe: (value: string) => string = otherValue): KeyRing {
  return {
    ...ring,
    signer: (keyId) => {
      const signer = ring.signer(keyId)
      return { keyId: signer.keyId, sign: (input) => probe(signer.sign(input)) }
    },
  }
}

/** In the middle, with a character that base64 and hexadecimal digits share. */
export function otherValue(value: string): string {
  const at = Math.floor(value.length / 2)
  return `${value.slice(0, at)}${value[at] === 'a' ? 'b' : 'a'}${value.slice(at + 1)}`
}
