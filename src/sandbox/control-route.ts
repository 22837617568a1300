import type { Journal } from '../delivery/journal.ts'
import type { Clock } from '../sdk/http.ts'
import type { Body } from './control-input.ts'
import type { Dispatcher } from './dispatch.ts'
import type { Exchanges } from './exchanges.ts'
import type { Faults } from './faults/store.ts'
import type { Listeners } from './listeners.ts'
import type { Platform } from './platform.ts'
import type { ServedConnector } from './published.ts'
import type { ClockReading, Travel } from './travel.ts'
import type { Worlds } from './worlds.ts'

export interface SandboxStatus {
  readonly pid: number
  readonly version: string
  /** State folder; empty when nothing is kept anywhere. */
  readonly state: string
  readonly memory: boolean
  readonly connectors: readonly ServedConnector[]
  readonly startedAt: string
  readonly clock: ClockReading
}

export interface ControlParts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly journal: Journal
  readonly dispatcher: Dispatcher
  readonly listeners: Listeners
  readonly exchanges: Exchanges
  readonly faults: Faults
  /** Simulated time. */
  readonly clock: Clock
  readonly travel: Travel
  readonly worlds: Worlds
  /** An empty sandbox begins anew: chance as well as time. */
  readonly beginAnew: () => Promise<void>
  status(): SandboxStatus
  stop(): void
}

export interface ControlRequest {
  /** The part of the path behind the area, decoded; empty when there is none. */
  readonly id: string
  readonly url: URL
  readonly body: Body
}

/** `GET area`, `POST area/:id/verb` → answer. */
export type ControlRoutes = Readonly<
  Record<string, (parts: ControlParts, request: ControlRequest) => object | Promise<object>>
>
