import { request as httpRequest, type IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream'
import { answerBroken, answerTooLarge, timedOut, unreachable } from '../errors/catalog/network.ts'
import { IntegError } from '../errors/integ-error.ts'
import type { HttpRequest, HttpResponse } from '../sdk/http.ts'

export interface SendOptions {
  /** Limit of the whole exchange. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** Limit of the decoded body. */
  readonly maxBytes?: number
}
export interface HttpClient {
  /** Redirects are never followed: a signed request belongs to its origin. Throws `unreachable`, `timed-out`, `answer-…`. */
  send(request: HttpRequest, options?: SendOptions): Promise<HttpResponse>
}

const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_MAX_BYTES = 20_000_000

/**
 * A plain call goes through node:http, which costs a fifth of what undici costs to load; a proxy from the
 * environment goes through undici. Same limits on both.
 */
export function createHttpClient(env: Readonly<Record<string, string | undefined>>): HttpClient {
  return {
    async send(request, options = {}) {
      const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS
      const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES
      const timer = AbortSignal.timeout(timeoutMs)
      const signal = options.signal ? AbortSignal.any([timer, options.signal]) : timer
      try {
        return needsProxy(request.url, env)
          ? await sendThroughProxy(request, signal, maxBytes)
          : await sendDirect(request, signal, maxBytes)
      } catch (error) {
        throw explainFailure(error, request.url, { timedOut: timer.aborted, timeoutMs, maxBytes })
      }
    },
  }
}

function sendDirect(request: HttpRequest, signal: AbortSignal, maxBytes: number): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    // TLS takes as long to load as the rest of a call to the sandbox.
    const open = request.url.protocol === 'https:' ? process.getBuiltinModule('node:https').request : httpRequest
    const headers = {
      'accept-encoding': 'gzip, deflate, br',
      ...request.headers,
      'content-length': String(request.body.byteLength),
    }
    const sending = open(request.url, { method: request.method, headers, signal, agent: false })
    let answered = false
    sending.on('error', (error) => reject(answered ? new CutAnswer(error) : error))
    sending.on('response', (answer) => {
      answered = true
      readBody(answer, maxBytes).then(
        (body) =>
          resolve({ kind: 'response', status: answer.statusCode ?? 0, headers: flattenHeaders(answer.headers), body }),
        (error: unknown) => reject(error instanceof IntegError ? error : new CutAnswer(error)),
      )
    })
    sending.end(request.body)
  })
}

async function sendThroughProxy(request: HttpRequest, signal: AbortSignal, maxBytes: number): Promise<HttpResponse> {
  const { EnvHttpProxyAgent, request: send } = await import('undici')
  const dispatcher = new EnvHttpProxyAgent()
  try {
    const answer = await send(request.url, {
      method: request.method as 'GET',
      headers: request.headers,
      body: request.body.byteLength > 0 ? Buffer.from(request.body) : null,
      dispatcher,
      signal,
    })
    const body = await collect(answer.body, maxBytes)
    return { kind: 'response', status: answer.statusCode, headers: flattenHeaders(answer.headers), body }
  } finally {
    await dispatcher.close()
  }
}

/** The answer had begun when it failed: what came is not to be used. */
class CutAnswer {
  readonly code: string
  constructor(cause: unknown) {
    this.code = (cause as { code?: string }).code ?? 'cut'
  }
}

function readBody(answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const decoder = decoderOf(answer.headers['content-encoding'])
  if (!decoder) return collect(answer, maxBytes)
  // `pipeline` carries a cut or broken compressed stream over as an error of the decoder.
  pipeline(answer, decoder, () => undefined)
  return collect(decoder, maxBytes)
}

function decoderOf(encoding: string | undefined) {
  if (encoding === undefined || encoding === 'identity') return undefined
  const { createBrotliDecompress, createGunzip, createInflate } = process.getBuiltinModule('node:zlib')
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip()
  if (encoding === 'br') return createBrotliDecompress()
  if (encoding === 'deflate') return createInflate()
  return undefined
}

/** What a body of that encoding says; rejects when it is broken or says too much. */
export async function readableBody(
  bytes: Uint8Array,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const decoder = decoderOf(encoding)
  if (!decoder) return bytes
  decoder.end(bytes)
  return collect(decoder, maxBytes)
}

async function collect(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.byteLength
    if (size > maxBytes) throw answerTooLarge({ url: '', bytes: maxBytes })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function flattenHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value
  return flat
}

/** Without the query: it holds the signature. */
export function placeOf(url: URL): string {
  return `${url.origin}${url.pathname}`
}

/** `answered`: the answer had begun when it failed. */
export function explainFailure(
  error: unknown,
  url: URL,
  limits: { timedOut: boolean; timeoutMs: number; maxBytes: number },
  answered = false,
): unknown {
  const place = placeOf(url)
  if (limits.timedOut) return timedOut({ url: place, seconds: limits.timeoutMs / 1000 })
  if (error instanceof IntegError) return answerTooLarge({ url: place, bytes: limits.maxBytes })
  const code = (error as { code?: string }).code ?? ''
  if (code === 'ABORT_ERR') return error
  if (answered || error instanceof CutAnswer || code.startsWith('HPE_'))
    return answerBroken({ url: place, reason: code }, { cause: error })
  return unreachable({ url: place, reason: code || 'unknown' }, { cause: error })
}

export function isThisMachine({ hostname }: URL): boolean {
  return /^(localhost|127\.|\[::1\])/.test(hostname)
}

/** Loopback is never proxied. */
function needsProxy(url: URL, env: Readonly<Record<string, string | undefined>>): boolean {
  if (isThisMachine(url)) return false
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  return Boolean(env[name] || env[name.toLowerCase()])
}
