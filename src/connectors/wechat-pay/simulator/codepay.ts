import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { failure, success } from './answers.ts'
import { objectOf, textOf } from './bodies.ts'
import { findOrder, type Order, saveOrder } from './order.ts'
import { pay } from './payment.ts'
import { fieldFault, readOrder } from './read-order.ts'
import { orderView } from './views.ts'

/** What the wallet does with a payment code; made by the action buyer.code. */
export type ShownCode = { readonly code: string; readonly outcome: 'pay' | 'password' | 'no-money' | 'used' }

/** The merchant scans the buyer's code [OAPI]. A code that the sandbox did not show pays, once. */
export const codePay: OperationHandler = (call) => {
  const read = readOrder(call, 'MICROPAY')
  if ('refused' in read) return read.refused
  const wanted = read.value
  const earlier = findOrder(call, wanted.owner, wanted.out_trade_no)
  if (earlier) return repeatedCode(call, earlier, wanted)
  const code = textOf(objectOf(objectOf(call.body)['payer']), 'auth_code') ?? ''
  // Eighteen digits that start with 10 to 15; which error another text gives is UNCONFIRMED.
  if (!/^1[0-5]\d{16}$/.test(code))
    return fieldFault(
      call,
      '/payer/auth_code',
      'not a payment code',
      'auth_code: 18 digits, 10–15 in front (UNCONFIRMED)',
    )
  const shown = call.state.get('codes', code) as ShownCode | undefined
  if (shown?.outcome === 'used')
    return fieldFault(call, '/payer/auth_code', 'the code was used', 'a payment code is good once (UNCONFIRMED)')
  call.state.put('codes', code, { code, outcome: 'used' })
  switch (shown?.outcome) {
    case 'no-money':
      return failure(call.request, 'NOT_ENOUGH', 'codepay: the buyer has no money [OLD]')
    case 'password':
      saveOrder(call, { ...wanted, state: 'USERPAYING' })
      return failure(call.request, 'USER_PAYING', 'codepay: the buyer types the password; query every 5 s [OLD]')
    default:
      return success(view(pay(call, wanted)), 'codepay: paid at once [OAPI]')
  }
}

/** A repetition gets the result and pays no second time (UNCONFIRMED). */
function repeatedCode(call: SimulatedCall, earlier: Order, wanted: Order): SimulatedAnswer {
  if (earlier.fingerprint !== wanted.fingerprint)
    return failure(call.request, 'OUT_TRADE_NO_USED', 'codepay: the number is used with other data [DOC]')
  if (earlier.state === 'USERPAYING') return failure(call.request, 'USER_PAYING', 'codepay repeated while paying [OLD]')
  return success(view(earlier), 'codepay repeated (UNCONFIRMED)')
}

const view = (order: Order): JsonObject => orderView(order)
