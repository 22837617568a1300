import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { MESSAGES } from '../messages.ts'
import { failure, success } from './answers.ts'
import { fingerprint, listOf, numberOf, objectOf, textOf } from './bodies.ts'
import { newSharingId } from './identifiers.ts'
import { findByTransaction, keyOf, type Order } from './order.ts'
import { absent, ownerOf, type Sharing, sharingOf, sharingView, unsplit } from './sharing.ts'

/** Part of a paid order goes to others [OAPI, GO]. Lengths are UNCONFIRMED. */
export const share: OperationHandler = (call) => {
  const receivers = listOf(objectOf(call.body)['receivers']).map(objectOf)
  return shared(call, receivers, objectOf(call.body)['unfreeze_unsplit'] === true)
}

/** What was not shared goes to the merchant [OAPI]. */
export const unfreeze: OperationHandler = (call) => shared(call, [], true)

function shared(call: SimulatedCall, given: readonly JsonObject[], finish: boolean): SimulatedAnswer {
  const body = objectOf(call.body)
  const id = textOf(body, 'transaction_id') ?? ''
  const number = textOf(body, 'out_order_no') ?? ''
  const print = fingerprint(call.body)
  const earlier = sharingOf(call, number)
  if (earlier && earlier.fingerprint === print) return success(sharingView(earlier), 'sharing repeated [OAPI]')
  if (earlier)
    return failure(call.request, 'INVALID_REQUEST', 'the sharing number is used (UNCONFIRMED)', {
      text: { zh: '分账单号已存在，但请求参数与之前不一致', en: 'The sharing number is used with other data' },
    })
  const order = findByTransaction(call, ownerOf(call), id)
  const amount = given.reduce((sum, one) => sum + (numberOf(one, 'amount') ?? 0), 0)
  const wrong = faultOf(call, order, amount)
  if (wrong) return wrong
  const now = formatTime(call.clock.now())
  const rest = finish ? unsplit(call, order) - amount : 0
  const list = rest > 0 ? [...given, own(call, rest)] : given
  const sharing: Sharing = {
    owner: ownerOf(call),
    out_order_no: number,
    order_id: newSharingId(call),
    transaction_id: id,
    fingerprint: print,
    amount: amount + Math.max(rest, 0),
    receivers: list.map(({ name: _name, ...one }) => ({
      ...one,
      result: 'SUCCESS',
      detail_id: newSharingId(call),
      create_time: now,
      finish_time: now,
    })),
    finished: finish,
  }
  call.state.put('sharings', keyOf(sharing.owner, number), sharing)
  const pending = sharing.receivers.map((one) => ({ ...one, result: 'PENDING' }))
  return success({ ...sharingView({ ...sharing, receivers: pending }), state: 'PROCESSING' }, 'sharing accepted [OAPI]')
}

function own(call: SimulatedCall, amount: number): JsonObject {
  return { type: 'MERCHANT_ID', account: ownerOf(call), amount, description: '解冻给分账方' }
}

function faultOf(call: SimulatedCall, order: Order | undefined, amount: number): SimulatedAnswer | undefined {
  if (!order)
    return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no paid order with this number [GO]', {
      text: { zh: '订单不存在', en: 'The order does not exist' },
    })
  if (!order.profit_sharing)
    return failure(call.request, 'INVALID_REQUEST', 'settle_info.profit_sharing was not set [GO]', {
      text: MESSAGES['INVALID_REQUEST#not-profit-sharing'],
    })
  const left = unsplit(call, order)
  if (left <= 0)
    return failure(call.request, 'NOT_ENOUGH', 'nothing is left to share [GO]', {
      text: MESSAGES['NOT_ENOUGH#sharing-nothing'],
    })
  if (amount > left)
    return failure(call.request, 'NOT_ENOUGH', 'more than is left to share [GO]', {
      text: MESSAGES['NOT_ENOUGH#sharing'],
    })
  return undefined
}

export const querySharing: OperationHandler = (call) => {
  const found = sharingOf(call, textOf(call.params, 'out_order_no') ?? '')
  if (!found || found.transaction_id !== textOf(call.params, 'transaction_id')) return absent(call)
  return success(sharingView(found), 'sharing query [OAPI]')
}

export const unsplitAmount: OperationHandler = (call) => {
  const id = textOf(call.params, 'transaction_id') ?? ''
  const order = findByTransaction(call, ownerOf(call), id)
  if (!order) return absent(call)
  return success({ transaction_id: id, unsplit_amount: unsplit(call, order) }, 'what is left to share [OAPI]')
}

/** Receivers need no list here: any may be named. */
export const changeReceiver: OperationHandler = (call) => {
  const { appid: _appid, name: _name, ...receiver } = objectOf(call.body)
  return success(receiver, 'receiver noted; the sandbox asks for no relation [OAPI]')
}
