import type { Clock, Random } from '../../src/sdk/http.ts'

/** A clock that stands until it is moved. */
export function fixedClock(start = Date.UTC(2026, 6, 1, 4, 0, 0)): Clock & { advance(ms: number): void } {
  let now = start
  return { now: () => now, advance: (ms) => void (now += ms) }
}

/** Reproducible bytes: a counter spread by a multiplicative step. */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state >>> 24
  }
  return { bytes: (size) => Uint8Array.from({ length: size }, next) }
}
