import type { Json, JsonObject } from '../sdk/http.ts'

/** A known world, as it is written down: where the clock stands, what is stored, what happens then. */
export interface Seed {
  readonly version: 1
  /** A time such as `2026-12-24T18:00:00+08:00`, or that and whether it stands. */
  readonly clock?: string | { readonly at: string; readonly frozen?: boolean }
  /** Connector → collection → id → value, as the connector's simulator stores it. */
  readonly state?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Json>>>>>>
  readonly steps?: readonly SeedStep[]
}

/** Exactly one of `operation`, `action` and `advance`. */
export interface SeedStep {
  /** By which later steps refer to it: `${name.path}`. */
  readonly name?: string
  /** An ordinary signed call: `alipay.trade.precreate`. */
  readonly operation?: string
  /** What a person does: `alipay.buyer.pay`. */
  readonly action?: string
  /** Time that passes: `25h`. */
  readonly advance?: string
  /** Where several connectors have an operation of that name. */
  readonly connector?: string
  readonly params?: JsonObject
}
