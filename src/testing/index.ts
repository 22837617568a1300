import { mintCredential } from '../profiles/local.ts'
import { integrationEnvironment } from '../profiles/environment.ts'
import { findProject } from '../project/project.ts'
import type { Credential } from '../sdk/auth.ts'
import { createRegistry } from '../registry/registry.ts'
import { createSandboxClient, type Acted } from '../sandbox/client.ts'
import { startSandbox as startServers } from '../sandbox/start.ts'
import { connectorNotServed } from '../errors/catalog/sandbox.ts'
import { systemClock } from '../system/clock.ts'
import { createHttpClient } from '../system/http.ts'
import { findPaths } from '../system/paths.ts'
import { systemRandom } from '../system/random.ts'

export type { Acted } from '../sandbox/client.ts'
export type { DeliveryRecord, EventRecord } from '../delivery/records.ts'

export interface TestSandboxOptions {
  /** Ids of the connectors to serve. Default: those of the project's integration.json. */
  readonly connectors?: readonly string[]
  /** Folder in which, or above which, integration.json is. Default: the current one. */
  readonly cwd?: string
}

/** The platforms, for one test: in memory, on free ports of 127.0.0.1, with credentials of its own. */
export interface TestSandbox {
  /** Address of a platform; no slash at the end. */
  url(connector: string): string
  /** The environment variables by which an integration reaches it: address, ids, keys. */
  env(connector: string): Readonly<Record<string, string>>
  /** What a person does, such as `alipay.buyer.pay`. Resolves when the first deliveries of its events have ended. */
  act(action: string, params?: Readonly<Record<string, string>>): Promise<Acted>
  /** What the platforms have sent so far, newest first, with every delivery byte for byte. */
  events(): Promise<Acted['events']>
  stop(): Promise<void>
}

/** Starts a sandbox for a test. Nothing is written, and no saved credential is read. */
export async function startSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const paths = findPaths(process.env)
  const project = findProject(options.cwd ?? process.cwd())
  const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project, paths })
  const ids = options.connectors ?? registry.active().map(({ id }) => id)
  const connectors = await Promise.all(ids.map((id) => registry.get(id)))
  const credentials = new Map<string, Credential>()
  for (const connector of connectors)
    credentials.set(connector.id, await mintCredential(connector, { random: systemRandom, clock: systemClock }))
  const http = createHttpClient({})
  const sandbox = await startServers(
    {
      connectors,
      port: 0,
      memory: true,
      version: '0.0.0',
      credentials: (id) => [credentials.get(id) ?? {}],
    },
    { clock: systemClock, random: systemRandom, http },
  )
  const client = createSandboxClient(sandbox, http)
  const url = (id: string): string => {
    const found = sandbox.url(id)
    if (found === undefined) throw connectorNotServed({ connector: id, served: ids })
    return found
  }
  return {
    url,
    env: (id) => {
      const connector = connectors.find((one) => one.id === id)
      if (!connector) throw connectorNotServed({ connector: id, served: ids })
      return integrationEnvironment(connector, credentials.get(id) ?? {}, url(id))
    },
    act: (action, params = {}) => client.act(action, params),
    events: () => client.events(),
    stop: async () => {
      registry.close()
      await sandbox.close()
    },
  }
}
