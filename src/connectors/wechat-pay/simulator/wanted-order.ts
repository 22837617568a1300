import type { Action, Sdk, Simulation } from '../../../sdk/index.ts'
import { findPayable, type Payable } from './find-payable.ts'

/** How somebody says which order is meant. */
export const NUMBERS: Action['params'] = [
  {
    name: 'out_trade_no',
    summary: { en: 'Your order number, also that of a combined order.', zh: '商户订单号，也可填合单商户订单号。' },
    required: false,
  },
  {
    name: 'prepay_id',
    summary: { en: 'Or the prepay_id of the order.', zh: '或下单返回的 prepay_id。' },
    required: false,
  },
  {
    name: 'code_url',
    summary: { en: 'Or the code_url of a native order.', zh: '或 Native 下单返回的 code_url。' },
    required: false,
  },
]

/** The order that is meant; throws when there is none. */
export function wanted(sdk: Sdk, simulation: Simulation, params: Readonly<Record<string, string>>): Payable {
  const given = params['prepay_id'] || params['code_url'] || params['out_trade_no']
  if (!given)
    throw sdk.refuseAction({
      en: 'Give out_trade_no, prepay_id or code_url.',
      zh: '请给出 out_trade_no、prepay_id 或 code_url。',
    })
  const found = findPayable(simulation, params)
  if (!found) throw sdk.refuseAction({ en: `There is no order ${given}.`, zh: `没有订单 ${given}。` })
  return found
}
