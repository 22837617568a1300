import { join } from 'node:path'
import type { RequestListener } from 'node:http'
import { openJournal } from '../delivery/journal.ts'
import { createAlarms, systemTimers } from './alarms.ts'
import type { SandboxStatus } from './control-route.ts'
import { controlListener } from './control-server.ts'
import { createDispatcher, type Dispatcher } from './dispatch.ts'
import { createListeners } from './listeners.ts'
import { takeLock } from './lock.ts'
import { createLog, notice, type Log } from './log.ts'
import { openServers } from './open-servers.ts'
import type { SandboxOptions, SandboxPorts } from './options.ts'
import type { Platform } from './platform.ts'
import { platformListener } from './platform-server.ts'
import { savePorts } from './ports-file.ts'
import { publish, unpublish, type ServedConnector } from './published.ts'
import { openState, stateFile } from './state.ts'
import type { WebServer } from './web.ts'

export interface RunningSandbox {
  readonly connectors: readonly ServedConnector[]
  readonly control: string
  readonly token: string
  url(connectorId: string): string | undefined
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
  const { clock, random, http } = ports
  const keep = options.memory ? undefined : folder
  const log = createLog(ports.onRecord)
  const journal = openJournal(keep && join(keep, 'events.jsonl'))
  undo.push(() => journal.close())
  const platforms = openPlatforms(options, ports, keep, undo)
  const listeners = createListeners(random)
  const alarms = createAlarms(clock, ports.timers ?? systemTimers())
  const allowRemote = options.allowRemote === true
  const dispatcher = createDispatcher({ platforms, journal, listeners, alarms, http, log, allowRemote })

  let requestStop = (): void => {}
  const stopRequested = new Promise<void>((resolve) => (requestStop = resolve))
  const token = Buffer.from(random.bytes(24)).toString('base64url')
  const startedAt = new Date(clock.now()).toISOString()
  const served: ServedConnector[] = []
  const status = (): SandboxStatus => {
    const about = { pid: process.pid, version: options.version, state: folder ?? '', memory: keep === undefined }
    return { ...about, connectors: served, startedAt }
  }
  const parts = { platforms, journal, dispatcher, listeners, status, stop: () => requestStop() }
  const origins = [...platforms.values()].map((platform) => originOf(platform, dispatcher, log))
  const onOpen = (server: WebServer): void => void undo.push(() => server.close())
  const [control, ...rest] = await openServers([controlListener(parts, { token, log }), ...origins], options, {
    log,
    clock,
    onOpen,
  })
  options.connectors.forEach(({ id }, at) => served.push({ id, url: rest[at]?.url ?? '' }))
  // Before the ports close: a receiver may ask the platform back before it acknowledges.
  let graceMs = 0
  undo.push(() => dispatcher.close(graceMs))

  const damaged = [...platforms.values()].reduce((sum, { state }) => sum + state.damaged, journal.damaged)
  if (damaged > 0) {
    const text = {
      en: `${damaged} unreadable lines of the state were left out.`,
      zh: `状态文件中有 ${damaged} 行无法读取，已忽略。`,
    }
    notice(log, clock, 'state-damaged', text)
  }
  if (folder !== undefined && !attached) {
    if (options.port !== 0) remember(folder, options, control, rest)
    publish(folder, { pid: process.pid, control: control?.url ?? '', token, connectors: served, startedAt })
    undo.push(() => unpublish(folder))
  }
  if (!attached) dispatcher.resume()
  return {
    connectors: served,
    control: control?.url ?? '',
    token,
    url: (id) => served.find((one) => one.id === id)?.url,
    stopRequested,
    close: (grace = 0) => {
      graceMs = grace
      return rollBack(undo)
    },
  }
}

function openPlatforms(
  options: SandboxOptions,
  ports: SandboxPorts,
  keep: string | undefined,
  undo: Undo,
): Map<string, Platform> {
  const { clock, random } = ports
  const platforms = new Map<string, Platform>()
  for (const connector of options.connectors) {
    const state = openState(keep && stateFile(keep, connector.id))
    undo.push(() => state.close())
    platforms.set(connector.id, {
      connector,
      state,
      credentials: () => options.credentials(connector.id),
      clock,
      random,
    })
  }
  return platforms
}

function originOf(platform: Platform, dispatcher: Dispatcher, log: Log): RequestListener {
  return platformListener(platform, {
    record: (line) => log.write(line),
    emit: (emissions) => dispatcher.record(platform, emissions).start,
  })
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
