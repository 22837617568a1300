import type { DeliveryRecord, EventFacts, EventRecord } from '../delivery/records.ts'
import type { Target } from './listeners.ts'

/** The address an attempt was for: that of the call, also where a listener stood in front of it. */
function addressOf({ url, insteadOf, listener }: DeliveryRecord): string | undefined {
  return insteadOf ?? (listener === undefined ? url : undefined)
}

/**
 * What is still to be tried after a restart. Listeners ended with the process that knew them, so only the address
 * that the call named is tried again. An acknowledged resend ends the schedule.
 */
function resumable(event: EventRecord): readonly { url: string; attempt: number; dueAt: number }[] {
  const scheduled = new Map<string, DeliveryRecord>()
  for (const delivery of event.deliveries) {
    const url = addressOf(delivery)
    if (url === undefined) continue
    if (delivery.acknowledged) scheduled.delete(url)
    else if (delivery.unscheduled) continue
    else if (delivery.nextAttemptAt !== undefined) scheduled.set(url, delivery)
    else scheduled.delete(url)
  }
  return [...scheduled].map(([url, { attempt, nextAttemptAt }]) => ({
    url,
    attempt,
    dueAt: Date.parse(nextAttemptAt ?? ''),
  }))
}

/** Nothing but copies was recorded before the process ended: the attempt that counts is still to come. */
function isUntried(event: EventRecord): boolean {
  return event.deliveries.every(({ unscheduled, acknowledged }) => unscheduled === true && !acknowledged)
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
  const { deliveries: _, ...facts } = event
  const isDueLater = facts.dueAt !== undefined && Date.parse(facts.dueAt) > now
  if (isUntried(event) && (facts.url !== undefined || isDueLater)) on.begin(facts, now)
  for (const last of resumable(event)) on.later(facts, { url: last.url }, last.attempt + 1, last.dueAt)
}
