import type { JsonObject, SimulatedCall } from '../../../sdk/index.ts'
import { numberOf, objectOf, textOf } from './bodies.ts'
import { openidOf } from './identifiers.ts'
import type { Combination, Order, TradeType } from './order.ts'
import { expiry, keyIdOf, optional } from './read-order.ts'

/** One of the orders that are paid together [OAPI]. */
export function subOrder(
  call: SimulatedCall,
  body: JsonObject,
  sub: JsonObject,
  tradeType: TradeType,
  print: string,
  combine: string,
): Order {
  const amount = objectOf(sub['amount'])
  const subMchid = textOf(sub, 'sub_mchid')
  const until = textOf(body, 'time_expire')
  return {
    owner: call.credential['mchid'] ?? '',
    out_trade_no: textOf(sub, 'out_trade_no') ?? '',
    appid: textOf(body, 'combine_appid') ?? '',
    mchid: textOf(sub, 'mchid') ?? '',
    ...(subMchid === undefined
      ? {}
      : { partner: { sp_appid: textOf(body, 'combine_appid') ?? '', sub_mchid: subMchid } }),
    combine,
    trade_type: tradeType,
    fingerprint: print,
    description: textOf(sub, 'description') ?? '',
    total: numberOf(amount, 'total_amount') ?? 0,
    currency: textOf(amount, 'currency') ?? 'CNY',
    ...optional('attach', textOf(sub, 'attach')),
    payer: payerOf(body),
    created: call.clock.now(),
    ...optional('expires', until === undefined ? undefined : expiry(call, until, tradeType)),
    state: 'NOTPAY',
    ...optional('profit_sharing', objectOf(sub['settle_info'])['profit_sharing'] === true ? true : undefined),
    refunded: 0,
    refunds: 0,
    key_id: keyIdOf(call),
  }
}

/** What holds them together [OAPI]. */
export function combinationOf(
  call: SimulatedCall,
  body: JsonObject,
  orders: readonly Order[],
  tradeType: TradeType,
  print: string,
): Omit<Combination, 'ticket'> {
  return {
    owner: call.credential['mchid'] ?? '',
    combine_out_trade_no: textOf(body, 'combine_out_trade_no') ?? '',
    combine_appid: textOf(body, 'combine_appid') ?? '',
    trade_type: tradeType,
    fingerprint: print,
    numbers: orders.map((order) => order.out_trade_no),
    payer: payerOf(body),
    ...optional('scene', body['scene_info'] === undefined ? undefined : objectOf(body['scene_info'])),
    ...optional('notify_url', textOf(body, 'notify_url')),
    ...optional('expires', orders[0]?.expires),
    key_id: keyIdOf(call),
  }
}

function payerOf(body: JsonObject): JsonObject {
  const openid = textOf(objectOf(body['combine_payer_info']), 'openid')
  return { openid: openid ?? openidOf(textOf(body, 'combine_appid') ?? '') }
}
