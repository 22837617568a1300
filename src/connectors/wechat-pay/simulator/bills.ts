import type { Credential, Simulation } from '../../../sdk/index.ts'
import { dayOf, formatBillTime } from '../beijing-time.ts'
import { allOrders, findOrder, type Order } from './order.ts'
import { allRefunds, type Refund } from './refund.ts'

/** Columns of the trade bill, by type [DOC 4013071246]. The order of those of SUCCESS and REFUND is UNCONFIRMED. */
const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额'
const REFUND_TIMES = '退款申请时间,退款成功时间'
const REFUND_COLUMNS = '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态'
const TAIL = '商品名称,商户数据包,手续费,费率'
const END = '订单金额,申请退款金额,费率备注'
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'

export type BillType = 'ALL' | 'SUCCESS' | 'REFUND'
type Entry = { readonly at: number; readonly order: Order; readonly refund?: Refund }

const NOTHING = '0.00'
/** The usual 0.60 %; the sandbox takes no fee. */
const RATE = '0.60%'
const yuan = (fen: number) => (fen / 100).toFixed(2)

/** Paid orders and accepted refunds of one day; undefined when there is none. */
export function tradeBill(
  simulation: Pick<Simulation, 'state' | 'clock'>,
  credential: Credential,
  day: string,
  type: BillType,
  subMchid?: string,
): string | undefined {
  const entries = entriesOf(simulation, credential['mchid'] ?? '', day)
    .filter(({ refund }) => type === 'ALL' || (type === 'REFUND') === (refund !== undefined))
    .filter(({ order }) => subMchid === undefined || order.partner?.sub_mchid === subMchid)
  if (entries.length === 0) return undefined
  const heads = { ALL: [HEAD, REFUND_COLUMNS, TAIL, END], SUCCESS: [HEAD, TAIL, '订单金额,费率备注'], REFUND: [HEAD, REFUND_TIMES, REFUND_COLUMNS, TAIL, END] } // prettier-ignore
  const orders = entries.filter(({ refund }) => !refund)
  const refunds = entries.flatMap(({ refund }) => refund ?? [])
  const paid = sum(orders.map(({ order }) => order.total))
  const back = sum(refunds.map(({ refund }) => refund))
  const summary = [String(entries.length), yuan(paid), yuan(back), NOTHING, NOTHING, yuan(paid), yuan(back)]
  return lines([heads[type].join(','), ...entries.map((entry) => row(tradeRow(entry, type))), SUMMARY, row(summary)])
}

function tradeRow({ order, refund }: Entry, type: BillType): readonly string[] {
  const { partner } = order
  const head = [
    formatBillTime(order.paid ?? 0),
    order.appid,
    partner ? order.owner : order.mchid,
    // `0` for direct merchants [DOC 4013071246].
    partner?.sub_mchid ?? '0',
    order.device_id ?? '',
    order.transaction_id ?? '',
    order.out_trade_no,
    Object.values(order.payer).find((value): value is string => typeof value === 'string') ?? '',
    order.trade_type,
    refund ? 'REFUND' : order.state === 'REVOKED' ? 'REVOKED' : 'SUCCESS',
    order.bank_type ?? 'OTHERS',
    order.currency,
    // Refund rows have 0.00 [DOC 4013071246].
    refund ? NOTHING : yuan(order.total),
    NOTHING,
  ]
  const times = refund ? [formatBillTime(refund.created), refund.succeeded ? formatBillTime(refund.succeeded) : ''] : []
  const back = refund
    ? [refund.refund_id, refund.out_refund_no, yuan(refund.refund), NOTHING, 'ORIGINAL', statusOf(refund)]
    : ['0', '0', NOTHING, NOTHING, '', '']
  const tail = [order.description, order.attach ?? '', NOTHING, RATE]
  const end = [refund ? NOTHING : yuan(order.total), refund ? yuan(refund.refund) : NOTHING, '']
  if (type === 'SUCCESS') return [...head, ...tail, yuan(order.total), '']
  return type === 'ALL' ? [...head, ...back, ...tail, ...end] : [...head, ...times, ...back, ...tail, ...end]
}

function statusOf({ status }: Refund): string {
  return status === 'ABNORMAL' ? 'CHANGE' : status === 'CLOSED' ? 'FAIL' : status
}

const FUND_HEAD =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号'
const FUND_SUMMARY = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额'

/** Money in and out of the basic account [DOC 4013071249]; undefined when nothing moved. */
export function fundBill(
  simulation: Pick<Simulation, 'state' | 'clock'>,
  credential: Credential,
  day: string,
): string | undefined {
  const mchid = credential['mchid'] ?? ''
  const entries = entriesOf(simulation, mchid, day)
  if (entries.length === 0) return undefined
  let balance = 0
  const rows = entries.map(({ at, order, refund }) => {
    const amount = refund?.refund ?? order.total
    balance += refund ? -amount : amount
    return row([
      formatBillTime(at),
      refund?.refund_id ?? order.transaction_id ?? '',
      refund?.refund_id ?? order.transaction_id ?? '',
      refund ? '退款' : '交易',
      refund ? '退款' : '交易',
      refund ? '支出' : '收入',
      yuan(amount),
      yuan(balance),
      'system',
      refund?.out_refund_no ?? order.out_trade_no,
      refund?.refund_id ?? order.transaction_id ?? '',
    ])
  })
  const income = entries.filter(({ refund }) => !refund)
  const spent = entries.flatMap(({ refund }) => refund ?? [])
  const summary = [
    String(entries.length),
    String(income.length),
    yuan(sum(income.map(({ order }) => order.total))),
    String(spent.length),
    yuan(sum(spent.map(({ refund }) => refund))),
  ]
  return lines([FUND_HEAD, ...rows, FUND_SUMMARY, row(summary)])
}

function entriesOf(simulation: Pick<Simulation, 'state' | 'clock'>, owner: string, day: string): readonly Entry[] {
  const paid = allOrders(simulation)
    .filter((order) => order.owner === owner && order.paid !== undefined && dayOf(order.paid) === day)
    .map((order): Entry => ({ at: order.paid ?? 0, order }))
  const back = allRefunds(simulation)
    .filter((refund) => refund.owner === owner && dayOf(refund.created) === day)
    .flatMap((refund): Entry[] => {
      const order = findOrder(simulation, owner, refund.out_trade_no)
      return order ? [{ at: refund.created, order, refund }] : []
    })
  return [...paid, ...back].sort((a, b) => a.at - b.at)
}

/** A backtick before each value; a comma becomes backslash and blank, a line break `\n` [DOC 4013071246]. */
function row(values: readonly string[]): string {
  return values.map((value) => `\`${value.replaceAll(',', '\\ ').replaceAll('\n', '\\n')}`).join(',')
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
/** With a byte-order mark, as it was seen and as client libraries expect it [LIVE, AXIOS]. */
const lines = (all: readonly string[]) => `\ufeff${all.join('\r\n')}\r\n`
