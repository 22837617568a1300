import type { DeliveryRecord, EventRecord } from '../delivery/records.ts'
import type { ResendWish } from '../sandbox/resend.ts'
import type { Json } from '../sdk/http.ts'

/** What this folder asks of a sandbox, in this process or another. The sandbox's client has this form. */
export interface SandboxControl {
  /** After the first attempts to deliver what the action emitted have ended. */
  act(
    action: string,
    params: Readonly<Record<string, string>>,
  ): Promise<{ readonly result: Json; readonly events: readonly EventRecord[] }>
  /** Newest first. */
  events(limit?: number): Promise<readonly EventRecord[]>
  event(id: string): Promise<EventRecord>
  resend(id: string, wish?: ResendWish): Promise<readonly DeliveryRecord[]>
  emit(event: {
    readonly connector: string
    readonly type: string
    readonly payload: Json
    readonly url?: string
  }): Promise<EventRecord>
  /** The listener's id. */
  addListener(listener: {
    readonly connector?: string
    readonly url: string
    readonly forwards?: string | readonly string[]
  }): Promise<string>
  removeListener(id: string): Promise<void>
  /** Until the first attempts of an event have ended. */
  wait(event: string): Promise<EventRecord>
}
