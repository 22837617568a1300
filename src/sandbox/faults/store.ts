import { join } from 'node:path'
import { faultNotFound } from '../../errors/catalog/faults.ts'
import type { Random } from '../../sdk/http.ts'
import { newId } from '../identifiers.ts'
import type { Platform } from '../platform.ts'
import type { CallEffect, Effect, EventEffect } from './effect.ts'
import { faultRecord, stateOf, type Fault, type FaultRecord } from './fault.ts'
import { openFaultLog } from './fault-log.ts'
import { knowsCode } from './make-fault.ts'

/** A fault that strikes now. */
export interface Strike<E extends Effect = Effect> {
  /** The fault's id; undefined: the request itself asked for it. */
  readonly id?: string
  readonly effect: E
  readonly when: 'before' | 'after'
}

/** The faults that are set. Kept in the state folder, tallies included, so that `count` and `after` survive a restart. */
export interface Faults {
  readonly add: (fault: Omit<Fault, 'id'>) => Fault
  readonly list: (now: number) => readonly FaultRecord[]
  /** Throws `fault-not-found`. */
  readonly remove: (id: string) => void
  /** Those of one connector, or all. How many there were. */
  readonly clear: (connector?: string) => number
  /** Counts the call, and says what strikes it. */
  readonly onCall: (platform: Platform, operation: string) => readonly Strike<CallEffect>[]
  /** `kinds`: what the moment is about, the event as a whole or one attempt. */
  readonly onEvent: (
    platform: Platform,
    event: string,
    kinds: ReadonlySet<EventEffect['kind']>,
  ) => readonly Strike<EventEffect>[]
  /** Set off when the sandbox ends: nobody waits any longer. */
  readonly ended: AbortSignal
  readonly close: () => void
  readonly damaged: number
}

export const faultsFile = (folder: string): string => join(folder, 'faults.jsonl')

/** `file` undefined: in memory only. */
export function openFaults(file: string | undefined, random: Random): Faults {
  const log = openFaultLog(file)
  const { all, add } = log
  const leave = new AbortController()

  /** Draws last, so that a fault that does not fit leaves the random numbers of others alone. */
  const strikes = (id: string, platform: Platform): boolean => {
    const known = all.get(id)
    if (!known || stateOf(known.fault, known.tally, platform.clock.now()) !== 'active') return false
    const seen = known.tally.seen + 1
    const { after = 0, probability } = known.fault
    const hit = seen > after && (probability === undefined || chance(platform.random) < probability)
    add({ tally: [id, seen, known.tally.hits + (hit ? 1 : 0)] })
    return hit
  }
  const matching = (on: Fault['on'], platform: Platform, name: string, only: (effect: Effect) => boolean): Strike[] =>
    [...all.values()]
      .filter(({ fault, fits }) => fault.on === on && only(fault.effect) && fits(name))
      .filter(({ fault }) => fault.connector === undefined || fault.connector === platform.connector.id)
      .filter(({ fault }) => fault.effect.kind !== 'error' || knowsCode(platform.connector, fault.effect.code))
      .filter(({ fault }) => strikes(fault.id, platform))
      .map(({ fault }) => ({ id: fault.id, effect: fault.effect, when: fault.when ?? 'before' }))

  return {
    damaged: log.damaged,
    add: (wish) => {
      const fault = { id: newId('flt', random), ...wish }
      add({ fault })
      return fault
    },
    list: (now) => [...all.values()].map(({ fault, tally }) => faultRecord(fault, tally, now)),
    remove: (id) => {
      if (!all.has(id)) throw faultNotFound({ id, known: [...all.keys()] })
      add({ remove: id })
    },
    clear: (connector) => {
      const gone = [...all.values()].filter(({ fault }) => connector === undefined || fault.connector === connector)
      log.drop(gone.map(({ fault }) => fault.id))
      return gone.length
    },
    onCall: (platform, operation) =>
      all.size === 0 ? [] : (matching('call', platform, operation, () => true) as Strike<CallEffect>[]),
    onEvent: (platform, event, kinds) =>
      all.size === 0
        ? []
        : (matching('event', platform, event, ({ kind }) =>
            kinds.has(kind as EventEffect['kind']),
          ) as Strike<EventEffect>[]),
    ended: leave.signal,
    close: () => {
      leave.abort()
      log.close()
    },
  }
}

/** Evenly from 0 up to, but not including, 1. */
export function chance(random: Random): number {
  return Buffer.from(random.bytes(4)).readUInt32BE() / 2 ** 32
}
