import type { JsonObject, OperationHandler, SimulatedAnswer, SimulatedCall, Simulation } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { MESSAGES } from '../messages.ts'
import { addressed } from './address.ts'
import { failure, filled, success } from './answers.ts'
import { fingerprint, numberOf, objectOf, textOf } from './bodies.ts'
import { letters, newTransferBillNo } from './identifiers.ts'
import { keyOf } from './order.ts'
import { fieldFault, keyIdOf, optional } from './read-order.ts'

export type TransferState =
  'ACCEPTED' | 'PROCESSING' | 'WAIT_USER_CONFIRM' | 'TRANSFERING' | 'SUCCESS' | 'FAIL' | 'CANCELING' | 'CANCELLED'

export type Transfer = {
  readonly owner: string
  readonly appid: string
  readonly out_bill_no: string
  readonly transfer_bill_no: string
  readonly fingerprint: string
  readonly amount: number
  readonly remark: string
  readonly openid: string
  readonly user_name?: string
  readonly state: TransferState
  readonly fail_reason?: string
  readonly package_info: string
  readonly created: number
  readonly updated: number
  readonly notify_url?: string
  readonly key_id: string
}

const DAY_MS = 24 * 3600_000
/** Unconfirmed after 24 h it fails (UNCONFIRMED); queries go back 30 days [OAPI]. */
const CONFIRM_MS = DAY_MS
const QUERY_MS = 30 * DAY_MS
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
    if (earlier.fingerprint === print) return success(created(earlier), 'transfer repeated: the same reply [LIVE]')
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
  return success(created(transfer), 'transfer waits for the user [OAPI, LIVE]')
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

/** The bill comes to its end and is announced [NET, LIVE]. */
export function finishTransfer(
  simulation: Simulation,
  transfer: Transfer,
  state: 'SUCCESS' | 'FAIL' | 'CANCELLED',
  reason?: string,
): Transfer {
  const updated = simulation.clock.now()
  const finished = saveTransfer(simulation, { ...transfer, state, updated, ...optional('fail_reason', reason) })
  simulation.emit(
    'wechat-pay.mchtransfer.bill.finished',
    filled({
      out_bill_no: finished.out_bill_no,
      transfer_bill_no: finished.transfer_bill_no,
      state,
      // One library reads `mchid`: UNCONFIRMED which [NET].
      mch_id: finished.owner,
      transfer_amount: finished.amount,
      openid: finished.openid,
      fail_reason: finished.fail_reason,
      create_time: formatTime(finished.created),
      update_time: formatTime(updated),
    }),
    addressed(transfer),
  )
  return finished
}

export function findTransfer(simulation: Simulation, owner: string, number: string): Transfer | undefined {
  const found = simulation.state.get('transfers', keyOf(owner, number)) as Transfer | undefined
  return found && overtaken(simulation, found)
}

function findByBillNo(simulation: Simulation, owner: string, number: string): Transfer | undefined {
  const all = simulation.state.list('transfers') as readonly Transfer[]
  const found = all.find((one) => one.owner === owner && one.transfer_bill_no === number)
  return found && overtaken(simulation, found)
}

function overtaken(simulation: Simulation, transfer: Transfer): Transfer {
  const waits = transfer.state === 'WAIT_USER_CONFIRM'
  if (!waits || simulation.clock.now() < transfer.created + CONFIRM_MS) return transfer
  // The reason's name is UNCONFIRMED.
  return finishTransfer(simulation, transfer, 'FAIL', 'OVERDUE_CLOSE')
}

function saveTransfer({ state }: Pick<Simulation, 'state'>, transfer: Transfer): Transfer {
  state.put('transfers', keyOf(transfer.owner, transfer.out_bill_no), transfer)
  return transfer
}

function created(transfer: Transfer): JsonObject {
  return filled({
    out_bill_no: transfer.out_bill_no,
    transfer_bill_no: transfer.transfer_bill_no,
    create_time: formatTime(transfer.created),
    state: transfer.state,
    fail_reason: transfer.fail_reason,
    // Handed to the client; only while the user has to confirm [OAPI].
    package_info: transfer.state === 'WAIT_USER_CONFIRM' ? transfer.package_info : undefined,
  })
}

function transferView(transfer: Transfer): JsonObject {
  return filled({
    mch_id: transfer.owner,
    out_bill_no: transfer.out_bill_no,
    transfer_bill_no: transfer.transfer_bill_no,
    appid: transfer.appid,
    state: transfer.state,
    transfer_amount: transfer.amount,
    transfer_remark: transfer.remark,
    fail_reason: transfer.fail_reason,
    openid: transfer.openid,
    user_name: transfer.user_name,
    create_time: formatTime(transfer.created),
    update_time: formatTime(transfer.updated),
  })
}

function absent(call: SimulatedCall): SimulatedAnswer {
  return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no transfer with this number [OAPI]', {
    text: { zh: '记录不存在', en: 'The record does not exist' },
  })
}
