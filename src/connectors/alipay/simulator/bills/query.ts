import type { OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { failure, success } from '../answers.ts'
import { ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import { entriesOf } from './entries.ts'
import { periodOf, type Period } from './period.ts'

/** Bills of the others are for products that the sandbox does not have: there is never data in them. */
const FILLED = new Set(['trade', 'signcustomer'])
const KNOWN = new Set([...FILLED, 'merchant_act', 'trade_zft_merchant', 'zft_acc', 'settlementMerge'])
/** The address lives 30 seconds [DOC, PHP3]. */
const ADDRESS_MS = 30_000

export type BillTicket = {
  readonly app_id: string
  readonly bill_type: string
  readonly bill_date: string
  readonly expires: number
}

/** alipay.data.dataservice.bill.downloadurl.query: an address that lives half a minute. */
export const queryBill: OperationHandler = (call) => {
  const given = { ...bodyOf(call.params), ...bodyOf(call.body) }
  const type = textOf(given, 'bill_type') ?? ''
  const date = textOf(given, 'bill_date') ?? ''
  const period = periodOf(date)
  if (!KNOWN.has(type)) return failure('invalid_arguments', 'no such bill_type [GO]')
  const now = call.clock.now()
  if (!period || period.from > now) return failure('invalid_arguments', 'bill_date: a past day or month [GO]')
  const problem = missing(call, type, period, now)
  return (
    problem ?? success({ bill_download_url: address(call, type, date) }, 'bill: the address lives 30 seconds [PHP3]')
  )
}

/** Not there yet, or nothing in it: the same code [GO]. */
function missing(call: SimulatedCall, type: string, period: Period, now: number): SimulatedAnswer | undefined {
  if (now < period.ready) {
    const rule = 'bill: days are ready about nine o’clock the next day, months on the third of the next [LIVE, GO]'
    return failure('isp.bill_not_exist', rule)
  }
  const isEmpty = !FILLED.has(type) || entriesOf(call, period).length === 0
  return isEmpty ? failure('isp.bill_not_exist', 'bill: no data [GO]') : undefined
}

function address(call: SimulatedCall, type: string, date: string): string {
  const id = Buffer.from(call.random.bytes(16)).toString('hex')
  const ticket: BillTicket = {
    app_id: ownerOf(call.credential),
    bill_type: type,
    bill_date: date,
    expires: call.clock.now() + ADDRESS_MS,
  }
  call.state.put('bills', id, ticket)
  const url = new URL('/downloadBillFile.resource', call.request.url.origin)
  url.searchParams.set('bizType', type)
  url.searchParams.set('fileType', 'csv.zip')
  url.searchParams.set('bizDates', date.replaceAll('-', ''))
  url.searchParams.set('fileId', id)
  return url.href
}
