import { formatBeijing } from '../../beijing-time.ts'
import { cell, head, long, signed, sums, text, type Bill } from './csv-parts.ts'
import type { Entry } from './entries.ts'

/** Heads and rulers as in bills of the platform that programs read [LIVE]; lines end in CR LF. */
const TRADE_HEAD =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注'
// UNCONFIRMED: heads of the summary and of the account bill.
const SUMMARY_HEAD =
  '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）'
const ACCOUNT_HEAD =
  '账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注'

/** 业务明细: every payment and refund. */
export function tradeDetails(bill: Bill): string {
  const lines = bill.entries.map(({ trade, kind, at, amount, requestNo }) => [
    cell(trade.trade_no),
    cell(trade.out_trade_no),
    kind === 'payment' ? '交易' : '退款',
    cell(trade.subject),
    formatBeijing(trade.created),
    formatBeijing(at),
    cell(trade.store_id ?? ''),
    '',
    '',
    cell(trade.terminal_id ?? ''),
    cell(trade.buyer.logon_id),
    signed(amount),
    signed(amount),
    ...Array<string>(5).fill('0.00'),
    '',
    '0.00',
    '0.00',
    cell(requestNo),
    '0.00',
    '0.00',
    '',
  ])
  const ruler = '#-----------------------------------------业务明细列表'
  return text([
    ...head('#支付宝业务明细查询', bill),
    `${ruler}----------------------------------------`,
    TRADE_HEAD,
    ...lines.map((line) => line.join(',')),
    `${ruler}结束------------------------------------`,
    ...sums(bill),
  ])
}

/** 业务明细（汇总）: by store. */
export function tradeSummary(bill: Bill): string {
  const stores = [...new Set(bill.entries.map(({ trade }) => trade.store_id ?? ''))]
  const line = (name: string, of: readonly Entry[]) => {
    const total = signed(of.reduce((sum, { amount }) => sum + amount, 0))
    const count = (kind: Entry['kind']) => String(of.filter((one) => one.kind === kind).length)
    return [
      cell(name),
      '',
      count('payment'),
      count('refund'),
      total,
      total,
      '0.00',
      '0.00',
      '0.00',
      '0.00',
      '0.00',
      total,
    ]
  }
  const ruler = '#-----------------------------------------业务汇总列表'
  return text([
    ...head('#支付宝业务汇总查询', bill),
    `${ruler}----------------------------------------`,
    SUMMARY_HEAD,
    ...stores.map((store) =>
      line(
        store,
        bill.entries.filter(({ trade }) => (trade.store_id ?? '') === store),
      ).join(','),
    ),
    line('合计', bill.entries).join(','),
    `${ruler}结束------------------------------------`,
    `#导出时间：[${long(bill.now)}]`,
  ])
}

/** 账务明细: what came into the account and what left it. */
export function accountDetails(bill: Bill): string {
  let balance = 0
  const lines = bill.entries.map(({ trade, kind, at, amount, requestNo }, index) => {
    balance += amount
    const income = kind === 'payment' ? signed(amount) : '0.00'
    const outgo = kind === 'refund' ? signed(amount) : '0.00'
    return [
      cell(`${trade.trade_no}${String(index + 1).padStart(4, '0')}`),
      cell(trade.trade_no),
      cell(trade.out_trade_no),
      cell(trade.subject),
      formatBeijing(at),
      cell(trade.buyer.logon_id),
      income,
      outgo,
      signed(balance),
      '支付宝',
      kind === 'payment' ? '在线支付' : '交易退款',
      cell(requestNo),
    ].join(',')
  })
  const ruler = '#-----------------------------------------账务明细列表'
  return text([
    ...head('#支付宝账务明细查询', bill),
    `${ruler}----------------------------------------`,
    ACCOUNT_HEAD,
    ...lines,
    `${ruler}结束------------------------------------`,
    `#导出时间：[${long(bill.now)}]`,
  ])
}
