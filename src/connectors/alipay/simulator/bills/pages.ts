import type { Page, PageVisit, Sdk, SimulatedAnswer } from '../../../../sdk/index.ts'
import { userId } from '../identifiers.ts'
import { actingFor } from '../owner.ts'
import { accountDetails, tradeDetails, tradeSummary } from './csv.ts'
import { entriesOf } from './entries.ts'
import { periodOf } from './period.ts'
import type { BillTicket } from './query.ts'

/** The address that the query gave out. No signature: whoever has it may download. */
export const billPages = (sdk: Sdk): readonly Page[] => [
  { method: 'GET', path: '/downloadBillFile.resource', visit: (visit) => download(sdk, visit) },
]

async function download(sdk: Sdk, visit: PageVisit): Promise<SimulatedAnswer> {
  const ticket = visit.state.get('bills', visit.request.url.searchParams.get('fileId') ?? '') as BillTicket | undefined
  const period = ticket && periodOf(ticket.bill_date)
  const now = visit.clock.now()
  // What the platform says to an old address is UNCONFIRMED.
  if (!ticket || !period || now >= ticket.expires) {
    const headers = { 'content-type': 'text/plain;charset=utf-8' }
    return { status: 403, headers, text: '下载链接不存在或已过期\n', rule: 'bill: the address lives 30 seconds [PHP3]' }
  }
  const account = userId(sdk, ticket.app_id, 'seller')
  const bill = { userId: account, period, entries: entriesOf(actingFor(visit, ticket.app_id), period), now }
  const name = `${account}0156_${period.name}`
  const texts: readonly (readonly [string, string])[] =
    ticket.bill_type === 'trade'
      ? [
          [`${name}_业务明细.csv`, tradeDetails(bill)],
          [`${name}_业务明细(汇总).csv`, tradeSummary(bill)],
        ]
      : [[`${name}_账务明细.csv`, accountDetails(bill)]]
  const { zip } = await sdk.archive()
  // Programs read the files as GBK; that this holds for every bill type is UNCONFIRMED [LIVE].
  const bytes = zip(
    texts.map(([file, text]) => ({ name: file, bytes: sdk.charset.encode(text, 'gbk') })),
    now,
  )
  const headers = {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}.csv.zip"`,
    'cache-control': 'no-store',
  }
  return { status: 200, headers, bytes, rule: 'bill: a zip of GBK CSV files [LIVE]' }
}
