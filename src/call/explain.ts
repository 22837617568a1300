import { diffInputs } from '../signing/diff.ts'
import type { Decoded, Outcome, Target } from './types.ts'

/** The platform's error → its explanation; for a refused signature also where both sides' texts part. */
export function explain(decoded: Decoded, target: Target): Outcome {
  const { error, exchange } = decoded
  if (!error) return decoded
  const explanation = target.connector.explanation(error.code)
  const ours = exchange.signed.input
  const diff = ours && error.signingInput ? diffInputs(ours, error.signingInput) : undefined
  return { ...decoded, ...(explanation ? { explanation } : {}), ...(diff ? { diff } : {}) }
}
