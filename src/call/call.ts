import { productionNotConfirmed } from '../errors/catalog/call.ts'
import { build } from './build.ts'
import { decode } from './decode.ts'
import { explain } from './explain.ts'
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
  ports: Pick<CallPorts, 'clock' | 'http' | 'signal'>,
): Promise<CallResult> {
  const { operation, environment } = target
  if (environment === 'production' && operation.writes && !(await input.confirm?.(target)))
    throw productionNotConfirmed({ operation: operation.id })
  const exchange = await send(signed, ports, input.timeoutMs)
  const decoded = decode(exchange, target, ports)
  return { target, signed, outcome: explain(decoded, target) }
}
