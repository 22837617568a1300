import type { Middleware } from 'openapi-fetch'

export type Env = Readonly<Record<string, string | undefined>>

/** How the API asks who calls, as its document says. */
export type SecurityScheme =
  | { readonly type: 'bearer' }
  | { readonly type: 'basic' }
  | { readonly type: 'apiKey'; readonly in: 'header' | 'query' | 'cookie'; readonly name: string }

export const securitySchemes: readonly SecurityScheme[] = {{security}}

/** Proves the caller with what is in the environment; a scheme without its variable is left out. */
export function authenticate(env: Env): Middleware {
  const value = (name: string) => env[`{{prefix}}_${name}`]
  return {
    onRequest({ request }) {
      let sent = request
      for (const scheme of securitySchemes) {
        const [token, key, user, password] = [value('TOKEN'), value('APIKEY'), value('USERNAME'), value('PASSWORD')]
        if (scheme.type === 'bearer' && token) sent.headers.set('authorization', `Bearer ${token}`)
        if (scheme.type === 'basic' && user) sent.headers.set('authorization', `Basic ${base64(`${user}:${password ?? ''}`)}`)
        if (scheme.type === 'apiKey' && key) sent = withKey(sent, scheme, key)
      }
      return sent
    },
  }
}

function withKey(request: Request, scheme: SecurityScheme & { type: 'apiKey' }, key: string): Request {
  if (scheme.in === 'query') {
    const url = new URL(request.url)
    url.searchParams.set(scheme.name, key)
    return new Request(url, request)
  }
  if (scheme.in === 'header') request.headers.set(scheme.name, key)
  else request.headers.append('cookie', `${scheme.name}=${encodeURIComponent(key)}`)
  return request
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
