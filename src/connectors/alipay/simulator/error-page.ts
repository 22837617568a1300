import type { SimulatedAnswer } from '../../../sdk/index.ts'
import { escaped } from './pages/escape.ts'

/** HTTP 200, HTML in GBK, naming the code without its prefix; never JSON [PROBE P5]. */
export function errorPage(subCode: string, text: string, rule: string): SimulatedAnswer {
  const code = subCode.replace(/^(?:isv|isp|aop)\./, '')
  const lines = [
    '<h1>抱歉，系统无法处理该请求</h1>',
    `<p>错误代码 <code>${escaped(code)}</code></p>`,
    `<p>${escaped(text)}</p>`,
  ]
  const head = '<meta name="viewport" content="width=device-width,initial-scale=1"><title>支付宝</title>'
  const html = `<!DOCTYPE html>\n<html lang="zh-CN"><head>${head}</head>\n<body>\n${lines.join('\n')}\n</body></html>\n`
  const headers = { 'content-type': 'text/html;charset=GBK', 'content-security-policy': "default-src 'none'" }
  return { status: 200, headers, text: ascii(html), signed: false, rule }
}

/** ASCII with numeric references reads the same in GBK and in UTF-8. */
function ascii(html: string): string {
  return html.replace(/[\u{80}-\u{10ffff}]/gu, (char) => `&#${char.codePointAt(0)};`)
}
