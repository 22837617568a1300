import type { Credential } from '../sdk/auth.ts'
import type { Json } from '../sdk/http.ts'
import type { Alarms } from './alarms.ts'
import type { Dispatcher } from './dispatch.ts'
import type { Platform } from './platform.ts'
import { simulation, type Emission } from './simulate.ts'
import type { ConnectorState } from './state.ts'

/**
 * The collection of what happens by itself: `state.put('appointments', id, { at })` with milliseconds since the epoch.
 * When simulated time gets there, the entry is taken out and handed to the simulator's `appointment` by its id.
 */
const APPOINTMENTS = 'appointments'

/** Keeps what connectors put into their collection of appointments: one alarm for the earliest of each. */
export interface Appointments {
  /** The same state; appointments that are put into it are heard of. */
  readonly watch: (connector: string, state: ConnectorState) => ConnectorState
  readonly bind: (ports: AppointmentPorts) => void
  /** From the states as they stand: after a start, and when another world was put in place. */
  readonly arm: () => void
}

export interface AppointmentPorts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly alarms: Pick<Alarms, 'set'>
  readonly dispatcher: Pick<Dispatcher, 'record'>
}

interface Due {
  readonly id: string
  readonly at: number
}

export function createAppointments(): Appointments {
  let ports: AppointmentPorts | undefined
  /** By connector: what the alarm is set to. */
  const next = new Map<string, number>()

  const setAlarm = (connector: string, at: number): void => {
    next.set(connector, at)
    // The connector's name in front: a reset calls it off with the connector's deliveries.
    ports?.alarms.set(`${connector} ${APPOINTMENTS}`, at, () => ring(connector))
  }
  const armOne = (platform: Platform): void => {
    const { id } = platform.connector
    next.delete(id)
    const earliest = listed(platform)[0]
    if (earliest) setAlarm(id, earliest.at)
  }
  const ring = async (connector: string): Promise<void> => {
    const platform = ports?.platforms.get(connector)
    if (!platform) return
    const now = platform.clock.now()
    for (const { id } of listed(platform).filter(({ at }) => at <= now)) {
      platform.state.remove(APPOINTMENTS, id)
      const emissions = await keep(platform, id)
      ports?.dispatcher.record(platform, emissions).start()
    }
    armOne(platform)
  }
  return {
    watch: (connector, state) => ({
      ...state,
      put: (collection, id, value) => {
        state.put(collection, id, value)
        if (collection !== APPOINTMENTS) return
        const at = timeOf(value)
        if (at !== undefined && at < (next.get(connector) ?? Infinity)) setAlarm(connector, at)
      },
      reset: () => {
        next.delete(connector)
        state.reset()
      },
    }),
    bind: (given) => (ports = given),
    arm: () => {
      for (const platform of ports?.platforms.values() ?? []) armOne(platform)
    },
  }
}

/** What the connector does about it. One that fails announces nothing. */
async function keep(platform: Platform, id: string): Promise<readonly Emission[]> {
  const emissions: Emission[] = []
  const credentials = platform.credentials()
  const as = (credential: Credential) => simulation(platform, credential, emissions)
  try {
    await platform.connector.simulator?.appointment?.({ ...as(credentials[0] ?? {}), credentials, as }, id)
    return emissions
  } catch {
    return []
  }
}

function listed({ state }: Platform): readonly Due[] {
  const all = state.collections().get(APPOINTMENTS) ?? new Map<string, Json>()
  return [...all].map(([id, value]) => ({ id, at: timeOf(value) ?? 0 })).sort((a, b) => a.at - b.at)
}

function timeOf(value: Json): number | undefined {
  const at = (value as { readonly at?: unknown } | null)?.at
  return typeof at === 'number' && Number.isFinite(at) ? at : undefined
}
