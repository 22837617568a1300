import { mintCredential } from '../profiles/local.ts'
import { integrationEnvironment } from '../profiles/environment.ts'
import { findProject } from '../project/project.ts'
import type { Credential } from '../sdk/auth.ts'
import type { CallPorts } from '../call/types.ts'
import { createRegistry } from '../registry/registry.ts'
import { createSandboxClient, type SandboxClient } from '../sandbox/client.ts'
import { startSandbox as startServers } from '../sandbox/start.ts'
import { checkSnapshot, makeSnapshot } from '../sandbox/snapshot.ts'
import type { FaultWish } from '../sandbox/faults/make-fault.ts'
import { parseTime } from '../sandbox/time-text.ts'
import { applySeed } from '../seed/apply.ts'
import { readSeed, readSeedFile } from '../seed/read.ts'
import { connectorNotServed } from '../errors/catalog/sandbox.ts'
import { systemClock } from '../system/clock.ts'
import { createHttpClient } from '../system/http.ts'
import { findPaths } from '../system/paths.ts'
import { seededRandom, systemRandom } from '../system/random.ts'
import type { TestFault, TestSandbox, TestSandboxOptions } from './test-sandbox.ts'

export type { TestClock, TestFault, TestSandbox, TestSandboxOptions } from './test-sandbox.ts'
export type { Acted } from '../sandbox/client.ts'
export type { Snapshot } from '../sandbox/snapshot.ts'
export type { ClockReading, Travelled } from '../sandbox/travel.ts'
export type { Planted } from '../seed/apply.ts'
export type { PlantedStep } from '../seed/play.ts'
export type { Seed, SeedStep } from '../seed/seed.ts'
export type { DeliveryRecord, EventRecord } from '../delivery/records.ts'
export type { FaultRecord } from '../sandbox/faults/fault.ts'
export type { FaultWish } from '../sandbox/faults/make-fault.ts'

const VERSION = '0.0.0'

/** Starts a sandbox for a test. Nothing is written, and no saved credential is read. */
export async function startSandbox(options: TestSandboxOptions = {}): Promise<TestSandbox> {
  const at = options.at === undefined ? undefined : timeOf(options.at)
  const seed = options.seed === undefined ? undefined : String(options.seed)
  const paths = findPaths(process.env)
  const project = findProject(options.cwd ?? process.cwd())
  const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project, paths })
  const ids = options.connectors ?? registry.active().map(({ id }) => id)
  const connectors = await Promise.all(ids.map((id) => registry.get(id)))
  const credentials = new Map<string, Credential>()
  for (const connector of connectors) {
    const given = options.credentials?.[connector.id]
    credentials.set(
      connector.id,
      given ?? (await mintCredential(connector, { random: systemRandom, clock: systemClock })),
    )
  }
  const http = createHttpClient({})
  const sandbox = await startServers(
    {
      connectors,
      port: 0,
      memory: true,
      version: VERSION,
      credentials: (id) => [credentials.get(id) ?? {}],
      ...(seed === undefined ? {} : { seed }),
      ...(at === undefined ? {} : { at }),
    },
    { clock: systemClock, random: systemRandom, http },
  )
  const client = createSandboxClient(sandbox, http)
  const url = (id: string): string => {
    const found = sandbox.url(id)
    if (found === undefined) throw connectorNotServed({ connector: id, served: ids })
    return found
  }
  const random = seed === undefined ? systemRandom : seededRandom(`${seed}\nseed file`)
  const callPorts: CallPorts = {
    clock: systemClock,
    random,
    http,
    connectorFor: (operation, connector) => registry.findOperation(operation, connector),
    credential: async ({ id }) => ({ credential: credentials.get(id) ?? {}, environment: 'local' }),
    localUrl: async ({ id }) => new URL(url(id)),
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
    fault: (wish) => testFault(client, wish),
    clock: {
      now: async () => new Date((await client.clock()).now),
      read: () => client.clock(),
      advance: (by) => client.advanceClock(by),
      set: async (to) => client.setClock(new Date(timeOf(to)).toISOString()),
      freeze: () => client.freezeClock(),
      resume: () => client.resumeClock(),
      reset: () => client.resetClock(),
    },
    seed: async (given, more = {}) => {
      const read = await (typeof given === 'string' ? readSeedFile(given) : readSeed(given, { label: 'seed' }))
      return applySeed(read, { client, callPorts, random }, more)
    },
    snapshot: async () => makeSnapshot(await sandbox.worlds.take(), { integ: VERSION, now: systemClock.now() }),
    restore: async (snapshot) => sandbox.worlds.put(checkSnapshot(snapshot, 'snapshot').world),
    reset: async () => void (await client.reset()),
    stop: async () => {
      registry.close()
      await sandbox.close()
    },
  }
}

function timeOf(at: Date | string): number {
  return typeof at === 'string' ? parseTime(at) : at.getTime()
}

async function testFault(client: SandboxClient, wish: FaultWish): Promise<TestFault> {
  const fault = await client.addFault(wish)
  return {
    ...fault,
    now: async () => (await client.faults()).find(({ id }) => id === fault.id) ?? fault,
    remove: () => client.removeFault(fault.id),
  }
}
