import type { Acted } from '../sandbox/client.ts'
import type { FaultRecord } from '../sandbox/faults/fault.ts'
import type { FaultWish } from '../sandbox/faults/make-fault.ts'
import type { Snapshot } from '../sandbox/snapshot.ts'
import type { ClockReading, Travelled } from '../sandbox/travel.ts'
import type { Planted } from '../seed/apply.ts'
import type { Seed } from '../seed/seed.ts'

export interface TestSandboxOptions {
  /** Ids of the connectors to serve. Default: those of the project's integration.json. */
  readonly connectors?: readonly string[]
  /** Folder in which, or above which, integration.json is. Default: the current one. */
  readonly cwd?: string
  /**
   * The same seed, credentials, ports and calls give the same events byte for byte; the clock stands until it is moved.
   * Keys cannot come from a seed: give `credentials` for signatures that repeat.
   */
  readonly seed?: string | number
  /** Where the clock begins: a Date, or a text such as `2026-12-24T18:00:00+08:00`. With a seed: 2026-01-01 in UTC. */
  readonly at?: Date | string
  /** Connector id → its local credential. Default: one made for this sandbox. */
  readonly credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface TestFault extends FaultRecord {
  /** What it has struck by now. */
  now(): Promise<FaultRecord>
  remove(): Promise<void>
}

/** The sandbox's clock. Orders, expiry, retries and records go by it; signatures with a time window do not. */
export interface TestClock {
  now(): Promise<Date>
  read(): Promise<ClockReading>
  /** Forward by `25h`, `30d`, `1d12h`, …; what is due on the way has been delivered when it resolves. */
  advance(by: string): Promise<Travelled>
  /** To a time; back only while nothing is stored. */
  set(to: Date | string): Promise<Travelled>
  freeze(): Promise<ClockReading>
  resume(): Promise<ClockReading>
  /** To real time. */
  reset(): Promise<Travelled>
}

/** The platforms, for one test: in memory, on free ports of 127.0.0.1, with credentials of its own. */
export interface TestSandbox {
  /** Address of a platform; no slash at the end. */
  url(connector: string): string
  /** The environment variables by which an integration reaches it: address, ids, keys. */
  env(connector: string): Readonly<Record<string, string>>
  /** What a person does, such as `alipay.buyer.pay`. Resolves when the first deliveries of its events have ended. */
  act(action: string, params?: Readonly<Record<string, string>>): Promise<Acted>
  /** What the platforms have sent so far, newest first, with every delivery byte for byte. */
  events(): Promise<Acted['events']>
  /** Sets a fault, such as `{ fault: 'latency=2000', operation: 'alipay.trade.*', count: 2 }`; until removed or reset. */
  fault(wish: FaultWish): Promise<TestFault>
  readonly clock: TestClock
  /** Makes it a known world: an object, or the path of a seed file. `reset: true` empties it first. */
  seed(seed: Seed | string, options?: { readonly reset?: boolean }): Promise<Planted>
  /** Everything that it remembers, as plain data. */
  snapshot(): Promise<Snapshot>
  /** Puts a snapshot in place of everything. */
  restore(snapshot: Snapshot): Promise<void>
  /** Forgets orders, events and whatever else was stored, and puts the clock back. */
  reset(): Promise<void>
  stop(): Promise<void>
}
