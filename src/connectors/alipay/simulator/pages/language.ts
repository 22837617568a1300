import type { HttpRequest, Lang } from '../../../../sdk/index.ts'

/** What the browser would rather read; Chinese when it does not say, as the platform's pages are. */
export function languageOf(request: HttpRequest): Lang {
  const wishes = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().toLowerCase().split(';')
      const quality = rest.map((one) => /^\s*q=([\d.]+)/.exec(one)?.[1]).find(Boolean)
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => /^(?:en|zh)\b/.test(tag) && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wishes[0]?.tag.startsWith('en') ? 'en' : 'zh'
}
