import { mintCredential } from '../profiles/local.ts'
import { integrationEnvironment } from '../profiles/environment.ts'
import { findProject } from '../project/project.ts'
import type { Credential } from '../sdk/auth.ts'
import type { CallPorts } from '../call/types.ts'
import { createRegistry } from '../registry/registry.ts'
import { createSandboxClient, type Acted, type SandboxClient } from '../sandbox/client.ts'
import { startSandbox as startServers } from '../sandbox/start.ts'
import { checkSnapshot, makeSnapshot, type Snapshot } from '../sandbox/snapshot.ts'
import type { FaultRecord } from '../sandbox/faults/fault.ts'
import type { FaultWish } from '../sandbox/faults/make-fault.ts'
import { parseTime } from '../sandbox/time-text.ts'
import type { ClockReading, Travelled } from '../sandbox/travel.ts'
import { applySeed, type Planted } from '../seed/apply.ts'
import { readSeed, readSeedFile } from '../seed/read.ts'
import type { Seed } from '../seed/seed.ts'
import { connectorNotServed } from '../errors/catalog/sandbox.ts'
import { systemClock } from '../system/clock.ts'
import { createHttpClient } from '../system/http.ts'
import { findPaths } from '../system/paths.ts'
import { seededRandom, systemRandom } from '../system/random.ts'

export type { Acted } from '../sandbox/client.ts'
export type { Snapshot } from '../sandbox/snapshot.ts'
export type { ClockReading, Travelled } from '../sandbox/travel.ts'
export type { Planted } from '../seed/apply.ts'
export type { PlantedStep } from '../seed/play.ts'
export type { Seed, SeedStep } from '../seed/seed.ts'
export type { DeliveryRecord, EventRecord } from '../delivery/records.ts'
export type { FaultRecord } from '../sandbox/faults/fault.ts'
export type { FaultWish } from '../sandbox/faults/make-fault.ts'

export interface TestSandboxOptions {
  /** Ids of the connectors to serve. Default: those of the project's integration.json. */
  readonly connectors?: readonly string[]
  /** Folder in which, or above which, integration.json is. Default: the current one. */
  readonly cwd?: string
  /**
   * The same seed, credentials, ports and calls give the same events byte for byte; the clock stands until it is moved.
   * Keys cannot come from a seed: give `credentials` for signatures that repeat.
   */
  readonly seed?: string | number
  /** Where the clock begins: a Date, or a text such as `2026-12-24T18:00:00+08:00`. With a seed: 2026-01-01 in UTC. */
  readonly at?: Date | string
  /** Connector id → its local credential. Default: one made for this sandbox. */
  readonly credentials?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

export interface TestFault extends FaultRecord {
  /** What it has struck by now. */
  now(): Promise<FaultRecord>
  remove(): Promise<void>
}

/** The sandbox's clock. Orders, expiry, retries and records go by it; signatures with a time window do not. */
export interface TestClock {
  now(): Promise<Date>
  read(): Promise<ClockReading>
  /** Forward by `25h`, `30d`, `1d12h`, …; what is due on the way has been delivered when it resolves. */
  advance(by: string): Promise<Travelled>
  /** To a time; back only while nothing is stored. */
  set(to: Date | string): Promise<Travelled>
  freeze(): Promise<ClockReading>
  resume(): Promise<ClockReading>
  /** To real time. */
  reset(): Promise<Travelled>
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
  /** Sets a fault, such as `{ fault: 'latency=2000', operation: 'alipay.trade.*', count: 2 }`; until removed or reset. */
  fault(wish: FaultWish): Promise<TestFault>
  readonly clock: TestClock
  /** Makes it a known world: an object, or the path of a seed file. `reset: true` empties it first. */
  seed(seed: Seed | string, options?: { readonly reset?: boolean }): Promise<Planted>
  /** Everything that it remembers, as plain data. */
  snapshot(): Promise<Snapshot>
  /** Puts a snapshot in place of everything. */
  restore(snapshot: Snapshot): Promise<void>
  /** Forgets orders, events and whatever else was stored, and puts the clock back. */
  reset(): Promise<void>
  stop(): Promise<void>
}

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
