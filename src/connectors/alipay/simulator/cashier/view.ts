import type { Lang, Sdk, SimulatedAnswer, Text } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { formatYuan } from '../money.ts'
import { htmlPage, rows } from '../pages/document.ts'
import { escaped } from '../pages/escape.ts'
import type { Order, Trade } from '../trade.ts'
import type { Session } from './session.ts'

export interface CashierView {
  readonly lang: Lang
  readonly session: Session
  readonly rule: string
}

const TITLE: Text = { en: 'Cashier', zh: '收银台' }

/** The order with its three buttons. `alert` is what went wrong before. */
export function orderPage(sdk: Sdk, view: CashierView, order: Order, alert?: Text): SimulatedAnswer {
  const say = (text: Text) => escaped(text[view.lang])
  const main = [
    alert ? `<p class="box bad" role="alert">${say(alert)}</p>` : '',
    heading(view.lang, { en: 'Confirm the payment', zh: '确认付款' }, order),
    facts(view.lang, order),
    `<form method="post" action="/cashier/${escaped(view.session.id)}">`,
    `<button class="main" name="do" value="pay" autofocus>${say({ en: 'Pay now', zh: '立即付款' })}</button>`,
    `<div class="row"><button name="do" value="fail">${say({ en: 'Let it fail', zh: '模拟付款失败' })}</button>`,
    `<button name="do" value="cancel">${say({ en: 'Cancel', zh: '取消' })}</button></div></form>`,
  ].join('')
  return htmlPage(sdk, { ...view, title: TITLE, main, framed: view.session.framed === true })
}

/** Nothing more to decide: paid, closed, given up. */
export function statePage(
  sdk: Sdk,
  view: CashierView,
  order: Order | Trade,
  { tone, text, title, more = '' }: { tone: 'good' | 'bad' | 'note'; text: Text; title: Text; more?: string },
): SimulatedAnswer {
  const box = `<p class="box ${tone}" role="status">${escaped(text[view.lang])}</p>`
  const main = `${box}${heading(view.lang, title, order)}${facts(view.lang, order)}${more}`
  return htmlPage(sdk, { ...view, title: TITLE, main, framed: view.session.framed === true })
}

export function lostPage(sdk: Sdk, lang: Lang): SimulatedAnswer {
  const title: Text = { en: 'There is nothing to pay here', zh: '找不到该订单' }
  const text: Text = {
    en: 'The sandbox does not know this order: the address is wrong, or the sandbox was reset after the order was made.',
    zh: '沙箱中没有该订单：地址有误，或沙箱在下单后已重置。',
  }
  const main = `<h1>${escaped(title[lang])}</h1><p class="lead">${escaped(text[lang])}</p>`
  return htmlPage(sdk, { lang, title, main, status: 404, rule: 'cashier: no such session' })
}

export function linkButton(href: string, label: string, isMain = true): string {
  return `<a class="button${isMain ? ' main' : ''}" href="${escaped(href)}">${escaped(label)}</a>`
}

function heading(lang: Lang, title: Text, order: Order): string {
  return `<h1>${escaped(title[lang])}</h1><p class="lead">${escaped(order.subject)}</p><p class="amount"><small>¥</small>${formatYuan(order.total)}</p>`
}

function facts(lang: Lang, order: Order | Trade): string {
  const say = (text: Text) => text[lang]
  return rows([
    [say({ en: 'Order number', zh: '商户订单号' }), order.out_trade_no],
    ...('trade_no' in order ? [[say({ en: 'Trade number', zh: '支付宝交易号' }), order.trade_no] as const] : []),
    [say({ en: 'Merchant', zh: '收款方' }), order.app_id],
    ...('paid' in order && order.paid !== undefined
      ? [[say({ en: 'Paid at', zh: '付款时间' }), formatBeijing(order.paid)] as const]
      : [[say({ en: 'Pay before', zh: '付款截止' }), formatBeijing(order.expires)] as const]),
  ])
}
