import type { Action, Json, Sdk, Simulation } from '../../../sdk/index.ts'
import { filled } from './answers.ts'
import type { ShownCode } from './codepay.ts'
import { assertClientCall, readClientCall } from './client-call-check.ts'
import { assertPayable, type Payable, totalOf } from './find-payable.ts'
import { newAuthCode, openidOf } from './identifiers.ts'
import { saveOrder, type TradeType } from './order.ts'
import { pay, payCombination } from './payment.ts'
import { NUMBERS, wanted } from './wanted-order.ts'

type Params = Readonly<Record<string, string>>

/** The parameters of wx.requestPayment or of the app's SDK, to have their signature checked [DOC 4012365339, 4012365340]. */
const CLIENT_CALL: Action['params'] = [
  {
    name: 'client_call',
    summary: {
      en: 'Or what your server gave the client, as JSON; its paySign (sign, for apps) is checked.',
      zh: '或商户服务端返回给客户端的调起参数（JSON），会校验其中的 paySign（App 为 sign）。',
    },
    required: false,
  },
]

/** What a buyer does in the wallet. */
export const buyerActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'buyer.pay': {
    summary: { en: 'The buyer pays the order.', zh: '买家付款。' },
    params: [...NUMBERS, ...CLIENT_CALL],
    run: (simulation, params) => payNow(sdk, simulation, params),
  },
  'buyer.cancel': {
    summary: { en: 'The buyer leaves the payment; the order stays unpaid.', zh: '买家取消支付，订单仍为未支付。' },
    params: NUMBERS,
    run(simulation, params) {
      const payable = wanted(sdk, simulation, params)
      return { ...view(payable), ...clientResult(payable, 'cancel') }
    },
  },
  'buyer.fail': {
    summary: {
      en: 'The payment fails, for lack of money or by risk control; a payment by code ends as PAYERROR.',
      zh: '付款失败（余额不足或风控）；付款码支付变为 PAYERROR。',
    },
    params: NUMBERS,
    run(simulation, params) {
      const payable = wanted(sdk, simulation, params)
      // Failed attempts leave NOTPAY [DOC 4012791870].
      if ('order' in payable && payable.order.state === 'USERPAYING')
        return view({ order: saveOrder(simulation, { ...payable.order, state: 'PAYERROR' }) })
      return { ...view(payable), ...clientResult(payable, 'fail') }
    },
  },
  'buyer.code': {
    summary: {
      en: 'The buyer shows a fresh payment code for wechat-pay.transactions.codepay.',
      zh: '买家出示新的付款码，用于 wechat-pay.transactions.codepay。',
    },
    params: [
      {
        name: 'outcome',
        summary: {
          en: 'pay (default), password: the buyer has to type it first, or no-money.',
          zh: 'pay（默认）、password（需输入支付密码）或 no-money（余额不足）。',
        },
        required: false,
      },
    ],
    run(simulation, { outcome = 'pay' }) {
      if (!['pay', 'password', 'no-money'].includes(outcome))
        throw sdk.refuseAction({
          en: 'outcome is pay, password or no-money.',
          zh: 'outcome 应为 pay、password 或 no-money。',
        })
      const shown = { code: newAuthCode(simulation), outcome: outcome as ShownCode['outcome'] }
      simulation.state.put('codes', shown.code, shown)
      return { auth_code: shown.code, openid: openidOf(simulation.credential['appid'] ?? '') }
    },
  },
})

function payNow(sdk: Sdk, simulation: Simulation, params: Params): Json {
  const client = readClientCall(sdk, params['client_call'])
  const payable = wanted(sdk, simulation, client ? { prepay_id: client.prepayId } : params)
  assertPayable(sdk, simulation, payable)
  if (client) assertClientCall(sdk, simulation, payable, client)
  if ('combination' in payable) {
    const paid = { combination: payCombination(simulation, payable.combination) }
    return { ...view(paid), amount: totalOf(simulation, paid), ...clientResult(paid, 'ok') }
  }
  const paid = { order: pay(simulation, payable.order) }
  return { ...view(paid), amount: paid.order.total, ...clientResult(paid, 'ok') }
}

function view(payable: Payable) {
  if ('combination' in payable) {
    const { combine_out_trade_no: number, transaction_id: id } = payable.combination
    return filled({ combine_out_trade_no: number, combine_transaction_id: id })
  }
  const { out_trade_no: number, transaction_id: id, state } = payable.order
  return filled({ out_trade_no: number, transaction_id: id, trade_state: state })
}

/** What the client hears; never proof of a payment [DOC 4012365339–4012365341]. */
function clientResult(payable: Payable, result: 'ok' | 'cancel' | 'fail'): Readonly<Record<string, Json>> {
  const type: TradeType = 'order' in payable ? payable.order.trade_type : payable.combination.trade_type
  if (type === 'JSAPI') return { client: `get_brand_wcpay_request:${result}` }
  if (type === 'APP') return { client: { errCode: result === 'ok' ? 0 : result === 'fail' ? -1 : -2 } }
  return {}
}
