import { productionNotConfirmed } from '../errors/catalog/call.ts'
import { build } from './build.ts'
import { decode } from './decode.ts'
import { explain } from './explain.ts'
import { learnKey } from './learn-key.ts'
import { resolve } from './resolve.ts'
import { send } from './send.ts'
import { sign } from './sign.ts'
import type { CallInput, CallPorts, Outcome, Signed, Target } from './types.ts'

export interface Prepared {
  readonly target: Target
  readonly signed: Signed
}
export interface CallResult extends Prepared {
  readonly outcome: Outcome
  /** A platform key was downloaded for this answer; where the profile is a saved one, it is in there now. */
  readonly learned?: true
}

/** The pipeline up to `sign`: what `--dry-run` and `--curl` show. Nothing is sent. */
export async function prepare(input: CallInput, ports: CallPorts): Promise<Prepared> {
  const target = await resolve(input, ports)
  const built = build(input, target)
  return { target, signed: sign(built, target, ports) }
}

/**
 * One API call: resolve → build → sign → send → decode → explain.
 * A refusal of the platform is a value (`outcome.error`); network, usage and trust problems throw.
 */
export async function call(input: CallInput, ports: CallPorts): Promise<CallResult> {
  return finish(await prepare(input, ports), input, ports)
}

/** The rest of the pipeline. A call that changes something in production is confirmed here, before it leaves. */
export async function finish(
  { target, signed }: Prepared,
  input: Pick<CallInput, 'confirm' | 'timeoutMs'>,
  ports: Pick<CallPorts, 'clock' | 'random' | 'http' | 'signal' | 'saveCredential'>,
): Promise<CallResult> {
  const { operation, environment } = target
  if (environment === 'production' && operation.writes && !(await input.confirm?.(target)))
    throw productionNotConfirmed({ operation: operation.id })
  const exchange = await send(signed, ports, input.timeoutMs)
  const knowing = await learnKey(exchange, target, ports)
  const decoded = decode(exchange, knowing, ports)
  const learned = knowing === target ? {} : { learned: true as const }
  return { target: knowing, signed, outcome: explain(decoded, knowing), ...learned }
}
