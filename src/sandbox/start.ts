import { join } from 'node:path'
import { openJournal } from '../delivery/journal.ts'
import { createAlarms, systemTimers } from './alarms.ts'
import { createAppointments } from './appointments.ts'
import { clockFile, createSimulatedClock } from './clock.ts'
import type { SandboxStatus } from './control-route.ts'
import { controlListener } from './control-server.ts'
import { createDispatcher, type Dispatcher } from './dispatch.ts'
import { createExchanges } from './exchanges.ts'
import { faultsFile, openFaults } from './faults/store.ts'
import { createListeners } from './listeners.ts'
import { takeLock } from './lock.ts'
import { createLog } from './log.ts'
import { openPlatforms, originOf } from './open-platforms.ts'
import { openServers } from './open-servers.ts'
import type { SandboxOptions, SandboxPorts } from './options.ts'
import { savePorts } from './ports-file.ts'
import { isEmptySandbox } from './empty.ts'
import { determinism } from './seeded.ts'
import { createTravel, type ClockReading } from './travel.ts'
import { createWorlds, finishPut, type Worlds } from './worlds.ts'
import { publish, unpublish, type ServedConnector } from './published.ts'
import { sayActive, sayLost } from './start-notices.ts'
import { createTickets } from './tickets.ts'
import type { WebServer } from './web.ts'

export interface RunningSandbox {
  readonly connectors: readonly ServedConnector[]
  readonly control: string
  readonly token: string
  url(connectorId: string): string | undefined
  /** Where its clock stands. */
  clock(): ClockReading
  /** What it remembers, as a whole. */
  readonly worlds: Worlds
  /** Resolves when somebody asked it to stop over the control port. Close it then. */
  readonly stopRequested: Promise<void>
  /** Waits up to `graceMs` (default 0) for deliveries under way; frees ports, files and lock. */
  close(graceMs?: number): Promise<void>
}

type Undo = (() => Promise<void> | void)[]

/** Starts one origin per connector and the control port, all on 127.0.0.1. Throws `sandbox-locked`, `sandbox-port-taken`. */
export async function startSandbox(options: SandboxOptions, ports: SandboxPorts): Promise<RunningSandbox> {
  const folder = options.stateFolder
  const lock = folder === undefined ? undefined : await takeLock(folder, options.lockWaitMs ?? 5000)
  const undo: Undo = [() => lock?.release()]
  try {
    return await assemble(options, ports, undo)
  } catch (error) {
    await rollBack(undo)
    throw error
  }
}

/** Last opened, first closed. */
async function rollBack(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).toReversed()) await step()
}

async function assemble(options: SandboxOptions, ports: SandboxPorts, undo: Undo): Promise<RunningSandbox> {
  const { stateFolder: folder, attached = false } = options
  const { clock: wire, http } = ports
  const keep = options.memory ? undefined : folder
  const log = createLog(ports.onRecord)
  let isClockDamaged = false
  const clock = createSimulatedClock(wire, keep && clockFile(keep), () => (isClockDamaged = true))
  const chance = determinism(options, { random: ports.random, now: () => wire.now() }, keep)
  const { random, seeded } = chance
  const journal = openJournal(keep && join(keep, 'events.jsonl'))
  undo.push(() => journal.close())
  if (seeded) undo.push(() => journal.tidy())
  const faults = openFaults(keep && faultsFile(keep), random)
  undo.push(() => faults.close())
  const appointments = createAppointments()
  const platforms = openPlatforms(options, { clock, wire, random, seeded, faults }, { keep, undo, appointments })
  const listeners = createListeners(chance.lasting)
  const exchanges = createExchanges()
  const alarms = createAlarms(clock, ports.timers ?? systemTimers())
  const allowRemote = options.allowRemote === true
  const deliveries = createDispatcher({ platforms, journal, listeners, alarms, http, log, allowRemote })
  appointments.bind({ platforms, alarms, dispatcher: deliveries })
  const dispatcher: Dispatcher = {
    ...deliveries,
    resume: () => {
      deliveries.resume()
      appointments.arm()
    },
  }
  const isEmpty = (): boolean => isEmptySandbox(platforms, journal)
  let isTakenUp = !attached
  const takeUp = (): void => {
    if (!isTakenUp) dispatcher.resume()
    isTakenUp = true
  }
  const { initial } = chance
  const travel = createTravel({ clock, wire, alarms, dispatcher, log, takeUp, isEmpty, initial, seed: options.seed })
  const world = { platforms, journal, clock, wire }
  finishPut(world, keep)
  const worlds = createWorlds({ ...world, dispatcher, travel, exchanges, folder: keep, resumes: () => isTakenUp })
  const startsAnew = isEmpty()
  if (startsAnew && initial) clock.apply(initial())
  const beginAnew = async (): Promise<void> => {
    chance.restart()
    await travel.restart()
  }

  let requestStop = (): void => {}
  const stopRequested = new Promise<void>((resolve) => (requestStop = resolve))
  const token = Buffer.from(ports.random.bytes(24)).toString('base64url')
  const tickets = createTickets(ports.random, () => wire.now())
  const startedAt = new Date(wire.now()).toISOString()
  const served: ServedConnector[] = []
  const status = (): SandboxStatus => {
    const about = { pid: process.pid, version: options.version, state: folder ?? '', memory: keep === undefined }
    return { ...about, connectors: served, startedAt, clock: travel.reading() }
  }
  const parts = {
    platforms,
    journal,
    dispatcher,
    listeners,
    exchanges,
    faults,
    clock,
    travel,
    worlds,
    beginAnew,
    status,
    stop: () => requestStop(),
  }
  const origins = [...platforms.values()].map((platform) => originOf(platform, dispatcher, log, exchanges))
  const onOpen = (server: WebServer): void => void undo.push(() => server.close())
  const [control, ...rest] = await openServers([controlListener(parts, { token, log, tickets }), ...origins], options, {
    log,
    clock,
    onOpen,
  })
  options.connectors.forEach(({ id }, at) => served.push({ id, url: rest[at]?.url ?? '' }))
  // Before the ports close: a receiver may ask the platform back before it acknowledges.
  let graceMs = 0
  undo.push(() => dispatcher.close(graceMs))

  sayLost({ platforms, journal, faults, isClockDamaged }, log, clock)
  sayActive(faults.list(clock.now()), log, clock)
  if (folder !== undefined && !attached) {
    if (options.port !== 0) remember(folder, options, control, rest)
    publish(folder, { pid: process.pid, control: control?.url ?? '', token, connectors: served, startedAt })
    undo.push(() => unpublish(folder))
  }
  if (!attached) dispatcher.resume()
  const { at } = options
  if (!startsAnew && at !== undefined) await travel.to(() => at)
  return {
    connectors: served,
    control: control?.url ?? '',
    token,
    url: (id) => served.find((one) => one.id === id)?.url,
    clock: () => travel.reading(),
    worlds,
    stopRequested,
    close: (grace = 0) => {
      graceMs = grace
      return rollBack(undo)
    },
  }
}

function remember(
  folder: string,
  options: SandboxOptions,
  control: WebServer | undefined,
  origins: readonly WebServer[],
): void {
  const connectors = Object.fromEntries(options.connectors.map(({ id }, at) => [id, origins[at]?.port ?? 0]))
  savePorts(folder, { ...(control ? { control: control.port } : {}), connectors })
}
