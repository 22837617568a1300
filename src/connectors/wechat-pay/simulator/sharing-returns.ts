import type { JsonObject, OperationHandler } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { failure, success } from './answers.ts'
import { fingerprint, numberOf, objectOf, textOf } from './bodies.ts'
import { newSharingId } from './identifiers.ts'
import { keyOf } from './order.ts'
import { absent, allSharings, ownerOf, sharingOf } from './sharing.ts'

type Return = JsonObject & { readonly owner: string; readonly fingerprint: string; readonly amount: number }

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

function returnView({ owner: _owner, fingerprint: _print, ...made }: Return): JsonObject {
  return made as JsonObject
}
