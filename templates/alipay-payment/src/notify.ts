import type { Alipay } from './alipay.ts'
import { toCents } from './money.ts'
import type { OrderStore } from './orders.ts'
import { applyStatus } from './trade-status.ts'

/** `accepted: false` makes Alipay send the notification again, up to eight times within 25 hours. */
export interface NotifyVerdict {
  readonly accepted: boolean
  readonly reason: string
}

const refuse = (reason: string): NotifyVerdict => ({ accepted: false, reason })

/**
 * One payment notification. The signature says who sent it; app id, order and amount say that it is about what
 * we sold. All four are needed: a signed notification of another order must not pay for this one.
 * https://opendocs.alipay.com/open/194/103296
 */
export async function receiveNotification(
  body: string,
  ports: { alipay: Alipay; orders: OrderStore; appId: string; now: () => Date },
): Promise<NotifyVerdict> {
  const fields = Object.fromEntries(new URLSearchParams(body))
  if (!ports.alipay.isFromAlipay(fields)) return refuse('the signature does not verify')
  if (fields['app_id'] !== ports.appId) return refuse(`it is for the app ${fields['app_id']}`)
  const outTradeNo = fields['out_trade_no'] ?? ''
  const order = await ports.orders.find(outTradeNo)
  if (!order) return refuse(`there is no order ${outTradeNo}`)
  if (toCents(fields['total_amount']) !== order.amount) return refuse(`order ${outTradeNo} has another amount`)

  const trade = { status: fields['trade_status'] ?? '', tradeNo: fields['trade_no'] ?? '' }
  const before = order.state
  const after = await ports.orders.update(outTradeNo, (current) =>
    applyStatus(current, trade, ports.now().toISOString()),
  )
  const news = after?.state === before ? 'nothing new' : `now ${after?.state}`
  return { accepted: true, reason: `order ${outTradeNo}: ${trade.status}, ${news}` }
}
