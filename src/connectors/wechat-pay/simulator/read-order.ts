import type { Json, JsonObject, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { parseTime } from '../beijing-time.ts'
import { failure } from './answers.ts'
import { fingerprint, numberOf, objectOf, textOf } from './bodies.ts'
import { openidOf } from './identifiers.ts'
import { ORDER_LIFE_MS, type Order, type TradeType } from './order.ts'

export type Result<T> = { readonly value: T } | { readonly refused: SimulatedAnswer }

const MINUTE_MS = 60_000
/** Native page 7 days, the other pages 15; they contradict the default life of 7 days (UNCONFIRMED). */
const LONGEST_MS = { NATIVE: ORDER_LIFE_MS, others: 15 * 24 * 3600_000 }
const DETAIL_BYTES = 6144

/** What an order says, checked beyond the schema; identities of direct merchant and partner alike. */
export function readOrder(call: SimulatedCall, tradeType: TradeType): Result<Order> {
  const body = objectOf(call.body)
  const partner = textOf(body, 'sp_mchid') !== undefined
  const appid = textOf(body, partner ? 'sp_appid' : 'appid') ?? ''
  const wrong = faultOf(call, body, appid)
  if (wrong) return { refused: wrong }
  const amount = objectOf(body['amount'])
  const owner = call.credential['mchid'] ?? ''
  const scene = objectOf(body['scene_info'])
  const until = textOf(body, 'time_expire')
  const order: Order = {
    owner,
    out_trade_no: textOf(body, 'out_trade_no') ?? '',
    appid,
    mchid: (partner ? textOf(body, 'sub_mchid') : textOf(body, 'mchid')) ?? owner,
    ...(partner ? { partner: partnerOf(body, appid) } : {}),
    trade_type: tradeType,
    fingerprint: `${call.operation.id} ${fingerprint(call.body)}`,
    description: textOf(body, 'description') ?? '',
    total: numberOf(amount, 'total') ?? 0,
    currency: textOf(amount, 'currency') ?? 'CNY',
    ...optional('attach', textOf(body, 'attach')),
    ...optional('notify_url', textOf(body, 'notify_url')),
    ...optional('device_id', textOf(scene, 'device_id')),
    payer: payerOf(body, appid),
    created: call.clock.now(),
    ...optional('expires', until === undefined ? undefined : expiry(call, until, tradeType)),
    state: 'NOTPAY',
    ...optional('profit_sharing', objectOf(body['settle_info'])['profit_sharing'] === true ? true : undefined),
    refunded: 0,
    refunds: 0,
    key_id: keyIdOf(call),
  }
  return { value: order }
}

function faultOf(call: SimulatedCall, body: JsonObject, appid: string): SimulatedAnswer | undefined {
  if (appid !== call.credential['appid'])
    return failure(call.request, 'APPID_MCHID_NOT_MATCH', 'the appid is not bound to this merchant [DOC 4012791856]')
  if (body['detail'] !== undefined && Buffer.byteLength(JSON.stringify(body['detail'])) > DETAIL_BYTES)
    return fieldFault(call, '/detail', 'at most 6144 bytes', 'detail: at most 6144 bytes [DOC 4012791856]')
  const until = textOf(body, 'time_expire')
  if (until !== undefined && parseTime(until) === undefined)
    return fieldFault(call, '/time_expire', 'not RFC 3339', 'time_expire is RFC 3339 [DOC 4012791856]')
  return undefined
}

export function fieldFault(call: SimulatedCall, field: string, issue: string, rule: string): SimulatedAnswer {
  return failure(call.request, 'PARAM_ERROR', rule, { detail: { field, issue, location: 'body' } })
}

/** The platform key by which the caller verifies: the one that it named, else the certificate [DOC 4013038816]. */
export function keyIdOf({ request }: Pick<SimulatedCall, 'request'>): string {
  const serial = request.headers['wechatpay-serial']
  return serial?.startsWith('PUB_KEY_ID_') ? serial : 'certificate'
}

function partnerOf(body: JsonObject, appid: string): NonNullable<Order['partner']> {
  const subAppid = textOf(body, 'sub_appid')
  return {
    sp_appid: appid,
    sub_mchid: textOf(body, 'sub_mchid') ?? '',
    ...(subAppid === undefined ? {} : { sub_appid: subAppid }),
  }
}

/** Who pays: named for JSAPI, otherwise the buyer of the sandbox. */
function payerOf(body: JsonObject, appid: string): JsonObject {
  const { openid, sp_openid: sp, sub_openid: sub } = objectOf(body['payer'])
  const given = Object.entries({ openid, sp_openid: sp, sub_openid: sub }).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  if (given.length > 0) return Object.fromEntries(given)
  return textOf(body, 'sp_mchid') === undefined ? { openid: openidOf(appid) } : { sp_openid: openidOf(appid) }
}

/** Less than a minute ahead is moved to one minute, beyond the limit back to it [DOC 4012791856]. */
export function expiry({ clock }: Pick<SimulatedCall, 'clock'>, text: string, tradeType: TradeType): number {
  const now = clock.now()
  const longest = tradeType === 'NATIVE' ? LONGEST_MS.NATIVE : LONGEST_MS.others
  return Math.min(Math.max(parseTime(text) ?? now, now + MINUTE_MS), now + longest)
}

export function optional<K extends string, V extends Json>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [key in K]?: V }
}
