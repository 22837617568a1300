import type { Lang } from '../text/text.ts'
import type { Reception } from './await-return.ts'

const STYLE =
  ':root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:16px;font:17px/1.5 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}main{max-width:440px;text-align:center}h1{font-size:21px;margin:0 0 8px}p{margin:0;opacity:.75}'

/** What the browser shows once it is back. */
export function returnPage(lang: Lang, { good, text }: Reception): string {
  const title = good ? { en: 'Authorised', zh: '授权成功' } : { en: 'Not authorised', zh: '未完成授权' }
  const more = { en: 'You may close this window.', zh: '可以关闭此窗口。' }
  return `<!DOCTYPE html>\n<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title[lang]}</title><style>${STYLE}</style></head><body><main><h1>${title[lang]}</h1><p role="status">${escaped(text[lang])}${good ? `${lang === 'zh' ? '' : ' '}${more[lang]}` : ''}</p></main></body></html>\n`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}
