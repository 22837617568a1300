import type { RecordedRequest } from '../delivery/records.ts'
import { isEventEffect, type EventEffect } from './faults/effect.ts'
import { parseEffect } from './faults/parse-effect.ts'

/** How a delivery differs on purpose from what the platform would send. */
export interface Manner {
  /** These bytes and headers, in place of a fresh envelope and signature. */
  readonly asSent?: RecordedRequest
  /** The body is changed after signing, at the path where one is given. */
  readonly corrupt?: true | string
  /** Signed by a platform that the partner does not know. */
  readonly wrongKey?: true
  /** Signed, and the signature then made wrong. */
  readonly badSignature?: true
  readonly unsigned?: true
  /** Never handed over. */
  readonly drop?: true
  /** What else is to be noted of it: `duplicate`, `reordered`, `delayed=30s`. */
  readonly notes?: readonly string[]
}

/** What a record says was done to the delivery; undefined: nothing. */
export function alterations(manner: Manner, corruptedAt?: string): readonly string[] | undefined {
  const at = corruptedAt ?? manner.corrupt
  const words = [
    ...(manner.notes ?? []),
    ...(manner.asSent ? ['as-sent'] : []),
    ...(at === undefined ? [] : [at === true ? 'corrupt' : `corrupt=${at}`]),
    ...(manner.wrongKey ? ['wrong-key'] : []),
    ...(manner.badSignature ? ['bad-signature'] : []),
    ...(manner.unsigned ? ['unsigned'] : []),
    ...(manner.drop ? ['drop'] : []),
  ]
  return words.length === 0 ? undefined : words
}

/** Of faults, those that strike one attempt. */
export function mannerOf(effects: readonly EventEffect[], notes: readonly string[] = []): Manner {
  const has = (kind: EventEffect['kind']) => effects.some((effect) => effect.kind === kind)
  const corrupt = effects.find((effect) => effect.kind === 'corrupt')
  return {
    ...(notes.length === 0 ? {} : { notes }),
    ...(corrupt ? { corrupt: corrupt.path ?? true } : {}),
    ...(has('wrong-key') ? { wrongKey: true } : {}),
    ...(has('bad-signature') ? { badSignature: true } : {}),
    ...(has('drop') ? { drop: true } : {}),
  }
}

/** Faults of an event as the journal keeps them. */
export function eventEffects(faults: readonly string[] | undefined): readonly EventEffect[] {
  return (faults ?? []).map(parseEffect).filter(isEventEffect)
}
