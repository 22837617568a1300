import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../sdk/http.ts'
import { seededRandom } from '../system/random.ts'
import type { ClockSetting } from './clock.ts'
import { writeWhole } from './whole-file.ts'

/** Where a seeded sandbox begins when nobody says otherwise. */
export const SEED_START = Date.UTC(2026, 0, 1)

/** What of a sandbox would differ from run to run: chance, and the time at which it begins. */
export interface Determinism {
  readonly random: Random
  /** For what outlives a reset. */
  readonly lasting: Random
  readonly seeded: boolean
  /** The setting of an empty sandbox's clock; undefined: real time. */
  readonly initial: (() => ClockSetting) | undefined
  /** Begins as an empty sandbox begins. */
  readonly restart: () => void
}

/**
 * Chance from a seed, and a clock that stands at a fixed time. A sandbox that goes on from a kept state draws from a run
 * of bytes of its own, so that no id comes twice; the same starts in the same order still give the same ids.
 */
export function determinism(
  options: { readonly seed?: string | undefined; readonly at?: number | undefined },
  ports: { readonly random: Random; readonly now: () => number },
  folder: string | undefined,
): Determinism {
  const { seed, at } = options
  if (seed === undefined) {
    const initial = at === undefined ? undefined : () => ({ offsetMs: at - ports.now() })
    return { random: ports.random, lasting: ports.random, seeded: false, initial, restart: () => undefined }
  }
  const file = folder === undefined ? undefined : join(folder, 'seed.json')
  const begin = (run: number): Random & { restart(): void } => {
    if (file !== undefined) writeWhole(file, { version: 1, seed, runs: run })
    return seededRandom(run === 1 ? seed : `${seed}\nrun ${run}`)
  }
  let source = begin(file === undefined ? 1 : runsSoFar(file, seed) + 1)
  return {
    random: { bytes: (size) => source.bytes(size) },
    lasting: seededRandom(`${seed}\nlasting`),
    seeded: true,
    initial: () => ({ frozenAt: at ?? SEED_START }),
    restart: () => void (source = begin(1)),
  }
}

function runsSoFar(file: string, seed: string): number {
  try {
    const known = JSON.parse(readFileSync(file, 'utf8')) as { seed?: unknown; runs?: unknown } | null
    return known?.seed === seed && Number.isInteger(known.runs) ? Number(known.runs) : 0
  } catch {
    return 0
  }
}
