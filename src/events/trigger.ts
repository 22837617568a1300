import { lastDeliveries } from '../delivery/last-deliveries.ts'
import type { EventRecord } from '../delivery/records.ts'
import { scenarioNeedsSandbox } from '../errors/catalog/events.ts'
import type { Connector } from '../sdk/connector.ts'
import type { EventType } from '../sdk/webhook.ts'
import type { SandboxControl } from './control.ts'
import { diffValues } from './fixture-diff.ts'
import { declaresNotifyUrl } from './declared.ts'
import { overridePayload } from './overrides.ts'
import { playScenario, type PlayedScenario, type PlayOptions, type ScenarioPorts } from './scenario.ts'

export interface Triggered extends PlayedScenario {
  readonly connector: Connector
  readonly event: EventType
  /** False: there is no scenario, the event was made from its example. */
  readonly played: boolean
}

/**
 * Makes the platform send one event: plays its scenario, or sends its example where it has none. `notifyUrl` reaches
 * the platform by the call that names it; where no call can, it listens for the time of the scenario.
 */
export async function triggerEvent(
  connector: Connector,
  event: EventType,
  ports: ScenarioPorts,
  options: PlayOptions,
): Promise<Triggered> {
  const scenario = connector.scenario(event.id)
  const { client } = ports
  if (!scenario) {
    if (!client) throw scenarioNeedsSandbox({ event: event.id, environment: options.environment ?? 'sandbox' })
    return { connector, event, played: false, ...(await sendExample(connector, event, client, options)) }
  }
  const { notifyUrl } = options
  const listens =
    client !== undefined &&
    notifyUrl !== undefined &&
    !scenario.steps.some((step) => declaresNotifyUrl(connector, step))
  const listener = listens ? await client.addListener({ connector: connector.id, url: notifyUrl }) : undefined
  try {
    return { connector, event, played: true, ...(await playScenario(scenario, connector, ports, options)) }
  } finally {
    if (listener !== undefined) await client?.removeListener(listener)
  }
}

async function sendExample(
  connector: Connector,
  event: EventType,
  client: SandboxControl,
  options: PlayOptions,
): Promise<PlayedScenario> {
  const payload = overridePayload(event.id, event.example, options.set ?? [])
  const sent = await client.emit({
    connector: connector.id,
    type: event.id,
    payload,
    ...(options.notifyUrl === undefined ? {} : { url: options.notifyUrl }),
  })
  // What a fault makes late is not waited for.
  const events = [sent.dueAt === undefined ? await client.wait(sent.id) : sent]
  return { scenario: event.id, steps: [], events, missing: [], diff: diffValues(event.example, payload) }
}

/** Undefined: nobody was there to acknowledge. */
export function isAcknowledged(events: readonly EventRecord[]): boolean | undefined {
  const deliveries = events.flatMap(lastDeliveries)
  return deliveries.length === 0 ? undefined : deliveries.every(({ acknowledged }) => acknowledged)
}
