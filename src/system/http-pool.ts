import type { Dispatcher } from 'undici'
import { answerTooLarge, timedOut } from '../errors/catalog/network.ts'
import type { HttpRequest, HttpResponse } from '../sdk/http.ts'
import { explainFailure, flattenHeaders, isThisMachine, placeOf, readableBody, type HttpClient } from './http.ts'

/** More wait for their turn: a receiver on somebody's laptop is no load test. */
const CONNECTIONS = 128
/** Short, so that a receiver that serves one connection at a time is not kept from others for long. */
const KEEP_ALIVE_MS = 1000
const DEFAULT_TIMEOUT_MS = 30_000
const DEFAULT_MAX_BYTES = 20_000_000

export interface HttpPool extends HttpClient {
  readonly close: () => Promise<void>
}

/**
 * For many exchanges with few hosts, as deliveries are: connections stay open from one to the next. Same answers and
 * errors as the plain client, several times as many a second; undici is loaded with the first of them. `others` does
 * what goes to other machines, where a proxy may stand between.
 */
export function createHttpPool(others: HttpClient): HttpPool {
  let opened: Promise<Dispatcher> | undefined
  const aborts = new WeakMap<AbortSignal, Set<() => void>>()
  /** One listener for all that share a signal: adding one more takes as long as there are many. */
  const onAbort = (signal: AbortSignal, run: () => void): (() => void) => {
    const all = aborts.get(signal) ?? new Set()
    if (!aborts.has(signal)) {
      aborts.set(signal, all)
      signal.addEventListener('abort', () => all.forEach((one) => one()), { once: true })
    }
    all.add(run)
    return () => all.delete(run)
  }
  const agent = async (): Promise<Dispatcher> => {
    const { Agent } = await import('undici')
    const limits = {
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      headersTimeout: 0,
      bodyTimeout: 0,
    }
    return new Agent({ connections: CONNECTIONS, ...limits })
  }
  return {
    async send(request, options = {}) {
      if (!isThisMachine(request.url)) return others.send(request, options)
      const dispatcher = await (opened ??= agent())
      return exchange(dispatcher, request, {
        timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
        maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
        signal: options.signal,
        onAbort,
      })
    },
    close: async () => {
      await (await opened)?.destroy()
    },
  }
}

interface Limits {
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal | undefined
  readonly onAbort: (signal: AbortSignal, run: () => void) => () => void
}

function exchange(dispatcher: Dispatcher, request: HttpRequest, limits: Limits): Promise<HttpResponse> {
  const { url, body } = request
  const { timeoutMs, maxBytes, signal } = limits
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let status = 0
    let headers: Record<string, string> = {}
    let stop: ((reason: Error) => void) | undefined
    let ended: unknown
    let forget: (() => void) | undefined
    const end = (work: () => void): void => {
      clearTimeout(timer)
      forget?.()
      work()
    }
    const fail = (error: unknown): void => {
      if (ended !== undefined) return
      ended = error
      stop?.(error as Error)
      end(() => reject(error))
    }
    const timer = setTimeout(() => fail(timedOut({ url: placeOf(url), seconds: timeoutMs / 1000 })), timeoutMs)
    if (signal?.aborted) return fail(signal.reason)
    forget = signal && limits.onAbort(signal, () => fail(signal.reason))
    const encoding = { 'accept-encoding': 'gzip, deflate, br' }
    const given = {
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method as 'POST',
      headers: { ...encoding, ...request.headers },
      body: body.byteLength > 0 ? body : null,
    }
    dispatcher.dispatch(given, {
      onRequestStart: (controller) => {
        stop = (reason) => controller.abort(reason)
        if (ended !== undefined) controller.abort(ended as Error)
      },
      onResponseStart: (_, code, fields) => {
        status = code
        headers = flattenHeaders(fields)
      },
      onResponseData: (_, chunk) => {
        size += chunk.byteLength
        if (size > maxBytes) fail(answerTooLarge({ url: placeOf(url), bytes: maxBytes }))
        else chunks.push(chunk)
      },
      onResponseEnd: () => {
        if (ended !== undefined) return
        readableBody(Buffer.concat(chunks), headers['content-encoding'], maxBytes).then(
          (whole) => end(() => resolve({ kind: 'response', status, headers, body: whole })),
          (error: unknown) => fail(explainFailure(error, url, { timedOut: false, timeoutMs, maxBytes }, true)),
        )
      },
      onResponseError: (_, error) => {
        if (ended !== undefined) return
        fail(explainFailure(error, url, { timedOut: false, timeoutMs, maxBytes }, status !== 0))
      },
    })
  })
}
