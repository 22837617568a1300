import type { RequestListener } from 'node:http'
import type { Appointments } from './appointments.ts'
import type { Dispatcher } from './dispatch.ts'
import type { Exchanges } from './exchanges.ts'
import type { Log } from './log.ts'
import type { SandboxOptions } from './options.ts'
import type { Platform } from './platform.ts'
import { platformListener } from './platform-server.ts'
import { openState, stateFile } from './state.ts'

/** One platform per connector, with its state; each state's closing is added to `undo`. */
export function openPlatforms(
  options: Pick<SandboxOptions, 'connectors' | 'credentials'>,
  given: Pick<Platform, 'clock' | 'wire' | 'random' | 'seeded' | 'faults'>,
  on: {
    readonly keep: string | undefined
    readonly undo: (() => Promise<void> | void)[]
    readonly appointments: Appointments
  },
): Map<string, Platform> {
  const { keep, undo, appointments } = on
  const platforms = new Map<string, Platform>()
  for (const connector of options.connectors) {
    const state = appointments.watch(connector.id, openState(keep && stateFile(keep, connector.id)))
    undo.push(() => state.close())
    platforms.set(connector.id, {
      connector,
      state,
      credentials: () => options.credentials(connector.id),
      ...given,
    })
  }
  return platforms
}

export function originOf(platform: Platform, dispatcher: Dispatcher, log: Log, exchanges: Exchanges): RequestListener {
  return platformListener(platform, {
    record: (line) => log.write(line),
    emit: (emissions) => dispatcher.record(platform, emissions),
    keep: exchanges.add,
  })
}
