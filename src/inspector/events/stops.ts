import type { DeliveryRecord } from '../../delivery/records.ts'
import type { TimelineAnswer } from '../../sandbox/event-timeline.ts'

/** An attempt that was made, or one that is to come. */
export interface Stop {
  /** ISO 8601. */
  readonly at: string
  readonly delivery?: DeliveryRecord
}

/** Per address, in the order of time; before the first attempt, when that is due. */
export function stopsOf(
  timeline: TimelineAnswer,
): readonly { readonly url: string; readonly stops: readonly Stop[] }[] {
  const { event, planned, retries = [] } = timeline
  const urls = [...new Set(event.deliveries.map(({ url }) => url))]
  if (urls.length === 0) {
    if (event.dueAt === undefined || event.url === undefined) return []
    let at = Date.parse(event.dueAt)
    const later = retries.map((seconds) => ({ at: new Date((at += seconds * 1000)).toISOString() }))
    return [{ url: event.url, stops: [{ at: event.dueAt }, ...later] }]
  }
  return urls.map((url) => {
    const made = event.deliveries.filter((one) => one.url === url).map((delivery) => ({ at: delivery.at, delivery }))
    const due = planned.find((one) => one.url === url)?.at ?? []
    return { url, stops: [...made, ...due.map((at) => ({ at }))] }
  })
}
