import type { DeliveryRecord, EventFacts } from './records.ts'

/** What files hold can have been written by another program: these tell whether a value is what it should be. */
export function isEventFacts(value: unknown): value is EventFacts {
  const { id, at, connector, type } = (value ?? {}) as Partial<EventFacts>
  return [id, at, connector, type].every((one) => typeof one === 'string')
}

export function isDeliveryRecord(value: unknown): value is DeliveryRecord {
  const { id, event, url, at, attempt, request } = (value ?? {}) as Partial<DeliveryRecord>
  const isSent = typeof request?.body === 'string' && typeof request.headers === 'object'
  return [id, event, url, at].every((one) => typeof one === 'string') && Number.isInteger(attempt) && isSent
}
