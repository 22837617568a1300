import type { JsonObject, Simulation } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { addressed } from './address.ts'
import { filled } from './answers.ts'
import { keyOf } from './order.ts'
import { optional } from './read-order.ts'

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

/** Unconfirmed after 24 h it fails (UNCONFIRMED). */
const CONFIRM_MS = 24 * 3600_000

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

export function findByBillNo(simulation: Simulation, owner: string, number: string): Transfer | undefined {
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

export function saveTransfer({ state }: Pick<Simulation, 'state'>, transfer: Transfer): Transfer {
  state.put('transfers', keyOf(transfer.owner, transfer.out_bill_no), transfer)
  return transfer
}

export function createdView(transfer: Transfer): JsonObject {
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

export function transferView(transfer: Transfer): JsonObject {
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
