import { diffInputs } from '../signing/diff.ts'
import type { SigningInput } from '../sdk/auth.ts'
import type { PlatformError } from '../sdk/check.ts'
import type { Decoded, Outcome, Target } from './types.ts'

/** The platform's error → its explanation; for a refused signature also where both sides' texts part. */
export function explain(decoded: Decoded, target: Target): Outcome {
  const { error, exchange } = decoded
  if (!error) return decoded
  const explanation =
    target.connector.explanation(error.entry ?? error.code) ?? target.connector.explanation(error.code)
  const compared = exchange.signed.input ? compare(exchange.signed.input, error) : {}
  return { ...decoded, ...(explanation ? { explanation } : {}), ...compared }
}

/** The sandbox names its parts; a gateway that only echoes its string is compared as one piece. */
function compare(ours: SigningInput, error: PlatformError): Pick<Outcome, 'diff' | 'sameText'> {
  const { signingInput, signingText } = error
  if (!signingInput && signingText === undefined) return {}
  const diff = signingInput ? diffInputs(ours, signingInput) : diffInputs(whole(ours.text), whole(signingText ?? ''))
  return diff ? { diff } : { sameText: true }
}

const whole = (text: string): SigningInput => ({ text, parts: [['text', text]] })
