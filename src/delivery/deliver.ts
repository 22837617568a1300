import type { Clock, HttpRequest, HttpResponse } from '../sdk/http.ts'
import type { HttpClient } from '../system/http.ts'
import { isLoopback } from './loopback.ts'

/** An acknowledgement is a word or two; a receiver that answers with more is cut off. */
const MAX_ANSWER_BYTES = 1024 * 1024

export interface DeliverOptions {
  /** How long the platform waits for the answer. */
  readonly timeoutMs: number
  readonly acknowledged: (response: HttpResponse) => boolean
  /** Targets outside this machine are refused otherwise. */
  readonly allowRemote?: boolean
  /** Set off: the attempt never happened, and `deliver` rejects. */
  readonly signal: AbortSignal
}

export interface Attempt {
  readonly response?: HttpResponse
  readonly acknowledged: boolean
  /** `timeout`, `connection-refused`, `redirect`, `remote-target`, `unsupported-url` or another code. */
  readonly error?: string
  /** The target itself is not acceptable: a further attempt would end the same way. */
  readonly final?: boolean
  readonly ms: number
}

/**
 * Hands exactly these bytes to the request's URL, once. A redirect is a failure. Never rejects because of the
 * receiver; rejects when `signal` is set off.
 */
export async function deliver(
  request: HttpRequest,
  ports: { readonly http: HttpClient; readonly clock: Clock },
  options: DeliverOptions,
): Promise<Attempt> {
  const refused = refuseTarget(request.url, options.allowRemote === true)
  if (refused) return { acknowledged: false, error: refused, final: true, ms: 0 }
  const started = ports.clock.now()
  try {
    const response = await ports.http.send(request, {
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      maxBytes: MAX_ANSWER_BYTES,
    })
    return { response, ms: ports.clock.now() - started, ...judge(response, options.acknowledged) }
  } catch (error) {
    if (options.signal.aborted) throw error
    return {
      acknowledged: false,
      error: reasonOf(error),
      ms: ports.clock.now() - started,
    }
  }
}

function refuseTarget(url: URL, allowRemote: boolean): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'unsupported-url'
  return allowRemote || isLoopback(url.hostname) ? undefined : 'remote-target'
}

function judge(
  response: HttpResponse,
  acknowledged: (response: HttpResponse) => boolean,
): Pick<Attempt, 'acknowledged' | 'error'> {
  if (response.status >= 300 && response.status < 400) return { acknowledged: false, error: 'redirect' }
  return { acknowledged: acknowledged(response) }
}

function reasonOf(error: unknown): string {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = (at as { code?: unknown }).code
    if (code === 'timed-out') return 'timeout'
    if (code === 'ECONNREFUSED') return 'connection-refused'
    if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'connection-closed'
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'host-not-found'
    if (at.name === 'TimeoutError') return 'timeout'
    if (at instanceof AggregateError && at.errors.length > 0) return reasonOf(at.errors[0])
  }
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code.toLowerCase() : 'network-error'
}
