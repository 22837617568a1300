import { faultBroken, faultCodeUnknown, faultMatchesNothing, faultMisplaced } from '../../errors/catalog/faults.ts'
import { connectorNotServed } from '../../errors/catalog/sandbox.ts'
import { invalidValue } from '../../errors/catalog/usage.ts'
import type { Connector } from '../../sdk/connector.ts'
import { parseDuration } from '../../text/duration.ts'
import { nearest } from '../../text/nearest.ts'
import { patternTest } from '../../text/pattern.ts'
import { isCallEffect, isEventEffect, type Effect } from './effect.ts'
import type { Fault } from './fault.ts'
import { parseEffect } from './parse-effect.ts'

/** A fault as a person asks for it; `from`, `until` are times or durations from now. */
export interface FaultWish extends Pick<
  Fault,
  'connector' | 'operation' | 'event' | 'probability' | 'count' | 'after'
> {
  /** `latency=2000` */
  readonly fault: string
  readonly from?: string
  readonly until?: string
  readonly for?: string
  readonly when?: string
}

type Served = readonly Pick<Connector, 'id' | 'operations' | 'events' | 'explanation' | 'explanations'>[]

/** Throws when a condition cannot be read, or when the fault could never strike. */
export function makeFault(wish: FaultWish, served: Served, now: number): Omit<Fault, 'id'> {
  const effect = parseEffect(wish.fault)
  const on = placeOf(effect, wish)
  if (wish.connector !== undefined && !served.some(({ id }) => id === wish.connector))
    throw connectorNotServed({ connector: wish.connector, served: served.map(({ id }) => id) })
  const meant = served.filter(({ id }) => wish.connector === undefined || wish.connector === id)
  if (wish.operation !== undefined) assertMatches('operation', wish.operation, meant)
  if (wish.event !== undefined) assertMatches('event', wish.event, meant)
  if (effect.kind === 'error') assertCode(effect.code, meant)
  const when = whenOf(wish.when)
  const window = windowOf(wish, now)
  return {
    at: new Date(now).toISOString(),
    effect,
    on,
    ...(wish.connector === undefined ? {} : { connector: wish.connector }),
    ...(wish.operation === undefined ? {} : { operation: wish.operation }),
    ...(wish.event === undefined ? {} : { event: wish.event }),
    ...(wish.probability === undefined ? {} : { probability: between('--probability', wish.probability, 0, 1) }),
    ...(wish.count === undefined ? {} : { count: whole('--count', wish.count, 1) }),
    ...(wish.after === undefined ? {} : { after: whole('--after', wish.after, 0) }),
    ...window,
    ...(when === undefined ? {} : { when }),
  }
}

/** Whether a platform can word this code; one without a catalogue takes any. */
export function knowsCode(connector: Pick<Connector, 'explanation' | 'explanations'>, code: string): boolean {
  return connector.explanation(code) !== undefined || connector.explanations().length === 0
}

function placeOf(effect: Effect, { operation, event, when }: FaultWish): Fault['on'] {
  const { kind } = effect
  const on = !isCallEffect(effect) || (isEventEffect(effect) && event !== undefined) ? 'event' : 'call'
  if (on === 'call' && event !== undefined) throw faultMisplaced({ kind, on, flag: '--event' })
  if (on === 'event' && operation !== undefined) throw faultMisplaced({ kind, on, flag: '--operation' })
  if (on === 'event' && when !== undefined) throw faultMisplaced({ kind, on, flag: '--when' })
  return on
}

function assertMatches(what: 'operation' | 'event', pattern: string, connectors: Served): void {
  const known = connectors.flatMap((one) =>
    (what === 'operation' ? one.operations() : one.events()).map(({ id }) => id),
  )
  if (known.some(patternTest(pattern))) return
  throw faultMatchesNothing({ flag: `--${what}`, pattern, what, nearest: nearest(pattern, known) })
}

function assertCode(code: string, connectors: Served): void {
  if (connectors.some((one) => knowsCode(one, code))) return
  const known = connectors.flatMap((one) => one.explanations().map((explanation) => explanation.code))
  throw faultCodeUnknown({ code, connectors: connectors.map(({ id }) => id), nearest: nearest(code, known) })
}

function whenOf(given: string | undefined): Fault['when'] {
  if (given === undefined || given === 'before' || given === 'after') return given
  throw invalidValue({ name: '--when', value: given, expected: { en: 'before or after', zh: ' before 或 after' } })
}

function windowOf(wish: FaultWish, now: number): Pick<Fault, 'from' | 'until'> {
  const from = wish.from === undefined ? undefined : timeOf('--from', wish.from, now)
  if (wish.for !== undefined && wish.until !== undefined)
    throw faultBroken({
      given: wish.fault,
      expected: { en: '--for and --until both say when it ends', zh: '--for 与 --until 都在说明何时结束，只能给一个' },
      example: 'latency=2000 --for 10m',
    })
  const length = wish.for === undefined ? undefined : parseDuration(wish.for)
  if (wish.for !== undefined && (length === undefined || length <= 0)) throw notATime('--for', wish.for)
  const until =
    length === undefined
      ? wish.until === undefined
        ? undefined
        : timeOf('--until', wish.until, now)
      : (from ?? now) + length
  return {
    ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  }
}

/** `10m` from now, or a time. */
function timeOf(flag: string, given: string, now: number): number {
  const ahead = parseDuration(given)
  const time = ahead === undefined ? (/^\d{4}-\d\d-\d\d/.test(given) ? Date.parse(given) : NaN) : now + ahead
  if (!Number.isFinite(time) || Math.abs(time) > 8e15) throw notATime(flag, given)
  return time
}

function notATime(flag: string, value: string): Error {
  const expected = {
    en: 'a time such as 2026-07-01T12:00:00Z or a duration such as 10m',
    zh: '时间（如 2026-07-01T12:00:00Z）或时长（如 10m）',
  }
  return invalidValue({ name: flag, value, expected })
}

function between(flag: string, value: number, low: number, high: number): number {
  if (typeof value === 'number' && value >= low && value <= high) return value
  throw invalidValue({
    name: flag,
    value: String(value),
    expected: { en: `a number from ${low} to ${high}`, zh: ` ${low} 到 ${high} 之间的数字` },
  })
}

function whole(flag: string, value: number, low: number): number {
  if (Number.isSafeInteger(value) && value >= low) return value
  throw invalidValue({
    name: flag,
    value: String(value),
    expected: { en: `a whole number from ${low}`, zh: `不小于 ${low} 的整数` },
  })
}
