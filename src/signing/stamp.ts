import type { Stamp } from '../sdk/auth.ts'
import type { Clock, Random } from '../sdk/http.ts'

const NONCE_BYTES = 16

/** A fresh stamp: whole seconds of the clock and 32 hexadecimal digits. */
export function stampOf(ports: { readonly clock: Clock; readonly random: Random }): Stamp {
  return {
    timestamp: Math.floor(ports.clock.now() / 1000),
    nonce: Buffer.from(ports.random.bytes(NONCE_BYTES)).toString('hex'),
  }
}
