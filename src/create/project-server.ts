import type { CommandContext, Env } from '../cli/context.ts'
import type { HttpResponse } from '../sdk/http.ts'
import type { HttpClient } from '../system/http.ts'
import { IntegError } from '../errors/integ-error.ts'
import { freePort } from './free-port.ts'

/** The made project's own server, as its `start` command starts it. */
export interface ProjectServer {
  /** Where it answers; no slash at the end. */
  readonly url: string
  /** JSON in, JSON out; redirects are not followed. */
  send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Readonly<Record<string, unknown>>; ms: number }>
  /** What it said last. */
  output(): string
  /** Ends it with all its children. */
  stop(): Promise<void>
}

const PATIENCE_MS = 60_000
const PAUSE_MS = 100

/**
 * Starts the server on the port of its `url`, or on a free one when that is taken; PORT and PUBLIC_URL tell it.
 * `fail` makes the error for a server that ended or stayed silent.
 */
export async function startProjectServer(
  given: {
    readonly root: string
    readonly start: string
    readonly url: string
    readonly env: Env
    readonly fail: (reason: string, output: string) => Error
  },
  ports: Pick<CommandContext, 'exec' | 'http' | 'signal'>,
): Promise<ProjectServer> {
  const address = new URL(given.url)
  address.port = String(await freePort(Number(address.port) || 3000))
  const url = address.origin
  const [exec, http] = [await ports.exec(), await ports.http()]
  const env = { ...given.env, PORT: address.port, PUBLIC_URL: url }
  const child = await exec.startShell(given.start, { cwd: given.root, env, signal: ports.signal })
  const server: ProjectServer = {
    url,
    output: () => child.recent(),
    stop: () => child.stop(),
    send: (method, path, body) => sendJson(http, url, { method, path, body }),
  }
  let ended = false
  void child.done.then(
    () => (ended = true),
    () => (ended = true),
  )
  const patience = Date.now() + PATIENCE_MS
  for (;;) {
    if (await answers(http, url)) return server
    if (ended || Date.now() > patience || ports.signal.aborted) {
      await child.stop()
      throw given.fail(ended ? 'it ended before it answered' : `it did not answer on ${url}`, child.recent())
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** Any answer will do: which addresses a project has is its own business. */
async function answers(http: HttpClient, url: string): Promise<boolean> {
  try {
    await http.send(
      { kind: 'request', method: 'GET', url: new URL('/', url), headers: {}, body: new Uint8Array() },
      { timeoutMs: 2000 },
    )
    return true
  } catch (error) {
    if (error instanceof IntegError) return false
    throw error
  }
}

async function sendJson(http: HttpClient, url: string, asked: { method: string; path: string; body?: unknown }) {
  const started = performance.now()
  const body = asked.body === undefined ? '' : JSON.stringify(asked.body)
  const response = await http.send({
    kind: 'request',
    method: asked.method,
    url: new URL(asked.path, url),
    headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
    body: Buffer.from(body),
  })
  return { status: response.status, body: parse(response), ms: Math.round(performance.now() - started) }
}

function parse(response: HttpResponse): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(response.body).toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
