import { existsSync } from 'node:fs'
import { memoryLog, openLog } from '../../delivery/append-log.ts'
import { patternTest } from '../../text/pattern.ts'
import type { Fault, Tally } from './fault.ts'
import { KINDS } from './kinds.ts'

type Line =
  | { readonly fault: Fault }
  | { readonly tally: readonly [id: string, seen: number, hits: number] }
  | { readonly remove: string }

function isLine(value: unknown): value is Line {
  const { fault, tally, remove } = (value ?? {}) as { fault?: unknown; tally?: unknown; remove?: unknown }
  if (Array.isArray(tally)) return typeof tally[0] === 'string' && tally.slice(1).every(Number.isInteger)
  return fault === undefined ? typeof remove === 'string' : isFault(fault)
}

function isFault(value: unknown): value is Fault {
  const { id, on, effect, operation = '', event = '' } = (value ?? {}) as Partial<Fault>
  const isKnown = KINDS.some(({ kind }) => kind === effect?.kind) && (on === 'call' || on === 'event')
  return isKnown && [id, operation, event].every((one) => typeof one === 'string')
}

export interface KnownFault {
  readonly fault: Fault
  readonly tally: Tally
  /** Whether an operation or event is meant. */
  readonly fits: (name: string) => boolean
}

/** What is set, tallies included, as a log of changes that is rewritten when it has grown stale. */
export interface FaultLog {
  readonly all: ReadonlyMap<string, KnownFault>
  readonly add: (line: Line) => void
  /** Forgets several at once. */
  readonly drop: (ids: readonly string[]) => void
  readonly close: () => void
  /** Lines that could not be read. */
  readonly damaged: number
}

const REWRITE_AFTER = 1000

/** `file` undefined: in memory only. */
export function openFaultLog(file: string | undefined): FaultLog {
  const opened = file !== undefined && existsSync(file) ? openLog<Line>(file, isLine) : memoryLog<Line>()
  const { entries, damaged } = opened
  let log = opened.log
  /** A sandbox without faults has no file of them. */
  let isLazy = file !== undefined && !existsSync(file)
  const write = (line: Line): void => {
    if (isLazy && file !== undefined) log = openLog<Line>(file, isLine).log
    isLazy = false
    log.append(line)
  }
  const all = new Map<string, KnownFault>()
  let stale = 0

  const take = (line: Line): void => {
    if ('fault' in line) {
      const { fault } = line
      const fits = patternTest((fault.on === 'call' ? fault.operation : fault.event) ?? '*')
      all.set(fault.id, { fault, tally: { seen: 0, hits: 0 }, fits })
    } else if ('tally' in line) {
      const [id, seen, hits] = line.tally
      const known = all.get(id)
      if (known) all.set(id, { ...known, tally: { seen, hits } })
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

  return {
    all,
    damaged,
    add,
    drop: (ids) => {
      for (const id of ids) all.delete(id)
      rewrite()
    },
    close: () => log.close(),
  }
}
