import { createHash, randomBytes } from 'node:crypto'
import type { Random } from '../sdk/http.ts'

/** Drawn from the system in larger pieces: a server asks for a few bytes many times per request. No byte is given twice. */
export const systemRandom: Random = pooled(4096)

function pooled(capacity: number): Random {
  let pool = Buffer.alloc(0)
  return {
    bytes: (size) => {
      if (size > capacity / 8) return randomBytes(size)
      if (pool.byteLength < size) pool = randomBytes(capacity)
      const taken = new Uint8Array(pool.subarray(0, size))
      pool.fill(0, 0, size)
      pool = pool.subarray(size)
      return taken
    },
  }
}

/** Bytes that repeat. Never for keys: who knows the seed knows every byte. */
export interface SeededRandom extends Random {
  /** From the first byte again. */
  restart(): void
}

/** One endless run of bytes per seed: SHA-256 of the seed and a counter, block after block, the same on every machine. */
export function seededRandom(seed: string): SeededRandom {
  let block = 0
  let rest = Buffer.alloc(0)
  return {
    bytes: (size) => {
      while (rest.byteLength < size) {
        rest = Buffer.concat([rest, createHash('sha256').update(`${seed}\n${block}`).digest()])
        block += 1
      }
      const taken = new Uint8Array(rest.subarray(0, size))
      rest = rest.subarray(size)
      return taken
    },
    restart: () => {
      block = 0
      rest = Buffer.alloc(0)
    },
  }
}
