import type { DeliveryRecord, EventRecord } from './records.ts'

/** The last attempt at each address: how an event stands. */
export function lastDeliveries(event: Pick<EventRecord, 'deliveries'>): readonly DeliveryRecord[] {
  return [...new Map(event.deliveries.map((delivery) => [delivery.url, delivery])).values()]
}
