import type { Lang, Sdk, SimulatedAnswer, Text } from '../../../../sdk/index.ts'
import { escaped } from './escape.ts'
import { STYLE } from './style.ts'

export interface PageContent {
  readonly lang: Lang
  readonly title: Text
  /** HTML; what came from outside is escaped already. */
  readonly main: string
  readonly rule: string
  readonly status?: number
  /** The merchant may show it in a frame of its own. */
  readonly framed?: boolean
}

/**
 * A page of the sandbox: no script, no resource from anywhere. Forms may lead on to any web address, since a browser
 * counts the redirects behind a form as well, and those end at the merchant's.
 */
export function htmlPage(sdk: Sdk, { lang, title, main, rule, status = 200, framed }: PageContent): SimulatedAnswer {
  const say = (text: Text) => escaped(text[lang])
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${say(title)}</title><style>${STYLE}</style>`
  const brand = say({ en: 'Alipay', zh: '支付宝' })
  const tag = say({ en: 'Local sandbox', zh: '本地沙箱' })
  const foot = say({
    en: 'A simulation on this machine. No money moves, and nothing leaves for the real platform.',
    zh: '本机模拟页面，不产生真实资金流转，也不会访问真实平台。',
  })
  const text = `<!DOCTYPE html>\n<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head>${head}</head><body><header><span>${brand}</span><span class="tag">${tag}</span></header><main>${main}</main><footer>${foot}</footer></body></html>\n`
  return { status, headers: pageHeaders(sdk, lang, framed === true), text, signed: false, rule }
}

function pageHeaders(sdk: Sdk, lang: Lang, framed: boolean): Record<string, string> {
  const style = sdk.crypto.hash('sha256', STYLE).toString('base64')
  const policy = [
    `default-src 'none'`,
    `style-src 'sha256-${style}'`,
    `form-action 'self' http: https:`,
    `base-uri 'none'`,
    ...(framed ? [] : [`frame-ancestors 'none'`]),
  ]
  return {
    'content-type': 'text/html;charset=utf-8',
    'content-language': lang,
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    vary: 'accept-language',
  }
}

/** After a POST, and wherever the browser is sent on. */
export function redirect(location: string, rule: string, status: 302 | 303 = 302): SimulatedAnswer {
  const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  return { status, headers, text: '', signed: false, rule }
}

/** The rows of a description list; values are escaped here. */
export function rows(pairs: readonly (readonly [label: string, value: string])[]): string {
  return `<dl>${pairs.map(([label, value]) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`
}

export function hidden(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('')
}
