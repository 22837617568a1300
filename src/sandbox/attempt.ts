import { deliver, type Attempt } from '../delivery/deliver.ts'
import { recordMessage, type DeliveryRecord, type EventFacts } from '../delivery/records.ts'
import type { Credential } from '../sdk/auth.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { WebhookScheme } from '../sdk/webhook.ts'
import { signMessage } from '../signing/message.ts'
import type { HttpClient } from '../system/http.ts'
import { newId } from './identifiers.ts'
import type { Target } from './listeners.ts'
import { partnerName } from './partner.ts'
import type { Platform } from './platform.ts'
import { newStamp } from './word-answer.ts'

export interface AttemptInput {
  readonly platform: Platform
  readonly event: EventFacts
  readonly target: Target
  /** 1 for the first. */
  readonly attempt: number
  readonly http: HttpClient
  readonly signal: AbortSignal
  readonly allowRemote: boolean
  /** Whether a failure is followed by the next attempt of the schedule. */
  readonly retry: boolean
}

/** Wraps, signs anew, delivers once and says when the next attempt is due. Rejects only when `signal` is set off. */
export async function attemptDelivery(input: AttemptInput): Promise<DeliveryRecord> {
  const { platform, event, target } = input
  const startedAt = platform.clock.now()
  const facts = {
    id: newId('dlv', platform.random),
    event: event.id,
    at: new Date(startedAt).toISOString(),
    url: target.url,
    attempt: input.attempt,
    ...(target.listener === undefined ? {} : { listener: target.listener }),
  }
  const prepared = prepare(input)
  if (typeof prepared === 'string') {
    const request = { method: 'POST', headers: {}, body: '' }
    return { ...facts, request, acknowledged: false, error: prepared, ms: 0 }
  }
  const { scheme, request } = prepared
  const result = await deliver(
    request,
    { http: input.http, clock: platform.clock },
    {
      timeoutMs: scheme.timeoutSeconds * 1000,
      acknowledged: (response) => scheme.acknowledged(response),
      allowRemote: input.allowRemote,
      signal: input.signal,
    },
  )
  const next = input.retry ? nextAttempt(scheme, result, input.attempt, platform.clock.now()) : undefined
  return {
    ...facts,
    request: recordMessage(request),
    ...(result.response ? { response: recordMessage(result.response) } : {}),
    acknowledged: result.acknowledged,
    ...(result.error === undefined ? {} : { error: result.error }),
    ms: result.ms,
    ...(next === undefined ? {} : { nextAttemptAt: next }),
  }
}

/** A text: the code of why nothing could be sent. */
function prepare({ platform, event, target }: AttemptInput): { scheme: WebhookScheme; request: HttpRequest } | string {
  let url: URL
  try {
    url = new URL(target.url)
  } catch {
    return 'unsupported-url'
  }
  const { connector } = platform
  const scheme = connector.webhooks[connector.event(event.type)?.scheme ?? '']
  const credential = credentialOf(platform, event)
  if (!scheme) return 'unknown-event-type'
  if (!credential) return 'no-local-credential'
  try {
    const stamp = newStamp(platform)
    const { id, type, payload } = event
    const unsigned = scheme.wrap({ id, type, payload }, url, credential, stamp)
    const { message } = signMessage(scheme.signature, unsigned, scheme.keyRing(credential, 'platform'), stamp)
    // Names the event for `integ listen`; no real platform sends this header.
    return { scheme, request: { ...message, headers: { ...message.headers, 'integ-event': id } } }
  } catch {
    return 'connector-failed'
  }
}

function credentialOf({ connector, credentials }: Platform, event: EventFacts): Credential | undefined {
  const all = credentials()
  const named =
    event.partner === undefined ? undefined : all.find((one) => partnerName(connector, one) === event.partner)
  return named ?? all[0]
}

function nextAttempt(scheme: WebhookScheme, result: Attempt, attempt: number, now: number): string | undefined {
  const wait = scheme.retries[attempt - 1]
  if (result.acknowledged || result.final === true || wait === undefined) return undefined
  return new Date(now + wait * 1000).toISOString()
}
