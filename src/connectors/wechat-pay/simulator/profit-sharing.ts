import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { MESSAGES } from '../messages.ts'
import { failure, filled, success } from './answers.ts'
import { fingerprint, listOf, numberOf, objectOf, textOf } from './bodies.ts'
import { newSharingId } from './identifiers.ts'
import { findByTransaction, keyOf, type Order } from './order.ts'

type Sharing = {
  readonly owner: string
  readonly out_order_no: string
  readonly order_id: string
  readonly transaction_id: string
  readonly fingerprint: string
  readonly amount: number
  readonly receivers: readonly JsonObject[]
  readonly finished: boolean
}
type Return = JsonObject & { readonly owner: string; readonly fingerprint: string; readonly amount: number }

const ownerOf = (call: SimulatedCall) => call.credential['mchid'] ?? ''

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
  if (earlier && earlier.fingerprint === print) return success(view(earlier), 'sharing repeated [OAPI]')
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
  return success({ ...view({ ...sharing, receivers: pending }), state: 'PROCESSING' }, 'sharing accepted [OAPI]')
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
  return success(view(found), 'sharing query [OAPI]')
}

export const unsplitAmount: OperationHandler = (call) => {
  const id = textOf(call.params, 'transaction_id') ?? ''
  const order = findByTransaction(call, ownerOf(call), id)
  if (!order) return absent(call)
  return success({ transaction_id: id, unsplit_amount: unsplit(call, order) }, 'what is left to share [OAPI]')
}

export const returnShare: OperationHandler = (call) => {
  const body = objectOf(call.body)
  const key = keyOf(ownerOf(call), textOf(body, 'out_return_no') ?? '')
  const earlier = call.state.get('sharing-returns', key) as Return | undefined
  const print = fingerprint(call.body)
  if (earlier?.fingerprint === print) return success(returnView(earlier), 'return repeated [OAPI]')
  const sharing =
    sharingOf(call, textOf(body, 'out_order_no') ?? '') ??
    allSharings(call).find((one) => one.order_id === textOf(body, 'order_id'))
  if (!sharing) return absent(call)
  const receiver = sharing.receivers.find((one) => one['account'] === textOf(body, 'return_mchid'))
  const amount = numberOf(body, 'amount') ?? 0
  if (!receiver || amount > (numberOf(receiver, 'amount') ?? 0))
    return failure(call.request, 'NOT_ENOUGH', 'more than this receiver got (UNCONFIRMED)')
  const now = formatTime(call.clock.now())
  const made: Return = {
    owner: ownerOf(call),
    fingerprint: print,
    order_id: sharing.order_id,
    out_order_no: sharing.out_order_no,
    out_return_no: textOf(body, 'out_return_no') ?? '',
    return_id: newSharingId(call),
    return_mchid: textOf(body, 'return_mchid') ?? '',
    amount,
    description: textOf(body, 'description') ?? '',
    result: 'SUCCESS',
    create_time: now,
    finish_time: now,
  }
  call.state.put('sharing-returns', key, made)
  return success(returnView(made), 'share returned [OAPI]')
}

export const queryReturn: OperationHandler = (call) => {
  const key = keyOf(ownerOf(call), textOf(call.params, 'out_return_no') ?? '')
  const found = call.state.get('sharing-returns', key) as Return | undefined
  return found ? success(returnView(found), 'return query [OAPI]') : absent(call)
}

/** Receivers need no list here: any may be named. */
export const changeReceiver: OperationHandler = (call) => {
  const { appid: _appid, name: _name, ...receiver } = objectOf(call.body)
  return success(receiver, 'receiver noted; the sandbox asks for no relation [OAPI]')
}

function sharingOf(call: SimulatedCall, number: string): Sharing | undefined {
  return call.state.get('sharings', keyOf(ownerOf(call), number)) as Sharing | undefined
}

function allSharings(call: SimulatedCall): readonly Sharing[] {
  return (call.state.list('sharings') as readonly Sharing[]).filter((one) => one.owner === ownerOf(call))
}

/** Paid and not refunded, less what was shared already; nothing once a sharing ended it. */
function unsplit(call: SimulatedCall, order: Order | undefined): number {
  if (!order) return 0
  const done = allSharings(call).filter((one) => one.transaction_id === order.transaction_id)
  if (done.some((one) => one.finished)) return 0
  return order.total - order.refunded - done.reduce((sum, one) => sum + one.amount, 0)
}

function view(sharing: Sharing): JsonObject {
  return filled({
    transaction_id: sharing.transaction_id,
    out_order_no: sharing.out_order_no,
    order_id: sharing.order_id,
    state: 'FINISHED',
    receivers: [...sharing.receivers],
  })
}

function returnView({ owner: _owner, fingerprint: _print, ...made }: Return): JsonObject {
  return made as JsonObject
}

function absent(call: SimulatedCall): SimulatedAnswer {
  return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no record with this number [GO]', {
    text: { zh: '记录不存在', en: 'The record does not exist' },
  })
}
