import type { SimulatedAnswer } from '../../sdk/simulator.ts'
import type { Platform } from '../platform.ts'
import type { CallEffect } from './effect.ts'
import { effectWords } from './effect.ts'
import type { Strike } from './store.ts'
import { strikeCall, type FaultOutcome } from './strike-call.ts'

export interface WithFaults {
  readonly outcome: { readonly answer: SimulatedAnswer } | FaultOutcome
  /** What struck, spelt as faults are given: `latency=2000, error=ACQ.SYSTEM_ERROR`. */
  readonly fault?: string
  readonly breaksSignature?: boolean
  readonly reason?: string
}

/**
 * Plays a call that was found in order: faults that strike before it keep the handler from running, those that
 * strike after it lose only the answer.
 */
export async function withFaults(
  platform: Platform,
  operation: string,
  asked: readonly Strike<CallEffect>[],
  simulate: () => Promise<SimulatedAnswer>,
): Promise<WithFaults> {
  const strikes = [...asked, ...platform.faults.onCall(platform, operation)]
  if (strikes.length === 0) return { outcome: { answer: await simulate() } }
  const fault = strikes.map(({ effect, when }) => `${effectWords(effect)}${when === 'after' ? ';when=after' : ''}`)
  const facts = {
    fault: fault.join(', '),
    ...(strikes.some(({ effect }) => effect.kind === 'bad-signature') ? { breaksSignature: true } : {}),
  }
  const early = await strikeCall(platform, at(strikes, 'before'))
  if (early) return { outcome: early, reason: 'fault', ...facts }
  const answer = await simulate()
  const late = await strikeCall(platform, at(strikes, 'after'))
  return late ? { outcome: late, reason: 'fault after the work was done', ...facts } : { outcome: { answer }, ...facts }
}

function at(strikes: readonly Strike<CallEffect>[], when: Strike['when']): readonly Strike<CallEffect>[] {
  return strikes.filter((one) => one.when === when)
}
