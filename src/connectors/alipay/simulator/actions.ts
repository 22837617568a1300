import type { Action, Sdk, Simulation } from '../../../sdk/index.ts'
import { sandboxBuyer } from './buyer.ts'
import { newPaymentCode } from './identifiers.ts'
import { findTrade, pay } from './lifecycle.ts'
import { formatYuan } from './money.ts'
import { openOrder, startTrade, type Trade } from './trade.ts'

type Params = Readonly<Record<string, string>>

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
      const paid = pay(simulation, payable(sdk, simulation, params))
      return { ...view(paid), total_amount: formatYuan(paid.total) }
    },
  },
  'buyer.scan': {
    summary: {
      en: 'The buyer scans the QR code or opens the page: the trade begins.',
      zh: '买家扫码或打开收银台：交易创建。',
    },
    params: NUMBERS,
    run: (simulation, params) => view(payable(sdk, simulation, params)),
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
function payable(sdk: Sdk, simulation: Simulation, params: Params): Trade {
  const { out_trade_no: outTradeNo = '', trade_no: tradeNo = '' } = params
  if (!outTradeNo && !tradeNo) {
    throw sdk.refuseAction({ en: 'Give out_trade_no or trade_no.', zh: '请给出 out_trade_no 或 trade_no。' })
  }
  const trade = findTrade(simulation, params) ?? begin(sdk, simulation, outTradeNo)
  if (!trade) {
    const number = outTradeNo || tradeNo
    throw sdk.refuseAction({ en: `There is no order ${number}.`, zh: `没有订单 ${number}。` })
  }
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
  return trade
}

function begin(sdk: Sdk, simulation: Simulation, outTradeNo: string): Trade | undefined {
  const order = openOrder(simulation, simulation.credential['app_id'] ?? '', outTradeNo)
  if (!order) return undefined
  const now = simulation.clock.now()
  // The text of an order code lives two hours [DOC 05osvb]; the order itself as long as its timeout.
  if (now >= order.expires || now >= (order.qr_expires ?? Infinity)) {
    throw sdk.refuseAction({
      en: `The order ${outTradeNo} has expired: its QR code or its time to pay is over.`,
      zh: `订单 ${outTradeNo} 已过期：二维码或付款时限已失效。`,
    })
  }
  return startTrade(simulation, order, sandboxBuyer(sdk, simulation.credential))
}
