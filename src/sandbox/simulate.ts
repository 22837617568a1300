import type { Credential } from '../sdk/auth.ts'
import type { HttpRequest, Json } from '../sdk/http.ts'
import type { Operation } from '../sdk/operation.ts'
import type { EmitOptions, SimulatedAnswer, Simulation } from '../sdk/simulator.ts'
import { eventTypeUnknown } from '../errors/catalog/sandbox.ts'
import { exampleAnswer } from './example-answer.ts'
import type { Platform } from './platform.ts'
import type { Routed } from './route.ts'

/** An event that a handler or an action asked for. It leaves after the answer, and only when they did not fail. */
export interface Emission {
  readonly type: string
  readonly payload: Json
  readonly credential: Credential
  readonly url?: string
  readonly afterMs?: number
  readonly keyId?: string
  /** Seconds before each further attempt, where they differ from the scheme's. */
  readonly retries?: readonly number[]
  /** Faults that the call asked for, as they are given. */
  readonly faults?: readonly string[]
}

/** What handlers and actions may touch; what they emit is collected in `emissions`. */
export function simulation(platform: Platform, credential: Credential, emissions: Emission[]): Simulation {
  const { state, clock, random } = platform
  return {
    state,
    clock,
    random,
    credential,
    emit: (type: string, payload: Json, options: EmitOptions = {}) => {
      assertCanSend(platform, type)
      const { url, afterMs, keyId, retries } = options
      // A copy: the handler may go on changing what it handed over.
      const copy = JSON.parse(JSON.stringify(payload)) as Json
      emissions.push({
        type,
        payload: copy,
        credential,
        ...(url === undefined || url === '' ? {} : { url }),
        ...(afterMs === undefined ? {} : { afterMs }),
        ...(keyId === undefined ? {} : { keyId }),
        ...(retries === undefined ? {} : { retries }),
      })
    },
  }
}

/** Throws `event-type-unknown` when the connector has no such event, or no scheme to send it with. */
export function assertCanSend({ connector }: Pick<Platform, 'connector'>, type: string): void {
  const event = connector.event(type)
  if (!event || !connector.webhooks[event.scheme]) throw eventTypeUnknown({ type, connector: connector.id })
}

export async function simulate(
  platform: Platform,
  call: { readonly operation: Operation; readonly routed: Routed; readonly request: HttpRequest },
  credential: Credential,
  emissions: Emission[],
): Promise<SimulatedAnswer> {
  const { operation, routed, request } = call
  const handler = platform.connector.simulator?.handlers[operation.id]
  if (!handler) return exampleAnswer(platform.connector, operation)
  const { params, body } = routed
  return handler({ ...simulation(platform, credential, emissions), operation, params, body, request })
}
