import { createServer, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { IntegError } from '../../errors/integ-error.ts'
import type { CommandRunner, Started } from '../../system/exec.ts'
import type { HttpClient } from '../../system/http.ts'

/** The partner's program, as it runs during the scenarios. */
export interface Integration {
  /** Starts it the first time it is asked for; never rejects because of the integration. */
  start(): Promise<StartOutcome>
  /** Ends what was started, with all its children. */
  stop(): Promise<void>
}

export type StartOutcome =
  | { readonly ok: true; readonly url: URL; readonly started: boolean }
  | {
      readonly ok: false
      readonly url: URL
      readonly reason: 'ended' | 'silent' | 'not-running'
      readonly output: string
    }

export interface IntegrationSetup {
  /** Where it listens; when the port is taken it is started on a free one. */
  readonly url: URL
  /** Absent: it runs already. */
  readonly start?: {
    readonly command: string
    readonly cwd: string
    readonly env: Readonly<Record<string, string | undefined>>
  }
}

export interface IntegrationPorts {
  readonly exec: () => Promise<CommandRunner>
  readonly http: HttpClient
  readonly signal: AbortSignal
}

const START_PATIENCE_MS = 60_000
const RUNNING_PATIENCE_MS = 3000
const PAUSE_MS = 100

export function openIntegration(setup: IntegrationSetup, ports: IntegrationPorts): Integration {
  let child: Started | undefined
  let outcome: Promise<StartOutcome> | undefined
  const launch = async (): Promise<StartOutcome> => {
    const { start } = setup
    if (!start)
      return (await waitUntil(setup.url, RUNNING_PATIENCE_MS, ports, () => false))
        ? { ok: true, url: setup.url, started: false }
        : { ok: false, url: setup.url, reason: 'not-running', output: '' }
    const url = new URL(setup.url)
    url.port = String(await freePort(Number(url.port) || 80))
    const env = { ...start.env, PORT: url.port, PUBLIC_URL: url.origin }
    child = await (await ports.exec()).startShell(start.command, { cwd: start.cwd, env, signal: ports.signal })
    let ended = false
    const end = () => void (ended = true)
    void child.done.then(end, end)
    const answers = await waitUntil(url, START_PATIENCE_MS, ports, () => ended)
    if (answers) return { ok: true, url, started: true }
    return { ok: false, url, reason: ended ? 'ended' : 'silent', output: child.recent() }
  }
  return {
    start: () => (outcome ??= launch()),
    stop: async () => {
      await outcome?.catch(() => undefined)
      const started = child
      child = undefined
      await started?.stop()
    },
  }
}

/** Any answer will do: which addresses an integration has is its own business. */
async function waitUntil(
  url: URL,
  patienceMs: number,
  ports: IntegrationPorts,
  ended: () => boolean,
): Promise<boolean> {
  const patience = performance.now() + patienceMs
  const request = {
    kind: 'request',
    method: 'GET',
    url: new URL('/', url),
    headers: {},
    body: new Uint8Array(),
  } as const
  for (;;) {
    try {
      await ports.http.send(request, { timeoutMs: 2000, signal: ports.signal })
      return true
    } catch (error) {
      ports.signal.throwIfAborted()
      if (!(error instanceof IntegError)) throw error
    }
    if (ended() || performance.now() > patience) return false
    await sleep(PAUSE_MS, undefined, { signal: ports.signal })
  }
}

/** The wished port when nobody on this machine listens on it, else any free one. */
async function freePort(wish: number): Promise<number> {
  // A server on all interfaces and one on 127.0.0.1 can share a number; neither may be there.
  const free = (await tryPort(wish, '127.0.0.1')) !== undefined && (await tryPort(wish, undefined)) !== undefined
  return free ? wish : ((await tryPort(0, '127.0.0.1')) ?? wish)
}

function tryPort(port: number, host: string | undefined): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true }, () => {
      const { port: taken } = server.address() as AddressInfo
      server.close(() => resolve(taken))
    })
  })
}
