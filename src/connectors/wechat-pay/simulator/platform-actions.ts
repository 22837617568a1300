import type { Action, Sdk, Simulation } from '../../../sdk/index.ts'
import { clientParameters } from '../client-call.ts'
import { findPayable } from './find-payable.ts'
import { letters } from './identifiers.ts'
import { findOrder, keyOf } from './order.ts'
import { finishRefund, findRefund, refundView, type RefundStatus } from './refund.ts'
import { findTransfer, finishTransfer, type Transfer } from './transfer.ts'
import { ownerOf } from './transfers.ts'
import { NUMBERS } from './wanted-order.ts'

const STATUSES: readonly string[] = ['SUCCESS', 'ABNORMAL', 'CLOSED', 'PROCESSING']

const required = (name: string, en: string, zh: string) => ({ name, summary: { en, zh }, required: true })
const optional = (name: string, en: string, zh: string) => ({ name, summary: { en, zh }, required: false })

/** What users, the merchant's own server and the bank do. */
export const platformActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'user.confirm-transfer': {
    summary: { en: 'The user confirms the receipt of a transfer.', zh: '用户确认收款，转账成功。' },
    params: [required('out_bill_no', 'Your number of the transfer.', '商户单号。')],
    run(simulation, { out_bill_no: number = '' }) {
      return seen(finishTransfer(simulation, waiting(sdk, simulation, number), 'SUCCESS'))
    },
  },
  'transfer.fail': {
    summary: { en: 'A transfer fails.', zh: '转账失败。' },
    params: [
      required('out_bill_no', 'Your number of the transfer.', '商户单号。'),
      optional('reason', 'fail_reason, by default ACCOUNT_FROZEN.', 'fail_reason，默认 ACCOUNT_FROZEN。'),
    ],
    run(simulation, { out_bill_no: number = '', reason = 'ACCOUNT_FROZEN' }) {
      return seen(finishTransfer(simulation, waiting(sdk, simulation, number), 'FAIL', reason))
    },
  },
  'refund.plan': {
    summary: {
      en: 'Sets how the next refund of an order will end; without it, refunds succeed at once.',
      zh: '设定订单下一笔退款的结果；未设定时退款立即成功。',
    },
    params: [
      required('out_trade_no', 'Your order number.', '商户订单号。'),
      required('status', 'SUCCESS, ABNORMAL, CLOSED or PROCESSING.', 'SUCCESS、ABNORMAL、CLOSED 或 PROCESSING。'),
    ],
    run(simulation, { out_trade_no: number = '', status = '' }) {
      const owner = ownerOf(simulation)
      if (!findOrder(simulation, owner, number))
        throw sdk.refuseAction({ en: `There is no order ${number}.`, zh: `没有订单 ${number}。` })
      simulation.state.put('refund-plans', keyOf(owner, number), statusOf(sdk, status))
      return { out_trade_no: number, status }
    },
  },
  'refund.finish': {
    summary: {
      en: 'Ends a refund that is PROCESSING or ABNORMAL, and sends its notification.',
      zh: '使处理中或异常的退款到达终态，并发送回调。',
    },
    params: [
      required('out_refund_no', 'Your refund number.', '商户退款单号。'),
      optional('status', 'SUCCESS (default), ABNORMAL or CLOSED.', 'SUCCESS（默认）、ABNORMAL 或 CLOSED。'),
    ],
    run(simulation, { out_refund_no: number = '', status = 'SUCCESS' }) {
      const refund = findRefund(simulation, ownerOf(simulation), number)
      if (!refund) throw sdk.refuseAction({ en: `There is no refund ${number}.`, zh: `没有退款单 ${number}。` })
      if (refund.status === 'SUCCESS' || refund.status === 'CLOSED')
        throw sdk.refuseAction({
          en: `The refund ${number} has ended: ${refund.status}.`,
          zh: `退款单 ${number} 已是终态：${refund.status}。`,
        })
      const finished = finishRefund(simulation, refund, statusOf(sdk, status))
      return refundView(finished, findOrder(simulation, refund.owner, refund.out_trade_no))
    },
  },
  'merchant.client-call': {
    summary: {
      en: 'Signs the parameters for wx.requestPayment or the app’s SDK, as the merchant’s server has to.',
      zh: '按商户服务端的方式，为 wx.requestPayment 或 App SDK 生成带签名的调起参数。',
    },
    params: NUMBERS,
    run(simulation, params) {
      const found = findPayable(simulation, params)
      const holder = found && ('order' in found ? found.order : found.combination)
      const prepayId = params['prepay_id'] || holder?.ticket?.prepay_id
      if (!holder || !prepayId || (holder.trade_type !== 'JSAPI' && holder.trade_type !== 'APP'))
        throw sdk.refuseAction({
          en: 'Give the number of a JSAPI or app order; other orders have no client call.',
          zh: '请给出 JSAPI 或 App 订单；其他订单没有调起支付。',
        })
      const appid = found && 'order' in found ? found.order.appid : (simulation.credential['appid'] ?? '')
      const { mchid = '', private_key: privateKey = '' } = simulation.credential
      const timestamp = String(Math.floor(simulation.clock.now() / 1000))
      const call = { appid, timestamp, nonce: letters(simulation.random, 32), prepayId }
      return clientParameters(sdk, holder.trade_type === 'APP' ? 'app' : 'jsapi', call, { mchid, privateKey })
    },
  },
})

function waiting(sdk: Sdk, simulation: Simulation, number: string): Transfer {
  const transfer = findTransfer(simulation, ownerOf(simulation), number)
  if (!transfer) throw sdk.refuseAction({ en: `There is no transfer ${number}.`, zh: `没有转账单 ${number}。` })
  if (transfer.state !== 'WAIT_USER_CONFIRM')
    throw sdk.refuseAction({
      en: `The transfer ${number} has ended: ${transfer.state}.`,
      zh: `转账单 ${number} 已是终态：${transfer.state}。`,
    })
  return transfer
}

function statusOf(sdk: Sdk, text: string): RefundStatus {
  if (STATUSES.includes(text)) return text as RefundStatus
  throw sdk.refuseAction({
    en: `status is one of ${STATUSES.join(', ')}.`,
    zh: `status 应为 ${STATUSES.join('、')} 之一。`,
  })
}

function seen({ out_bill_no: number, transfer_bill_no: bill, state, fail_reason: reason, amount }: Transfer) {
  return {
    out_bill_no: number,
    transfer_bill_no: bill,
    state,
    transfer_amount: amount,
    ...(reason === undefined ? {} : { fail_reason: reason }),
  }
}
