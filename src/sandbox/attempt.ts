import { deliver, type Attempt } from '../delivery/deliver.ts'
import { recordMessage, type DeliveryRecord, type EventFacts } from '../delivery/records.ts'
import type { Credential } from '../sdk/auth.ts'
import type { HttpClient } from '../system/http.ts'
import { newId } from './identifiers.ts'
import type { Target } from './listeners.ts'
import { alterations, type Manner } from './manner.ts'
import { outgoing, type Outgoing } from './outgoing.ts'
import type { Platform } from './platform.ts'
import { repeatable, stopwatch } from './stamp.ts'

export interface AttemptInput {
  readonly platform: Platform
  readonly event: EventFacts
  readonly target: Target
  /** 1 for the first. */
  readonly attempt: number
  readonly http: HttpClient
  readonly signal: AbortSignal
  readonly allowRemote: boolean
  /** Outside of the schedule: a duplicate, or sent again by hand. No further attempt follows. */
  readonly unscheduled: boolean
  readonly manner: Manner
  /** Keys of a platform that the partner does not know. */
  readonly foreign: () => Promise<Credential>
}

/** Wraps, signs anew, delivers once and says when the next attempt is due. Rejects only when `signal` is set off. */
export async function attemptDelivery(input: AttemptInput): Promise<DeliveryRecord> {
  const { platform, event, target, manner } = input
  const facts = {
    id: newId('dlv', platform.random),
    event: event.id,
    at: new Date(platform.clock.now()).toISOString(),
    url: target.url,
    attempt: input.attempt,
    ...(target.listener === undefined ? {} : { listener: target.listener }),
    ...(target.insteadOf === undefined ? {} : { insteadOf: target.insteadOf }),
    ...(input.unscheduled ? { unscheduled: true as const } : {}),
  }
  const prepared = await outgoing(platform, event, target.url, manner, input.foreign)
  if (typeof prepared === 'string') {
    const request = { method: 'POST', headers: {}, body: '' }
    const altered = alterations(manner)
    return { ...facts, ...(altered ? { altered } : {}), request, acknowledged: false, error: prepared, ms: 0 }
  }
  const altered = alterations(manner, prepared.corruptedAt)
  const result = manner.drop ? LOST : await hand(input, prepared)
  const retries = event.retries ?? prepared.scheme.retries
  const next = input.unscheduled ? undefined : nextAttempt(retries, result, input.attempt, platform.clock.now())
  return {
    ...facts,
    ...(altered ? { altered } : {}),
    request: recordMessage(prepared.request),
    ...(result.response ? { response: recordMessage(repeatable(input.platform, result.response)) } : {}),
    acknowledged: result.acknowledged,
    ...(result.error === undefined ? {} : { error: result.error }),
    ms: result.ms,
    ...(next === undefined ? {} : { nextAttemptAt: next }),
  }
}

const LOST: Attempt = { acknowledged: false, error: 'dropped', ms: 0 }

function hand(input: AttemptInput, { scheme, request }: Outgoing): Promise<Attempt> {
  return deliver(
    request,
    { http: input.http, clock: stopwatch(input.platform) },
    {
      timeoutMs: scheme.timeoutSeconds * 1000,
      acknowledged: (response) => scheme.acknowledged(response),
      allowRemote: input.allowRemote,
      signal: input.signal,
    },
  )
}

function nextAttempt(retries: readonly number[], result: Attempt, attempt: number, now: number): string | undefined {
  const wait = retries[attempt - 1]
  if (result.acknowledged || result.final === true || wait === undefined) return undefined
  return new Date(now + wait * 1000).toISOString()
}
