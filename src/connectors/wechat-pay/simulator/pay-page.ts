import type { SimulatedAnswer } from '../../../sdk/index.ts'

export interface PageFacts {
  readonly path: string
  /** Sent along with a button. */
  readonly hidden: Readonly<Record<string, string>>
  readonly number?: string
  readonly what?: string
  readonly total?: number
  readonly state?: string
  readonly back?: string
  readonly deed?: 'pay' | 'cancel' | 'fail'
  readonly problem?: string
}

const DEEDS = {
  pay: '支付成功 · Paid',
  cancel: '已取消 · Cancelled',
  fail: '支付失败 · Payment failed',
} as const

/** What is to be paid, and three buttons. No script: the policy forbids any. */
export function payPage(facts: PageFacts): SimulatedAnswer {
  const { number, what = '', total = 0, state = '', deed, problem, back } = facts
  const found = number !== undefined
  const lines = found
    ? [
        '<h1>微信支付（本地沙箱） · WeChat Pay (local sandbox)</h1>',
        ...(problem === undefined ? [] : [`<p role="alert">${escaped(problem)}</p>`]),
        ...(deed === undefined ? [] : [`<p role="status">${DEEDS[deed]}</p>`]),
        '<dl>',
        `<dt>商品 · Description</dt><dd>${escaped(what)}</dd>`,
        `<dt>商户订单号 · out_trade_no</dt><dd>${escaped(number)}</dd>`,
        `<dt>金额 · Amount</dt><dd>¥ ${(total / 100).toFixed(2)}</dd>`,
        `<dt>状态 · State</dt><dd>${escaped(state)}</dd>`,
        '</dl>',
        ...(state === 'NOTPAY' || state === 'USERPAYING' ? [form(facts)] : []),
        ...(back !== undefined && /^https?:\/\//i.test(back)
          ? [`<p><a href="${escaped(back)}" rel="noreferrer">返回商户 · Back to the merchant</a></p>`]
          : []),
      ]
    : ['<h1>订单不存在或链接已失效</h1>', '<p>There is no such order, or the link has expired.</p>']
  return {
    status: found ? 200 : 404,
    headers: {
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", // prettier-ignore
      'referrer-policy': 'no-referrer',
    },
    text: page(lines),
    signed: false,
    rule: 'payment page of the sandbox, at the path of the real h5_url [DOC 4012791834]',
  }
}

function form({ path, hidden }: PageFacts): string {
  const fields = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  const buttons = [
    ['pay', '付款 · Pay'],
    ['cancel', '取消 · Cancel'],
    ['fail', '付款失败 · Fail'],
  ].map(([value, label]) => `<button name="deed" value="${value}">${label}</button>`)
  return `<form method="post" action="${path}">${fields.join('')}\n${buttons.join('\n')}\n</form>`
}

const STYLE =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:34em;margin:3em auto;padding:0 1em}dt{color:#555}dd{margin:0 0 .6em}button{font:inherit;padding:.4em 1em;margin-right:.5em}'

function page(lines: readonly string[]): string {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>微信支付 · 沙箱</title><style>${STYLE}</style>`
  return `<!DOCTYPE html>\n<html lang="zh-CN"><head>${head}</head>\n<body><main>\n${lines.join('\n')}\n</main></body></html>\n`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
