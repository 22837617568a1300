import type { WireError } from '../../sandbox/wire-error.ts'
import { createLive, type Live } from './live.ts'

/** The control API as the page uses it. */
export interface Api {
  readonly get: <T>(path: string) => Promise<T>
  readonly post: <T>(path: string, body?: object) => Promise<T>
  readonly remove: <T>(path: string) => Promise<T>
  readonly live: Live
}

/** What the sandbox said no with; `offline` when it did not answer, `token` when it does not know this page any more. */
export interface ApiFailure {
  readonly kind: 'offline' | 'token' | 'refused'
  readonly error?: WireError
  readonly status?: number
}

export function isFailure(value: unknown): value is ApiFailure {
  return typeof value === 'object' && value !== null && 'kind' in value
}

/** Every method rejects with an ApiFailure. */
export function createApi(token: string, onToken: () => void): Api {
  const headers = { authorization: `Bearer ${token}` }
  const fail = (failure: ApiFailure): Promise<never> => {
    if (failure.kind === 'token') onToken()
    // What is thrown is data for the page, not a fault of it.
    // eslint-disable-next-line prefer-promise-reject-errors
    return Promise.reject(failure as unknown as Error)
  }
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`/__integ/${path}`, {
      method,
      headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch(() => undefined)
    if (!answer) return fail({ kind: 'offline' })
    if (answer.status === 401) return fail({ kind: 'token' })
    const value = (await answer.json().catch(() => undefined)) as { error?: WireError } | undefined
    if (answer.ok && value) return value as T
    return fail({ kind: 'refused', status: answer.status, ...(value?.error ? { error: value.error } : {}) })
  }
  return {
    get: (path) => ask('GET', path),
    post: (path, body = {}) => ask('POST', path, body),
    remove: (path) => ask('DELETE', path),
    live: createLive(headers),
  }
}
