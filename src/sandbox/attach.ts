import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxNotRunning } from '../errors/catalog/sandbox.ts'
import { IntegError } from '../errors/integ-error.ts'
import type { HttpClient } from '../system/http.ts'
import { createSandboxClient, type SandboxClient } from './client.ts'
import { isAlive, processStart } from '../system/process-identity.ts'
import { readPublished, type Published } from './published.ts'
import type { SandboxOptions, SandboxPorts } from './options.ts'

export interface RunningOne {
  readonly client: SandboxClient
  readonly published: Published
}

/** The sandbox that runs on a state folder and answers; undefined when there is none. */
export async function findSandbox(
  stateFolder: string,
  http: HttpClient,
  signal?: AbortSignal,
): Promise<RunningOne | undefined> {
  const published = readPublished(stateFolder)
  if (!published || !isAlive(published.pid, undefined)) return undefined
  const client = createSandboxClient(published, http, signal)
  try {
    const { pid } = await client.status()
    return pid === published.pid ? { client, published } : undefined
  } catch (error) {
    if (error instanceof IntegError && error.code === 'sandbox-unreachable') return undefined
    throw error
  }
}

/** The sandbox that runs on a state folder. Throws `sandbox-not-running`. */
export async function connectSandbox(
  stateFolder: string,
  http: HttpClient,
  signal?: AbortSignal,
): Promise<SandboxClient> {
  const running = await findSandbox(stateFolder, http, signal)
  if (!running) throw sandboxNotRunning({ state: stateFolder })
  return running.client
}

export interface AttachedSandbox {
  readonly client: SandboxClient
  /** Where the connector's platform answers; undefined when this sandbox does not serve it. */
  url(connectorId: string): string | undefined
  readonly connectors: readonly string[]
  /** Started for this run only. */
  readonly inProcess: boolean
  /** Ends a sandbox of this process, after the deliveries that are under way; leaves a running one alone. */
  close(): Promise<void>
}

export interface AttachOptions extends Pick<SandboxOptions, 'version' | 'credentials'> {
  /** Undefined: a sandbox of this process that keeps nothing. */
  readonly stateFolder: string | undefined
  /** A sandbox that has to be started is found by other commands, for as long as this one runs. */
  readonly announce?: boolean | undefined
  /** Asked only when a sandbox has to be started. */
  readonly connectors: () => Promise<SandboxOptions['connectors']>
}

/** `onRecord`: the log of a sandbox that is started for this run. */
type AttachPorts = Pick<SandboxPorts, 'clock' | 'random' | 'http' | 'onRecord'> & { readonly signal?: AbortSignal }

const PATIENCE_MS = 5000
const GRACE_MS = 5000

/**
 * The running sandbox, or one in this process on the same state. Another command that holds the state for a moment
 * is waited for, up to 5 s; then `sandbox-locked`.
 */
export async function attachSandbox(options: AttachOptions, ports: AttachPorts): Promise<AttachedSandbox> {
  const patience = Date.now() + PATIENCE_MS
  let loading: ReturnType<AttachOptions['connectors']> | undefined
  const connectors = (): ReturnType<AttachOptions['connectors']> => (loading ??= options.connectors())
  for (;;) {
    const running =
      options.stateFolder === undefined
        ? undefined
        : (announcedOne(options.stateFolder, ports) ??
          (await findSandbox(options.stateFolder, ports.http, ports.signal)))
    if (running) return runningOne(running)
    try {
      return await ownOne({ ...options, connectors }, ports)
    } catch (error) {
      const isLocked = error instanceof IntegError && error.code === 'sandbox-locked'
      if (!isLocked || Date.now() >= patience) throw error
    }
    await sleep(25, undefined, ports.signal ? { signal: ports.signal } : {})
  }
}

/** Without asking it, where the system tells that the very process that wrote the announcement is still there. */
function announcedOne(
  stateFolder: string,
  ports: Pick<SandboxPorts, 'http'> & { readonly signal?: AbortSignal },
): RunningOne | undefined {
  const published = readPublished(stateFolder)
  if (published?.processStart === undefined || processStart(published.pid) !== published.processStart) return undefined
  return { client: createSandboxClient(published, ports.http, ports.signal), published }
}

function runningOne({ client, published }: RunningOne): AttachedSandbox {
  return {
    client,
    url: (id) => published.connectors.find((one) => one.id === id)?.url,
    connectors: published.connectors.map(({ id }) => id),
    inProcess: false,
    close: async () => {},
  }
}

async function ownOne(options: AttachOptions, ports: AttachPorts): Promise<AttachedSandbox> {
  const { stateFolder, version, credentials } = options
  const connectors = await options.connectors()
  // Only now: a call to a sandbox that runs already needs none of it.
  const { startSandbox } = await import('./start.ts')
  const sandbox = await startSandbox(
    {
      connectors,
      version,
      credentials,
      ...(options.announce ? {} : { port: 0, attached: true }),
      lockWaitMs: 0,
      ...(stateFolder === undefined ? {} : { stateFolder }),
    },
    { clock: ports.clock, random: ports.random, http: ports.http, ...(ports.onRecord && { onRecord: ports.onRecord }) },
  )
  if (options.announce) void sandbox.stopRequested.then(() => sandbox.close(GRACE_MS))
  return {
    client: createSandboxClient(sandbox, ports.http, ports.signal),
    url: (id) => sandbox.url(id),
    connectors: connectors.map(({ id }) => id),
    inProcess: true,
    close: () => sandbox.close(GRACE_MS),
  }
}
