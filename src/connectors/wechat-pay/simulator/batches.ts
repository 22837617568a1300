import type { JsonObject, OperationHandler, Simulation } from '../../../sdk/index.ts'
import { formatTime } from '../beijing-time.ts'
import { addressed } from './address.ts'
import { failure, filled, success } from './answers.ts'
import { fingerprint, listOf, numberOf, objectOf, textOf } from './bodies.ts'
import { newBatchId } from './identifiers.ts'
import { keyOf } from './order.ts'
import { fieldFault, keyIdOf, optional } from './read-order.ts'
import { ownerOf } from './transfers.ts'

type Batch = {
  readonly owner: string
  readonly appid: string
  readonly out_batch_no: string
  readonly batch_id: string
  readonly fingerprint: string
  readonly name: string
  readonly remark: string
  readonly total_amount: number
  readonly details: readonly { readonly detail_id: string; readonly out_detail_no: string }[]
  readonly created: number
}

/** Batch transfer of the older permission: accepted, and done with its notification [OAPI, GO]. */
export const createBatch: OperationHandler = (call) => {
  const body = objectOf(call.body)
  const number = textOf(body, 'out_batch_no') ?? ''
  const print = fingerprint(call.body)
  const earlier = call.state.get('batches', keyOf(ownerOf(call), number)) as Batch | undefined
  if (earlier && earlier.fingerprint !== print)
    return failure(call.request, 'ALREADY_EXISTS', 'the batch number is used (HTTP status UNCONFIRMED)')
  if (earlier) return success(accepted(earlier), 'batch repeated [OAPI]')
  const details = listOf(body['transfer_detail_list']).map(objectOf)
  const total = details.reduce((sum, one) => sum + (numberOf(one, 'transfer_amount') ?? 0), 0)
  if (total !== numberOf(body, 'total_amount'))
    return fieldFault(call, '/total_amount', 'is not the sum of the details', 'total_amount is the sum [OAPI]')
  if (details.length !== numberOf(body, 'total_num'))
    return fieldFault(call, '/total_num', 'is not the number of details', 'total_num counts the details [OAPI]')
  const batch: Batch = {
    owner: ownerOf(call),
    appid: textOf(body, 'appid') ?? '',
    out_batch_no: number,
    batch_id: newBatchId(call),
    fingerprint: print,
    name: textOf(body, 'batch_name') ?? '',
    remark: textOf(body, 'batch_remark') ?? '',
    total_amount: total,
    details: details.map((one) => ({
      detail_id: newBatchId(call),
      out_detail_no: textOf(one, 'out_detail_no') ?? '',
    })),
    created: call.clock.now(),
  }
  call.state.put('batches', keyOf(batch.owner, number), batch)
  const target = { key_id: keyIdOf(call), ...optional('notify_url', textOf(body, 'notify_url')) }
  call.emit('wechat-pay.mchtransfer.batch.finished', finished(batch), addressed(target))
  return success(accepted(batch), 'batch accepted; its end follows [OAPI]')
}

export const queryBatch =
  (by: 'out_batch_no' | 'batch_id'): OperationHandler =>
  (call) => {
    const number = textOf(call.params, by) ?? ''
    const batch = allBatches(call).find((one) => one.owner === ownerOf(call) && one[by] === number)
    if (!batch)
      return failure(call.request, 'RESOURCE_NOT_EXISTS', 'no batch with this number [OAPI]', {
        text: { zh: '商家批次单不存在', en: 'The batch does not exist' },
      })
    const { offset = 0, limit = 20 } = call.params as { readonly offset?: number; readonly limit?: number }
    const wanted = call.params['need_query_detail'] === true
    const failed = textOf(call.params, 'detail_status') === 'FAIL'
    const list = failed ? [] : batch.details.slice(offset, offset + limit)
    return success(
      filled({
        transfer_batch: batchView(batch),
        transfer_detail_list: wanted ? list.map((one) => ({ ...one, detail_status: 'SUCCESS' })) : undefined,
      }),
      'batch query [OAPI]',
    )
  }

function allBatches({ state }: Pick<Simulation, 'state'>): readonly Batch[] {
  return state.list('batches') as readonly Batch[]
}

function accepted(batch: Batch): JsonObject {
  return {
    out_batch_no: batch.out_batch_no,
    batch_id: batch.batch_id,
    create_time: formatTime(batch.created),
    batch_status: 'ACCEPTED',
  }
}

function finished(batch: Batch): JsonObject {
  return {
    out_batch_no: batch.out_batch_no,
    batch_id: batch.batch_id,
    batch_status: 'FINISHED',
    total_num: batch.details.length,
    total_amount: batch.total_amount,
    success_amount: batch.total_amount,
    success_num: batch.details.length,
    fail_amount: 0,
    fail_num: 0,
    mchid: batch.owner,
    update_time: formatTime(batch.created),
  }
}

function batchView(batch: Batch): JsonObject {
  const { mchid, ...numbers } = finished(batch)
  return {
    mchid: mchid ?? '',
    ...numbers,
    appid: batch.appid,
    batch_type: 'API',
    batch_name: batch.name,
    batch_remark: batch.remark,
    create_time: formatTime(batch.created),
  }
}
