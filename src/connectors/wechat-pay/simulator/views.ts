import type { JsonObject, Simulation } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { filled } from './answers.ts'
import { type Combination, findOrder, type Order, type TradeState } from './order.ts'

const DESCRIPTIONS: Readonly<Record<TradeState, string>> = {
  NOTPAY: '订单未支付',
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  CLOSED: '订单已关闭',
  REVOKED: '订单已撤销',
  USERPAYING: '用户支付中',
  PAYERROR: '支付失败',
}

/** The reply of a query, and the plaintext of a payment notification [DOC 4012791858, 4012791861]. */
export function orderView(order: Order): JsonObject {
  const { partner, paid } = order
  const isPaid = paid !== undefined
  const identity = partner
    ? { sp_appid: partner.sp_appid, sp_mchid: order.owner, sub_appid: partner.sub_appid, sub_mchid: partner.sub_mchid }
    : { appid: order.appid, mchid: order.mchid }
  return filled({
    ...identity,
    out_trade_no: order.out_trade_no,
    transaction_id: order.transaction_id,
    trade_type: isPaid ? order.trade_type : undefined,
    trade_state: order.state,
    trade_state_desc: DESCRIPTIONS[order.state],
    bank_type: order.bank_type,
    attach: order.attach,
    success_time: isPaid ? formatTime(paid) : undefined,
    payer: isPaid ? order.payer : undefined,
    // Unpaid: total and currency only (UNCONFIRMED).
    amount: isPaid
      ? { total: order.total, payer_total: order.total, currency: order.currency, payer_currency: order.currency }
      : { total: order.total, currency: order.currency },
    scene_info: order.device_id === undefined ? undefined : { device_id: order.device_id },
    promotion_detail: isPaid ? [] : undefined,
  })
}

/** The reply of a combined query [OAPI]. */
export function combinationView(simulation: Pick<Simulation, 'state' | 'clock'>, one: Combination): JsonObject {
  const orders = one.numbers.flatMap((number) => findOrder(simulation, one.owner, number) ?? [])
  return filled({
    combine_appid: one.combine_appid,
    combine_mchid: one.owner,
    combine_out_trade_no: one.combine_out_trade_no,
    combine_transaction_id: one.transaction_id,
    scene_info: one.scene?.['device_id'] === undefined ? undefined : { device_id: one.scene['device_id'] },
    sub_orders: orders.map((order) => subOrderView(order)),
    combine_payer_info: one.transaction_id === undefined ? undefined : one.payer,
  })
}

function subOrderView(order: Order): JsonObject {
  const isPaid = order.paid !== undefined
  return filled({
    mchid: order.mchid,
    sub_mchid: order.partner?.sub_mchid,
    trade_type: isPaid ? order.trade_type : undefined,
    trade_state: order.state,
    bank_type: order.bank_type,
    attach: order.attach,
    success_time: order.paid === undefined ? undefined : formatTime(order.paid),
    transaction_id: order.transaction_id,
    out_trade_no: order.out_trade_no,
    amount: filled({
      total_amount: order.total,
      currency: order.currency,
      payer_amount: isPaid ? order.total : undefined,
      payer_currency: isPaid ? order.currency : undefined,
    }),
  })
}
