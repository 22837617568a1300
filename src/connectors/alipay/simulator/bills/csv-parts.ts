import { formatBeijing } from '../../beijing-time.ts'
import { formatYuan, type Cents } from '../money.ts'
import type { Entry } from './entries.ts'
import type { Period } from './period.ts'

export interface Bill {
  readonly userId: string
  readonly period: Period
  readonly entries: readonly Entry[]
  readonly now: number
}

export function head(title: string, { userId, period }: Bill): string[] {
  return [title, `#账号：[${userId}0156]`, `#起始日期：[${long(period.from)}]   终止日期：[${long(period.until)}]`]
}

export function sums({ entries, now }: Bill): string[] {
  const of = (kind: Entry['kind']) => entries.filter((one) => one.kind === kind)
  const sum = (list: readonly Entry[]) => signed(list.reduce((all, { amount }) => all + amount, 0))
  const [paid, back] = [of('payment'), of('refund')]
  return [
    `#交易合计：${paid.length}笔，商家实收共${sum(paid)}元，商家优惠共0.00元`,
    `#退款合计：${back.length}笔，商家实收退款共${sum(back)}元，商家优惠退款共0.00元`,
    `#导出时间：[${long(now)}]`,
  ]
}

export function signed(cents: Cents): string {
  return cents < 0 ? `-${formatYuan(-cents)}` : formatYuan(cents)
}

/** The platform puts a tab behind texts, so that spreadsheets keep their digits [LIVE]; commas inside are quoted. */
export function cell(value: string): string {
  const plain = value.replace(/[\r\n\t]+/g, ' ')
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain === '' ? '' : `${plain}\t`
}

export function long(at: number): string {
  const [date = '', time = ''] = formatBeijing(at).split(' ')
  const [year, month, day] = date.split('-')
  return `${year}年${month}月${day}日 ${time}`
}

export function text(lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n`
}
