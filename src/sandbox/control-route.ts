import type { Journal } from '../delivery/journal.ts'
import type { Body } from './control-input.ts'
import type { Dispatcher } from './dispatch.ts'
import type { Listeners } from './listeners.ts'
import type { Platform } from './platform.ts'
import type { ServedConnector } from './published.ts'

export interface SandboxStatus {
  readonly pid: number
  readonly version: string
  /** State folder; empty when nothing is kept anywhere. */
  readonly state: string
  readonly memory: boolean
  readonly connectors: readonly ServedConnector[]
  readonly startedAt: string
}

export interface ControlParts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly journal: Journal
  readonly dispatcher: Dispatcher
  readonly listeners: Listeners
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
