import type { EventRecord } from '../delivery/records.ts'
import { schedules, type AddressSchedule } from '../delivery/schedule.ts'
import { unknownEvent } from '../errors/catalog/events.ts'
import type { Project } from '../project/project.ts'
import type { Connector } from '../sdk/connector.ts'
import type { HttpResponse } from '../sdk/http.ts'
import type { EventType } from '../sdk/webhook.ts'
import { nearest } from '../text/nearest.ts'
import { routeOf } from './routes.ts'

/** What is asked of the registry. */
export interface ConnectorSource {
  list(): readonly { readonly id: string }[]
  /** Those of the project, else all. */
  active(): readonly { readonly id: string }[]
  get(id: string): Promise<Connector>
  findEvent(name: string, connector?: string): Promise<FoundEvent | undefined>
}

export interface FoundEvent {
  readonly connector: Connector
  readonly event: EventType
}

/** The connectors that are meant: those named, else those of the project, else all. */
export function connectorsMeant(source: Pick<ConnectorSource, 'active'>, named: readonly string[]): readonly string[] {
  return named.length > 0 ? [...new Set(named)] : source.active().map(({ id }) => id)
}

/** The connector that sends an event. Throws `unknown-event`, `unknown-connector`. */
export async function findEventType(source: ConnectorSource, wanted: string, named?: string): Promise<FoundEvent> {
  const found = await source.findEvent(wanted, named)
  if (found) return found
  const known = await listEventTypes(source, connectorsMeant(source, named === undefined ? [] : [named]))
  const ids = known.map(({ event }) => event.id)
  throw unknownEvent({ event: wanted, nearest: nearest(wanted, ids) })
}

/** All events of these connectors. */
export async function listEventTypes(source: ConnectorSource, ids: readonly string[]): Promise<readonly FoundEvent[]> {
  const connectors = await Promise.all(ids.map((id) => source.get(id)))
  return connectors.flatMap((connector) => connector.events().map((event) => ({ connector, event })))
}

/**
 * Where the project takes the events of a connector, or one event where its type is given: by "routes", else by "url"
 * and "events". Undefined when integration.json does not say.
 */
export function projectEventUrl(
  project: Pick<Project, 'url' | 'events' | 'routes'> | undefined,
  connector: string,
  type?: string,
): string | undefined {
  const routed = project && type !== undefined ? routeOf(project.routes, type) : undefined
  if (routed !== undefined) return routed
  const path = project?.events[connector]
  if (project?.url === undefined || path === undefined) return undefined
  return `${project.url.replace(/\/+$/, '')}${path}`
}

/** Where an event stands on the schedule of its platform, one per address. */
export async function eventSchedules(source: ConnectorSource, event: EventRecord): Promise<readonly AddressSchedule[]> {
  if (!source.list().some(({ id }) => id === event.connector)) return []
  const connector = await source.get(event.connector)
  const scheme = connector.webhooks[connector.event(event.type)?.scheme ?? '']
  return scheme ? schedules(event, scheme.retries) : []
}

/** What the platform takes as an acknowledgement of an event; undefined when its connector is not there any more. */
export async function expectedAnswer(
  source: ConnectorSource,
  event: { readonly connector: string; readonly type: string },
): Promise<HttpResponse | undefined> {
  if (!source.list().some(({ id }) => id === event.connector)) return undefined
  const connector = await source.get(event.connector)
  return connector.webhooks[connector.event(event.type)?.scheme ?? '']?.acknowledgement()
}
