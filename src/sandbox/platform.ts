import type { Credential } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Clock, Random } from '../sdk/http.ts'
import type { Faults } from './faults/store.ts'
import type { ConnectorState } from './state.ts'

/** One simulated platform: a connector, its state, and the partners that it knows. */
export interface Platform {
  readonly connector: Connector
  readonly state: ConnectorState
  /** Read for every request: a profile that is saved while the sandbox runs is known at once. */
  readonly credentials: () => readonly Credential[]
  /** Simulated time: orders, expiry, schedules, events. */
  readonly clock: Clock
  /** Real time: signatures whose scheme has a window, and how long things took. */
  readonly wire: Clock
  /** Started from a seed: what it records is the same in every run. */
  readonly seeded: boolean
  readonly random: Random
  readonly faults: Faults
}
