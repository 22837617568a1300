import type { Json, JsonObject, Simulation } from '../../../../sdk/index.ts'
import { parseBeijing } from '../../beijing-time.ts'
import { parseYuan, type Cents } from '../money.ts'
import { bodyOf, textOf } from '../refused.ts'

/** A merchant's coupon activity (商家券活动). Times are milliseconds since the epoch, amounts are cents. */
export type Activity = {
  readonly activity_id: string
  readonly app_id: string
  /** What create was given, changed by modify; query answers it back. */
  readonly given: JsonObject
  /** Creation is asynchronous: until then the activity is being made [OPEN ordervoucher.create]. */
  readonly created: number
  readonly ready: number
  readonly quantity: number
  readonly deposited: number
  readonly sent: number
  readonly used: number
  readonly stopped?: number
}

/** How long the platform takes to create an activity: no source says (UNCONFIRMED). */
export const CREATION_MS = 1000

export type Rules = {
  readonly codeMode: string
  readonly perUser: number
  readonly maxUses: number
  readonly floor: Cents
  readonly publishStart: number
  readonly publishEnd: number
  /** When a coupon received at `received` may be used. */
  readonly useFrom: (received: number) => number
  readonly useUntil: (received: number) => number
}

const DAY = 24 * 60 * 60 * 1000

/** Reads the structure of today's page, and the older flat form [OPEN ordervoucher.create, PHP3]. */
export function rulesOf(given: JsonObject): Rules {
  const base = part(given, 'activity_base_info')
  const send = part(part(given, 'voucher_send_mode_info'), 'voucher_send_rule_info')
  const flatSend = part(given, 'voucher_send_rule')
  const use = part(given, 'voucher_use_rule_info')
  const time = part(use, 'voucher_use_time_info')
  const absolute = part(time, 'absolute_period_info')
  const relative = part(time, 'relative_period_info')
  const fixed = part(part(given, 'voucher_deduct_info'), 'fix_voucher_info')
  const start = timeOf(absolute, 'valid_begin_time')
  const end = timeOf(absolute, 'valid_end_time')
  const wait = numberOf(relative, 'wait_days_after_receive') ?? 0
  const days = numberOf(relative, 'valid_days_after_receive')
  return {
    codeMode: textOf(base, 'code_mode') ?? textOf(given, 'code_mode') ?? 'MERCHANT_API',
    perUser: numberOf(send, 'quantity_limit_per_user') ?? numberOf(flatSend, 'quantity_limit_per_user') ?? Infinity,
    maxUses: numberOf(use, 'voucher_max_use_times') ?? 1,
    floor: parseYuan(fixed['floor_amount']) ?? 0,
    publishStart: timeOf(send, 'publish_start_time') ?? timeOf(given, 'publish_start_time') ?? 0,
    publishEnd: timeOf(send, 'publish_end_time') ?? timeOf(given, 'publish_end_time') ?? Infinity,
    useFrom: (received) => start ?? received + wait * DAY,
    useUntil: (received) => end ?? (days === undefined ? Infinity : received + (wait + days) * DAY),
  }
}

export function quantityOf(given: JsonObject): number {
  const send = part(part(given, 'voucher_send_mode_info'), 'voucher_send_rule_info')
  return numberOf(send, 'quantity') ?? numberOf(part(given, 'voucher_send_rule'), 'quantity') ?? 0
}

/** The caller's activity; those of other apps do not exist for it. */
export function findActivity(simulation: Simulation, id: Json | undefined): Activity | undefined {
  const found = simulation.state.get('voucher-activities', typeof id === 'string' ? id : '') as Activity | undefined
  return found?.app_id === (simulation.credential['app_id'] ?? '') ? found : undefined
}

export function saveActivity({ state }: Pick<Simulation, 'state'>, activity: Activity): Activity {
  state.put('voucher-activities', activity.activity_id, activity)
  return activity
}

function part(body: JsonObject, name: string): JsonObject {
  return bodyOf(body[name] ?? null)
}

function numberOf(body: JsonObject, name: string): number | undefined {
  const value = Number(body[name] ?? NaN)
  return Number.isFinite(value) ? value : undefined
}

function timeOf(body: JsonObject, name: string): number | undefined {
  const value = body[name]
  return typeof value === 'string' ? parseBeijing(value) : undefined
}
