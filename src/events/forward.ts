import { deliver } from '../delivery/deliver.ts'
import { isLoopback } from '../delivery/loopback.ts'
import { forwardTargetRemote } from '../errors/catalog/events.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import type { Clock, Headers, HttpRequest, HttpResponse } from '../sdk/http.ts'
import { HOP_BY_HOP } from '../system/hop-by-hop.ts'
import type { HttpClient } from '../system/http.ts'

/** These the next connection makes anew. */
const MADE_ANEW: ReadonlySet<string> = new Set(['host', 'content-length', 'expect'])

export interface ForwardOptions {
  /** How long the platform would wait. */
  readonly timeoutMs: number
  readonly acknowledged: (response: HttpResponse) => boolean
  readonly allowRemote: boolean
  readonly signal: AbortSignal
}

export interface Forwarded {
  readonly url: string
  /** What the integration answered; absent when it did not. */
  readonly response?: HttpResponse
  readonly acknowledged: boolean
  /** Why there was no answer that counts: `connection-refused`, `timeout`, `redirect`, … */
  readonly error?: string
  readonly ms: number
}

/** Throws `invalid-value` or `forward-target-remote`. */
export function checkForwardTarget(text: string, allowRemote: boolean, flag = '--forward-to'): URL {
  const wanted = /^\d+$/.test(text)
    ? `http://127.0.0.1:${text}`
    : /^[\w.-]+:\d+(\/|$)/.test(text)
      ? `http://${text}`
      : text
  const url = URL.canParse(wanted) ? new URL(wanted) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw invalidValue({ name: flag, value: text, expected: { en: 'an http(s) address', zh: ' http(s) 地址' } })
  if (!allowRemote && !isLoopback(url.hostname)) throw forwardTargetRemote({ url: url.href, flag })
  return url
}

/** Hands the same bytes and headers to the integration. Never rejects because of the integration. */
export async function forward(
  request: HttpRequest,
  target: URL,
  ports: { readonly http: HttpClient; readonly clock: Clock },
  options: ForwardOptions,
): Promise<Forwarded> {
  const url = withQueryOf(request.url, target)
  const attempt = await deliver({ ...request, url, headers: endToEnd(request.headers) }, ports, options)
  return { ...attempt, url: url.href }
}

/** The answer for the platform: the integration's own, or what a gateway would say in its place. */
export function answerOf(forwarded: Forwarded): HttpResponse {
  const { response, error } = forwarded
  // The body was decoded on the way.
  if (response) return { ...response, headers: without(endToEnd(response.headers), 'content-encoding') }
  const status = error === 'timeout' ? 504 : 502
  const body = Buffer.from(`the integration did not answer: ${error ?? 'unknown'}\n`)
  return { kind: 'response', status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

/** Some platforms sign in the query (WeCom: msg_signature, timestamp, nonce), so it travels along. */
function withQueryOf(from: URL, target: URL): URL {
  if (from.search === '') return target
  const url = new URL(target)
  url.search = target.search === '' ? from.search : `${target.search}&${from.search.slice(1)}`
  return url
}

function endToEnd(headers: Headers): Headers {
  const named = (headers['connection'] ?? '').split(',').map((name) => name.trim().toLowerCase())
  const stays = (name: string) => HOP_BY_HOP.has(name) || MADE_ANEW.has(name) || named.includes(name)
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !stays(name)))
}

function without(headers: Headers, name: string): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name))
}
