import { recordedBytes, type DeliveryRecord, type EventRecord } from '../delivery/records.ts'
import { eventNotFound } from '../errors/catalog/sandbox.ts'
import type { HttpRequest } from '../sdk/http.ts'
import type { ControlParts } from './control-route.ts'
import type { SignedText } from './exchange-view.ts'
import type { Platform } from './platform.ts'

/** An event with its attempts, those to come, and what was signed. */
export interface TimelineAnswer {
  readonly event: EventRecord
  /** Seconds before each further attempt; undefined when the connector no longer has the event. */
  readonly retries?: readonly number[]
  readonly timeoutSeconds?: number
  /** One per address with an attempt due: when this and all after it would come, ISO 8601. */
  readonly planned: readonly { readonly url: string; readonly at: readonly string[] }[]
  /** By delivery id: the text that the platform signed. */
  readonly signed: Readonly<Record<string, SignedText>>
  /** Simulated time. */
  readonly now: string
}

export function eventTimeline({ journal, platforms }: ControlParts, id: string): TimelineAnswer {
  const event = journal.event(id)
  if (!event) throw eventNotFound({ id })
  const platform = platforms.get(event.connector)
  const scheme = platform?.connector.webhooks[platform.connector.event(event.type)?.scheme ?? '']
  const retries = event.retries ?? scheme?.retries ?? []
  const signed = event.deliveries.flatMap((delivery) => {
    const text = platform && signedText(platform, event, delivery)
    return text ? [[delivery.id, text] as const] : []
  })
  return {
    event,
    ...(scheme ? { retries, timeoutSeconds: scheme.timeoutSeconds } : {}),
    planned: planned(event, retries),
    signed: Object.fromEntries(signed),
    now: new Date(platform?.clock.now() ?? 0).toISOString(),
  }
}

/** An attempt that announced the next is followed by it, unless an acknowledgement came after; copies count for nothing. */
function planned(event: EventRecord, retries: readonly number[]): TimelineAnswer['planned'] {
  const last = new Map<string, DeliveryRecord>()
  for (const delivery of event.deliveries)
    if (delivery.acknowledged || !delivery.unscheduled) last.set(delivery.url, delivery)
  return [...last.values()].flatMap(({ url, nextAttemptAt, attempt, acknowledged }) => {
    if (nextAttemptAt === undefined || acknowledged) return []
    let at = Date.parse(nextAttemptAt)
    const later = retries.slice(attempt).map((seconds) => new Date((at += seconds * 1000)).toISOString())
    return [{ url, at: [nextAttemptAt, ...later] }]
  })
}

/** Read back from what was sent; undefined where nothing was, or where it carries no signature. */
function signedText({ connector }: Platform, event: EventRecord, delivery: DeliveryRecord): SignedText | undefined {
  const scheme = connector.webhooks[connector.event(event.type)?.scheme ?? '']?.signature
  if (!scheme || delivery.request.body === '') return undefined
  try {
    const { method, headers } = delivery.request
    const url = new URL(delivery.url)
    const request: HttpRequest = { kind: 'request', method, url, headers, body: recordedBytes(delivery.request) }
    const signature = scheme.extract(request)
    if (!signature) return undefined
    const { text, parts } = scheme.signingInput(request, signature.stamp, signature.keyId)
    return { scheme: scheme.id, keyId: signature.keyId, text, parts }
  } catch {
    return undefined
  }
}
