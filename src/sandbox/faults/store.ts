import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { memoryLog, openLog } from '../../delivery/append-log.ts'
import { faultNotFound } from '../../errors/catalog/faults.ts'
import type { Random } from '../../sdk/http.ts'
import { patternTest } from '../../text/pattern.ts'
import { newId } from '../identifiers.ts'
import type { Platform } from '../platform.ts'
import type { CallEffect, Effect, EventEffect } from './effect.ts'
import { faultRecord, stateOf, type Fault, type FaultRecord, type Tally } from './fault.ts'
import { knowsCode } from './make-fault.ts'

type Line =
  | { readonly fault: Fault }
  | { readonly tally: readonly [id: string, seen: number, hits: number] }
  | { readonly remove: string }

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

const REWRITE_AFTER = 1000

export const faultsFile = (folder: string): string => join(folder, 'faults.jsonl')

/** `file` undefined: in memory only. */
export function openFaults(file: string | undefined, random: Random): Faults {
  const opened = file !== undefined && existsSync(file) ? openLog<Line>(file) : memoryLog<Line>()
  const { entries, damaged } = opened
  let log = opened.log
  /** A sandbox without faults has no file of them. */
  let isLazy = file !== undefined && !existsSync(file)
  const write = (line: Line): void => {
    if (isLazy && file !== undefined) log = openLog<Line>(file).log
    isLazy = false
    log.append(line)
  }
  const all = new Map<string, { readonly fault: Fault; tally: Tally; readonly fits: (name: string) => boolean }>()
  const leave = new AbortController()
  let stale = 0

  const take = (line: Line): void => {
    if ('fault' in line) {
      const { fault } = line
      const fits = patternTest((fault.on === 'call' ? fault.operation : fault.event) ?? '*')
      all.set(fault.id, { fault, tally: { seen: 0, hits: 0 }, fits })
    } else if ('tally' in line) {
      const known = all.get(line.tally[0])
      if (known) known.tally = { seen: line.tally[1], hits: line.tally[2] }
      stale += 1
    } else {
      all.delete(line.remove)
      stale += 2
    }
  }
  const rewrite = (): void => {
    log.rewrite(
      [...all.values()].flatMap(({ fault, tally }): Line[] => [
        { fault },
        ...(tally.seen === 0 ? [] : [{ tally: [fault.id, tally.seen, tally.hits] } as const]),
      ]),
    )
    stale = 0
  }
  const add = (line: Line): void => {
    write(line)
    take(line)
    if (stale > REWRITE_AFTER) rewrite()
  }
  for (const line of entries) take(line)
  if (damaged > 0 || stale > 0) rewrite()

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
    damaged,
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
      for (const { fault } of gone) all.delete(fault.id)
      rewrite()
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
