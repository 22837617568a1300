import type { CallPorts } from '../../call/types.ts'
import type { DeliveryRecord, EventRecord } from '../../delivery/records.ts'
import type { OrderDriver } from '../../project/project.ts'
import type { RequestRecord } from '../../sandbox/log.ts'
import type { SandboxClient } from '../../sandbox/client.ts'
import type { Credential } from '../../sdk/auth.ts'
import type { Check, CheckResult } from '../../sdk/check.ts'
import type { Connector } from '../../sdk/connector.ts'
import type { Clock, Json, Random } from '../../sdk/http.ts'
import type { WebhookScheme } from '../../sdk/webhook.ts'
import type { HttpClient } from '../../system/http.ts'
import type { Integration } from './integration.ts'

/** What a scenario needs to play one connector's part against the integration. */
export interface StageSetup {
  readonly connector: Connector
  /** The credential that the integration and the sandbox share. */
  readonly credential: Credential
  readonly integration: Integration
  /** Path of the integration's event receiver. */
  readonly eventPath: string | undefined
  readonly driver: OrderDriver | undefined
  readonly client: SandboxClient
  readonly callPorts: CallPorts
  readonly clock: Clock
  readonly random: Random
  readonly http: HttpClient
  readonly signal: AbortSignal
  /** The calls that the integration made so far. */
  calls(): Promise<readonly RequestRecord[]>
}

/** The setup, and what the scenarios share: each of these happens once. */
export interface Stage extends StageSetup {
  /** Places an order through the integration itself. */
  order(): Promise<PlacedOrder>
  /** Makes the platform send its event to the integration. */
  scene(): Promise<Scene | Unplayed>
}

export type PlacedOrder =
  | { readonly ok: true; readonly id: string; readonly answer: Json; readonly status: number; readonly ms: number }
  | { readonly ok: false; readonly result: CheckResult }

export interface Scene {
  readonly ok: true
  readonly scheme: WebhookScheme
  /** The receiver. */
  readonly url: URL
  readonly event: EventRecord
  /** The attempt to hand the event to the receiver. */
  readonly delivery: DeliveryRecord
}
/** Why no event came about. */
export interface Unplayed {
  readonly ok: false
  readonly result: CheckResult
}

export type StageCheck = Check<Stage>
