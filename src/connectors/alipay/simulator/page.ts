import type { SimulatedAnswer } from '../../../sdk/index.ts'
import { formatYuan } from './money.ts'
import type { Order } from './trade.ts'

/** HTTP 200, HTML in GBK, naming the code without its prefix; never JSON [PROBE P5]. */
export function errorPage(subCode: string, text: string, rule: string): SimulatedAnswer {
  const code = subCode.replace(/^(?:isv|isp|aop)\./, '')
  const html = page('支付宝', [
    '<h1>抱歉，系统无法处理该请求</h1>',
    `<p>错误代码 <code>${escaped(code)}</code></p>`,
    `<p>${escaped(text)}</p>`,
  ])
  return { status: 200, headers: { 'content-type': 'text/html;charset=GBK' }, text: ascii(html), signed: false, rule }
}

/** The cashier page of the sandbox: what is to be paid, and how to pay it here. */
export function cashierPage(order: Order): SimulatedAnswer {
  const act = `integ sandbox act alipay.buyer.pay out_trade_no=${order.out_trade_no}`
  const html = page('支付宝收银台 · 沙箱', [
    '<h1>收银台（本地沙箱） · Cashier (local sandbox)</h1>',
    '<dl>',
    `<dt>商品 · Subject</dt><dd>${escaped(order.subject)}</dd>`,
    `<dt>商户订单号 · out_trade_no</dt><dd>${escaped(order.out_trade_no)}</dd>`,
    `<dt>金额 · Amount</dt><dd>¥ ${formatYuan(order.total)}</dd>`,
    '</dl>',
    '<p>以买家身份付款，请在终端执行：<br>To pay as the buyer, run in a terminal:</p>',
    `<pre>${escaped(act)}</pre>`,
  ])
  const headers = { 'content-type': 'text/html;charset=utf-8' }
  return {
    status: 200,
    headers,
    text: html,
    signed: false,
    rule: 'page.pay: no trade before the buyer signs in [DOC 02ekfq]',
  }
}

function page(title: string, lines: readonly string[]): string {
  return `<!DOCTYPE html>\n<html lang="zh-CN"><head><title>${title}</title></head>\n<body>\n${lines.join('\n')}\n</body></html>\n`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** ASCII with numeric references reads the same in GBK, which node cannot encode. */
function ascii(html: string): string {
  return html.replace(/[\u{80}-\u{10ffff}]/gu, (char) => `&#${char.codePointAt(0)};`)
}
