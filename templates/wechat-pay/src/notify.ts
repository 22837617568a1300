import type { OrderStore } from './orders.ts'
import { applyRefund, applyTransaction } from './states.ts'
import type { NotificationHeaders, WechatPay } from './wechat-pay.ts'

/** `accepted: false` makes WeChat Pay send the notification again, up to fifteen times within 24 hours. */
export interface NotifyVerdict {
  readonly accepted: boolean
  readonly reason: string
}

export interface NotifyPorts {
  readonly wechatPay: WechatPay
  readonly orders: OrderStore
  readonly mchid: string
  readonly appid: string
  readonly now: () => Date
}

type Fields = Readonly<Record<string, unknown>>

const refuse = (reason: string): NotifyVerdict => ({ accepted: false, reason })

/**
 * One notification. The signature says who sent it, the decryption that it is for us; merchant, app, order and
 * amount say that it is about what we sold. All are needed: a genuine notification of another order must not pay for
 * this one. https://pay.weixin.qq.com/doc/v3/merchant/4012791861
 */
export async function receiveNotification(
  headers: NotificationHeaders,
  body: string,
  ports: NotifyPorts,
): Promise<NotifyVerdict> {
  if (!ports.wechatPay.isFromWechatPay(headers, body)) return refuse('the signature does not verify')
  const opened = open(body, ports.wechatPay)
  if (!opened) return refuse('it cannot be decrypted')
  const { type, fields } = opened
  if (fields['mchid'] !== ports.mchid) return refuse(`it is for the merchant ${String(fields['mchid'])}`)
  if (type === 'TRANSACTION.SUCCESS') return payment(fields, ports)
  if (type.startsWith('REFUND.')) return refund(fields, ports)
  // Nothing that this server waits for; a refusal would only bring it again.
  return { accepted: true, reason: `${type} is not handled here` }
}

async function payment(fields: Fields, { orders, appid, now }: NotifyPorts): Promise<NotifyVerdict> {
  const outTradeNo = String(fields['out_trade_no'])
  const { total, currency = 'CNY' } = (fields['amount'] ?? {}) as Fields
  if (fields['appid'] !== appid) return refuse(`it is for the app ${String(fields['appid'])}`)
  const order = await orders.find(outTradeNo)
  if (!order) return refuse(`there is no order ${outTradeNo}`)
  if (total !== order.total || currency !== 'CNY') return refuse(`order ${outTradeNo} has another amount`)
  const transaction = {
    state: String(fields['trade_state']),
    transactionId: String(fields['transaction_id']),
    successTime: String(fields['success_time']),
  }
  const after = await orders.update(outTradeNo, (current) =>
    applyTransaction(current, transaction, now().toISOString()),
  )
  const news = after?.state === order.state ? 'nothing new' : `now ${after?.state}`
  return { accepted: true, reason: `order ${outTradeNo}: ${transaction.state}, ${news}` }
}

async function refund(fields: Fields, { orders }: NotifyPorts): Promise<NotifyVerdict> {
  const outTradeNo = String(fields['out_trade_no'])
  const refundNo = String(fields['out_refund_no'])
  const { refund: amount } = (fields['amount'] ?? {}) as Fields
  const order = await orders.find(outTradeNo)
  const known = order?.refunds.find((one) => one.refundNo === refundNo)
  if (!known) return refuse(`there is no refund ${refundNo} of order ${outTradeNo}`)
  if (amount !== known.amount) return refuse(`refund ${refundNo} has another amount`)
  const status = String(fields['refund_status'])
  await orders.update(outTradeNo, (current) => applyRefund(current, refundNo, status))
  return { accepted: true, reason: `refund ${refundNo}: ${status}` }
}

function open(body: string, wechatPay: WechatPay): { type: string; fields: Fields } | undefined {
  try {
    const { event_type: type, resource } = JSON.parse(body) as { event_type: string; resource: never }
    const fields: unknown = JSON.parse(wechatPay.decrypt(resource))
    return typeof fields === 'object' && fields !== null ? { type: String(type), fields: fields as Fields } : undefined
  } catch {
    return undefined
  }
}
