import type { Credential } from '../sdk/auth.ts'
import type { Connector } from '../sdk/connector.ts'
import type { Clock, Random } from '../sdk/http.ts'
import type { HttpClient } from '../system/http.ts'
import type { Timers } from './alarms.ts'
import type { LogRecord } from './log.ts'

export interface SandboxOptions {
  readonly connectors: readonly Connector[]
  /** Absent: nothing is written anywhere, and other processes do not find this sandbox. */
  readonly stateFolder?: string
  /** Keep nothing; the folder then only says where the sandbox runs. */
  readonly memory?: boolean
  /** Control port; connectors follow. 0: any. Absent: those of the last time, else 4920 and on; free ones where taken. */
  readonly port?: number
  /** The partners that a connector's platform knows: its local profiles. */
  readonly credentials: (connectorId: string) => readonly Credential[]
  readonly version: string
  /** Deliver to other machines too. */
  readonly allowRemote?: boolean
  /** A short-lived sandbox of one command: not announced in sandbox.json, and earlier retries are left alone. */
  readonly attached?: boolean
  /** The same seed and the same calls give the same ids, times and signed events. The clock stands until it is moved. */
  readonly seed?: string
  /** Where the clock begins, in milliseconds since the epoch. Default: real time; with a seed 2026-01-01 in UTC. */
  readonly at?: number
  /** How long to wait for another process to leave the folder, in milliseconds. Default 5000. */
  readonly lockWaitMs?: number
}

export interface SandboxPorts {
  readonly clock: Clock
  readonly random: Random
  readonly http: HttpClient
  readonly onRecord?: (record: LogRecord) => void
  readonly timers?: Timers
}
