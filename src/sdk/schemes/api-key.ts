import type { AuthScheme } from '../auth.ts'
import type { HttpRequest } from '../http.ts'
import { compare, createStatic, field, mintText, withHeader } from './static.ts'

/** A key in a header, in the query string or in a cookie, under a name of the platform's choice. */
export function createApiKey(id: string, place: 'header' | 'query' | 'cookie', name: string): AuthScheme {
  const read = (request: HttpRequest): string | undefined => {
    if (place === 'header') return request.headers[name.toLowerCase()]
    if (place === 'query') return request.url.searchParams.get(name) ?? undefined
    return cookies(request).find(([key]) => key === name)?.[1]
  }
  const write = (request: HttpRequest, key: string): HttpRequest => {
    if (place === 'header') return withHeader(request, name, key)
    if (place === 'query') {
      const url = new URL(request.url)
      url.searchParams.set(name, key)
      return { ...request, url }
    }
    const others = cookies(request).filter(([known]) => known !== name)
    return withHeader(
      request,
      'cookie',
      [...others, [name, encodeURIComponent(key)]].map((pair) => pair.join('=')).join('; '),
    )
  }
  return createStatic(
    id,
    [field('apiKey', { en: 'API key', zh: 'API 密钥' }, true)],
    {
      attach: (request, credential) => write(request, credential['apiKey'] ?? ''),
      matches: (request, credential) => compare(read(request), credential['apiKey'] ?? ''),
    },
    (random) => ({ apiKey: mintText(random, 'local_') }),
  )
}

function cookies(request: HttpRequest): (readonly [string, string])[] {
  return (request.headers['cookie'] ?? '')
    .split(/; */)
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
}
