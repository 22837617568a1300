import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { beijingDay, parseBeijing } from '../../beijing-time.ts'
import { success } from '../answers.ts'
import { businessFailure } from '../business-failure.ts'
import { findTrade } from '../lifecycle.ts'
import { bodyOf, textOf } from '../refused.ts'

type SyncedOrder = { readonly record_id: string; readonly order_id: string; readonly body: JsonObject }

const TEXTS: Readonly<Record<string, string>> = {
  OUT_BIZ_NO_IS_NULL: '外部订单号为空',
  BUYER_ID_IS_NULL: '买家标识为空',
  ITEM_INFO_NOT_COMPLETE: '商品信息不完整',
  MERCHANT_ORDER_STATUS_ILLEGAL: '订单状态不合法',
  TINY_APP_ID_NULL: '小程序 APPID 为空',
  TRADE_NOT_EXIST: '交易不存在',
  DATA_INCONSISTENT: '数据不一致',
  DUPLICATE_REQUEST: '重复的请求',
}

/**
 * alipay.merchant.order.sync: one out_biz_no for each order, used again for every update. A later order_modified_time
 * wins; the same one may be taken as a duplicate [PHP3].
 */
export const syncOrder: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const number = textOf(body, 'out_biz_no')
  if (number === undefined) return refuse('OUT_BIZ_NO_IS_NULL')
  const key = `${call.credential['app_id'] ?? ''}/${number}`
  const earlier = call.state.get('synced-orders', key) as SyncedOrder | undefined
  const problem = problemOf(call, body, earlier)
  if (problem) return problem
  const order: SyncedOrder = {
    record_id: earlier?.record_id ?? newRecordId(call),
    order_id: earlier?.order_id ?? newRecordId(call),
    body: { ...earlier?.body, ...body },
  }
  call.state.put('synced-orders', key, order)
  return success(
    {
      record_id: order.record_id,
      order_id: order.order_id,
      order_status: statusOf(order.body) ?? '',
      distribute_result: [],
      sync_suggestions: [],
    },
    'order sync [PHP3]',
  )
}

function problemOf(
  call: SimulatedCall,
  body: JsonObject,
  earlier: SyncedOrder | undefined,
): SimulatedAnswer | undefined {
  const buyer = ['buyer_id', 'buyer_open_id'].some((name) => textOf(body, name)) || body['buyer_info'] !== undefined
  if (!buyer && !earlier) return refuse('BUYER_ID_IS_NULL')
  const items = Array.isArray(body['item_order_list']) ? body['item_order_list'].map((one) => bodyOf(one)) : []
  if (items.some((item) => textOf(item, 'item_name') === undefined)) return refuse('ITEM_INFO_NOT_COMPLETE')
  // Which statuses exist depends on the template of the trade: any but an empty one is taken (UNCONFIRMED).
  if (extOf(body, 'merchant_order_status') === '') return refuse('MERCHANT_ORDER_STATUS_ILLEGAL')
  if (extOf(body, 'tiny_app_id') === '') return refuse('TINY_APP_ID_NULL')
  const tradeNo = textOf(body, 'trade_no')
  if (tradeNo !== undefined && !findTrade(call, { trade_no: tradeNo })) return refuse('TRADE_NOT_EXIST')
  if (!earlier) return undefined
  // That these two cases give these two codes is taken from their names (UNCONFIRMED) [PHP3].
  if (differs(earlier.body, body, 'buyer_id')) return refuse('DATA_INCONSISTENT')
  const before = timeOf(earlier.body)
  const now = timeOf(body)
  return before !== undefined && now !== undefined && now <= before ? refuse('DUPLICATE_REQUEST') : undefined
}

function refuse(code: string): SimulatedAnswer {
  return businessFailure(code, TEXTS[code] ?? code, `order sync: ${code} [PHP3]`)
}

function statusOf(body: JsonObject): string | undefined {
  return extOf(body, 'merchant_order_status')
}

/** `ext_info` is a list of keys and values. */
function extOf(body: JsonObject, key: string): string | undefined {
  const list = Array.isArray(body['ext_info']) ? body['ext_info'].map((one) => bodyOf(one)) : []
  const found = list.find((one) => one['ext_key'] === key)
  return found && (textOf(found, 'ext_value') ?? '')
}

function differs(before: JsonObject, now: JsonObject, name: string): boolean {
  return before[name] !== undefined && now[name] !== undefined && before[name] !== now[name]
}

function timeOf(body: JsonObject): number | undefined {
  return parseBeijing(textOf(body, 'order_modified_time') ?? '')
}

/** Up to 34 characters; the shape is UNCONFIRMED. */
function newRecordId(call: SimulatedCall): string {
  return `${beijingDay(call.clock.now())}${[...call.random.bytes(20)].map((byte) => byte % 10).join('')}`
}
