import type { DeliveryRecord, EventFacts, EventRecord } from '../delivery/records.ts'
import type { Target } from './listeners.ts'

/**
 * What is still to be tried after a restart. Listeners ended with the process that knew them, so only the address
 * that the call named is tried again. An acknowledged resend ends the schedule.
 */
function resumable(event: EventRecord): readonly { url: string; attempt: number; dueAt: number }[] {
  const scheduled = new Map<string, DeliveryRecord>()
  for (const delivery of event.deliveries) {
    if (delivery.listener !== undefined) continue
    if (delivery.acknowledged) scheduled.delete(delivery.url)
    else if (delivery.nextAttemptAt !== undefined) scheduled.set(delivery.url, delivery)
    else if (isLastOfSchedule(scheduled.get(delivery.url), delivery)) scheduled.delete(delivery.url)
  }
  return [...scheduled.values()].map(({ url, attempt, nextAttemptAt }) => ({
    url,
    attempt,
    dueAt: Date.parse(nextAttemptAt ?? ''),
  }))
}

/** A failed resend before the next attempt is due says nothing about the schedule. */
function isLastOfSchedule(scheduled: DeliveryRecord | undefined, delivery: DeliveryRecord): boolean {
  return scheduled?.nextAttemptAt !== undefined && Date.parse(delivery.at) >= Date.parse(scheduled.nextAttemptAt)
}

/** Takes up one event of an earlier process. `now` undefined: its connector is not served this time. */
export function resumePending(
  event: EventRecord,
  now: number | undefined,
  on: {
    begin(event: EventFacts, now: number): void
    later(event: EventFacts, target: Target, attempt: number, dueAt: number): void
  },
): void {
  if (now === undefined) return
  const { deliveries, ...facts } = event
  const isDueLater = facts.dueAt !== undefined && Date.parse(facts.dueAt) > now
  if (deliveries.length === 0 && (facts.url !== undefined || isDueLater)) on.begin(facts, now)
  for (const last of resumable(event)) on.later(facts, { url: last.url }, last.attempt + 1, last.dueAt)
}
