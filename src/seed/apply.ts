import type { CallPorts } from '../call/types.ts'
import type { SandboxClient } from '../sandbox/client.ts'
import type { ClockReading } from '../sandbox/travel.ts'
import type { Random } from '../sdk/http.ts'
import { checkSeed } from './check.ts'
import { playSteps, type PlantedStep } from './play.ts'
import type { ReadSeed } from './read.ts'

export interface SeedPorts {
  readonly client: SandboxClient
  readonly callPorts: CallPorts
  /** For `${random}`. */
  readonly random: Random
}

export interface Planted {
  /** Connector → how many entries were put. */
  readonly entries: Readonly<Record<string, number>>
  readonly steps: readonly PlantedStep[]
  readonly clock: ClockReading
}

/**
 * Makes the sandbox a known world: clock, then state, then steps. Everything is checked first; when a step fails, the
 * world of before is put back. Throws `seed-invalid`, `seed-step-failed`, `sandbox-clock-backwards`.
 */
export async function applySeed(
  read: ReadSeed,
  ports: SeedPorts,
  options: { readonly reset?: boolean } = {},
): Promise<Planted> {
  const { client } = ports
  const { seed } = read
  const problems = await checkSeed(seed, ports)
  if (problems.length > 0) throw await read.error(problems)
  const release = await client.holdWorld()
  try {
    if (options.reset === true) await client.reset()
    await setClock(read, client)
    const entries = seed.state === undefined ? {} : await client.putState(seed.state)
    const steps = await playSteps(read, ports)
    await release(false)
    return { entries, steps, clock: await client.clock() }
  } catch (error) {
    await release(true)
    throw error
  }
}

async function setClock({ seed: { clock } }: ReadSeed, client: SandboxClient): Promise<void> {
  if (clock === undefined) return
  const { at, frozen } = typeof clock === 'string' ? { at: clock } : clock
  if (frozen === true) await client.freezeClock()
  await client.setClock(at)
  if (frozen === false) await client.resumeClock()
}
