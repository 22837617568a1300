import type { Action, Sdk, Simulation } from '../../../sdk/index.ts'
import { returnAddress } from './cashier/addresses.ts'
import { look, signIn } from './cashier/buy.ts'
import { newPaymentCode } from './identifiers.ts'
import { findTrade, pay } from './lifecycle.ts'
import { formatYuan } from './money.ts'
import { everyOwner } from './merchants/everyone.ts'
import type { Trade } from './trade.ts'

type Params = Readonly<Record<string, string>>

interface Payable {
  /** As the app sees it that the trade belongs to: the caller, or a merchant who authorised it. */
  readonly seen: Simulation
  readonly trade: Trade
}

const NUMBERS: Action['params'] = [
  {
    name: 'out_trade_no',
    summary: { en: 'Your order number; or give trade_no.', zh: '商户订单号，与 trade_no 二选一。' },
    required: false,
  },
  { name: 'trade_no', summary: { en: 'The platform’s trade number.', zh: '支付宝交易号。' }, required: false },
]

/** What a buyer does in the wallet. */
export const buyerActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'buyer.pay': {
    summary: { en: 'The buyer pays the order.', zh: '买家付款。' },
    params: NUMBERS,
    run(simulation, params) {
      const { seen, trade } = payable(sdk, simulation, params)
      const paid = pay(seen, trade)
      const back = paid.return_url === undefined ? undefined : returnAddress(sdk, seen, seen.credential, paid, 'page')
      return {
        ...view(paid),
        total_amount: formatYuan(paid.total),
        // Where the browser would go now.
        ...(back ? { return_url: back.href } : {}),
      }
    },
  },
  'buyer.scan': {
    summary: {
      en: 'The buyer scans the QR code or opens the page: the trade begins.',
      zh: '买家扫码或打开收银台：交易创建。',
    },
    params: NUMBERS,
    run: (simulation, params) => view(payable(sdk, simulation, params).trade),
  },
  'buyer.code': {
    summary: {
      en: 'The buyer shows a fresh payment code for alipay.trade.pay.',
      zh: '买家出示新的付款码，用于 alipay.trade.pay。',
    },
    params: [],
    run: (simulation) => ({ auth_code: newPaymentCode(simulation) }),
  },
})

const view = (trade: Trade) => ({
  out_trade_no: trade.out_trade_no,
  trade_no: trade.trade_no,
  trade_status: trade.status,
})

/** The trade as the buyer finds it, begun if the order was only opened now. Throws what the wallet would say. */
function payable(sdk: Sdk, simulation: Simulation, params: Params): Payable {
  const { out_trade_no: outTradeNo = '', trade_no: tradeNo = '' } = params
  if (!outTradeNo && !tradeNo) {
    throw sdk.refuseAction({ en: 'Give out_trade_no or trade_no.', zh: '请给出 out_trade_no 或 trade_no。' })
  }
  const found = everyOwner(simulation).flatMap((seen) => {
    const trade = findTrade(seen, params)
    const one = trade ? ({ kind: 'trade', trade } as const) : look(seen, outTradeNo)
    return one.kind === 'none' ? [] : [{ seen, one }]
  })[0]
  const number = outTradeNo || tradeNo
  if (!found) throw sdk.refuseAction({ en: `There is no order ${number}.`, zh: `没有订单 ${number}。` })
  const { seen, one } = found
  if (one.kind === 'expired') {
    throw sdk.refuseAction({
      en: `The order ${number} has expired: its QR code or its time to pay is over.`,
      zh: `订单 ${number} 已过期：二维码或付款时限已失效。`,
    })
  }
  if (one.kind === 'order') return { seen, trade: signIn(sdk, seen, one.order) }
  const { trade } = one
  if (trade.status === 'TRADE_CLOSED') {
    throw sdk.refuseAction({
      en: `The trade ${trade.trade_no} is closed and cannot be paid.`,
      zh: `交易 ${trade.trade_no} 已关闭，无法付款。`,
    })
  }
  if (trade.status !== 'WAIT_BUYER_PAY') {
    throw sdk.refuseAction({
      en: `The trade ${trade.trade_no} is already paid.`,
      zh: `交易 ${trade.trade_no} 已付款。`,
    })
  }
  return { seen, trade }
}
