import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall, Simulation } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { MESSAGES } from '../messages.ts'
import { failure, success } from './answers.ts'
import { fingerprint, numberOf, objectOf, textOf } from './bodies.ts'
import { letters, newTransferBillNo } from './identifiers.ts'
import { fieldFault, keyIdOf, optional } from './read-order.ts'
import {
  createdView,
  findByBillNo,
  findTransfer,
  finishTransfer,
  saveTransfer,
  type Transfer,
  transferView,
} from './transfer.ts'

/** Queries go back 30 days [OAPI]. */
const QUERY_MS = 30 * 24 * 3600_000

/** In fen: the name is required from 2000 yuan, and not allowed under 0.3 yuan (UNCONFIRMED). */
const NAME_FROM = 200_000
const NO_NAME_BELOW = 30

export const ownerOf = (call: Pick<Simulation, 'credential'>): string => call.credential['mchid'] ?? ''

export const createTransfer: OperationHandler = (call) => {
  const body = objectOf(call.body)
  const number = textOf(body, 'out_bill_no') ?? ''
  const print = fingerprint(call.body)
  const earlier = findTransfer(call, ownerOf(call), number)
  if (earlier) {
    if (earlier.fingerprint === print) return success(createdView(earlier), 'transfer repeated: the same reply [LIVE]')
    return failure(call.request, 'INVALID_REQUEST', 'the number is used with other data [LIVE]', {
      text: MESSAGES['INVALID_REQUEST#transfer-differs'],
    })
  }
  const wrong = faultOf(call, body)
  if (wrong) return wrong
  const now = call.clock.now()
  const transfer = saveTransfer(call, {
    owner: ownerOf(call),
    appid: textOf(body, 'appid') ?? '',
    out_bill_no: number,
    transfer_bill_no: newTransferBillNo(call),
    fingerprint: print,
    amount: numberOf(body, 'transfer_amount') ?? 0,
    remark: textOf(body, 'transfer_remark') ?? '',
    openid: textOf(body, 'openid') ?? '',
    ...optional('user_name', textOf(body, 'user_name')),
    state: 'WAIT_USER_CONFIRM',
    package_info: `ABBQO+oYAAABAAAAAAA${letters(call.random, 44)}=`,
    created: now,
    updated: now,
    ...optional('notify_url', textOf(body, 'notify_url')),
    key_id: keyIdOf(call),
  })
  return success(createdView(transfer), 'transfer waits for the user [OAPI, LIVE]')
}

function faultOf(call: SimulatedCall, body: JsonObject): SimulatedAnswer | undefined {
  const amount = numberOf(body, 'transfer_amount') ?? 0
  const named = textOf(body, 'user_name') !== undefined
  if (textOf(body, 'appid') !== call.credential['appid'])
    return failure(call.request, 'APPID_MCHID_NOT_MATCH', 'the appid is not bound to this merchant (UNCONFIRMED)')
  if (amount >= NAME_FROM && !named)
    return fieldFault(call, '/user_name', 'is missing', 'user_name from 2000 yuan on [OAPI]')
  if (amount < NO_NAME_BELOW && named)
    return fieldFault(call, '/user_name', 'not allowed', 'no user_name under 0.3 yuan (UNCONFIRMED)')
  return undefined
}

export const queryTransfer =
  (by: 'out_bill_no' | 'transfer_bill_no'): OperationHandler =>
  (call) => {
    const number = textOf(call.params, by) ?? ''
    const found =
      by === 'out_bill_no' ? findTransfer(call, ownerOf(call), number) : findByBillNo(call, ownerOf(call), number)
    if (!found || call.clock.now() > found.created + QUERY_MS) return absent(call)
    return success(transferView(found), 'transfer query [OAPI]')
  }

/** Only while the user has not confirmed [OAPI]. */
export const cancelTransfer: OperationHandler = (call) => {
  const found = findTransfer(call, ownerOf(call), textOf(call.params, 'out_bill_no') ?? '')
  if (!found) return absent(call)
  const open = found.state === 'WAIT_USER_CONFIRM' || found.state === 'CANCELING' || found.state === 'CANCELLED'
  if (!open)
    return failure(call.request, 'INVALID_REQUEST', 'cancel while it waits for the user [OAPI]', {
      text: { zh: '当前单据状态不支持撤销', en: 'The transfer can no longer be cancelled' },
    })
  const first = found.state === 'WAIT_USER_CONFIRM'
  const canceling: Transfer = { ...found, state: first ? 'CANCELING' : found.state, updated: call.clock.now() }
  if (first) finishTransfer(call, found, 'CANCELLED')
  const { out_bill_no: out, transfer_bill_no: bill, state, updated } = canceling
  return success(
    { out_bill_no: out, transfer_bill_no: bill, state, update_time: formatTime(updated) },
    'cancelling; CANCELLED follows [OAPI]',
  )
}

function absent(call: SimulatedCall): SimulatedAnswer {
  return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no transfer with this number [OAPI]', {
    text: { zh: '记录不存在', en: 'The record does not exist' },
  })
}
