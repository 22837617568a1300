import { effectWords, type Effect } from './effect.ts'

/** A failure that the sandbox injects on purpose, and when. Times are ISO 8601 on the sandbox's clock. */
export interface Fault {
  readonly id: string
  readonly at: string
  readonly effect: Effect
  /** What it strikes: `bad-signature` can be either. */
  readonly on: 'call' | 'event'
  readonly connector?: string
  /** Pattern of operation ids or event ids; a star stands for any characters. */
  readonly operation?: string
  readonly event?: string
  /** 0 to 1; absent: always. */
  readonly probability?: number
  /** Strikes so often, then never again. */
  readonly count?: number
  /** Lets so many pass first. */
  readonly after?: number
  readonly from?: string
  readonly until?: string
  /** Of a call: `after` the work was done, so that only the answer is lost. */
  readonly when?: 'before' | 'after'
}

export interface Tally {
  /** Calls or deliveries that fitted its conditions. */
  readonly seen: number
  readonly hits: number
}

export interface FaultRecord extends Fault, Tally {
  /** As it was given: `latency=2000`. */
  readonly fault: string
  readonly state: 'active' | 'used-up' | 'waiting' | 'over'
}

export function faultRecord(fault: Fault, tally: Tally, now: number): FaultRecord {
  return { ...fault, fault: effectWords(fault.effect), ...tally, state: stateOf(fault, tally, now) }
}

export function stateOf(fault: Fault, { hits }: Tally, now: number): FaultRecord['state'] {
  if (fault.count !== undefined && hits >= fault.count) return 'used-up'
  if (fault.until !== undefined && now >= Date.parse(fault.until)) return 'over'
  if (fault.from !== undefined && now < Date.parse(fault.from)) return 'waiting'
  return 'active'
}
