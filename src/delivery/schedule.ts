import type { DeliveryRecord, EventRecord } from './records.ts'

/** How one address stands with an event: attempts so far, and those to come. Times are ISO 8601. */
export interface AddressSchedule {
  readonly url: string
  /** `pending`: tried again; `exhausted`: the last attempt of the schedule failed; `held`: waits for the next event. */
  readonly state: 'acknowledged' | 'pending' | 'exhausted' | 'held'
  /** Attempts of the schedule so far, and how many it has. */
  readonly attempts: number
  readonly of: number
  /** The next attempt and all after it, if none is acknowledged. */
  readonly planned: readonly string[]
}

/** One per address. `retries`: seconds before each further attempt, of the event's scheme. */
export function schedules(event: EventRecord, schemeRetries: readonly number[]): readonly AddressSchedule[] {
  const retries = event.retries ?? schemeRetries
  const of = retries.length + 1
  const byAddress = new Map<string, DeliveryRecord[]>()
  for (const delivery of event.deliveries) {
    const address = delivery.insteadOf ?? delivery.url
    byAddress.set(address, [...(byAddress.get(address) ?? []), delivery])
  }
  const first = untried(event, retries)
  const tried = [...byAddress].map(([url, deliveries]) => ({ url, of, ...standing(deliveries, retries) }))
  return first && !byAddress.has(first.url) ? [{ of, ...first }, ...tried] : tried
}

function standing(
  deliveries: readonly DeliveryRecord[],
  retries: readonly number[],
): Pick<AddressSchedule, 'state' | 'attempts' | 'planned'> {
  const scheduled = deliveries.filter(({ unscheduled }) => unscheduled !== true)
  const attempts = scheduled.length
  if (deliveries.some(({ acknowledged }) => acknowledged)) return { state: 'acknowledged', attempts, planned: [] }
  const last = scheduled.at(-1)
  if (last?.nextAttemptAt === undefined) return { state: 'exhausted', attempts, planned: [] }
  return { state: 'pending', attempts, planned: from(last.nextAttemptAt, retries.slice(last.attempt)) }
}

/** An event that was not sent yet: later, or out of order. */
function untried(event: EventRecord, retries: readonly number[]): Omit<AddressSchedule, 'of'> | undefined {
  const { url, dueAt, faults = [] } = event
  if (url === undefined || event.deliveries.length > 0) return undefined
  if (faults.includes('out-of-order')) return { url, state: 'held', attempts: 0, planned: [] }
  return dueAt === undefined ? undefined : { url, state: 'pending', attempts: 0, planned: from(dueAt, retries) }
}

function from(first: string, waits: readonly number[]): readonly string[] {
  let at = Date.parse(first)
  return [first, ...waits.map((seconds) => new Date((at += seconds * 1000)).toISOString())]
}
