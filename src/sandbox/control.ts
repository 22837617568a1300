import type { Journal } from '../delivery/journal.ts'
import type { EventRecord } from '../delivery/records.ts'
import { connectorNotServed, eventNotFound, noSuchControl } from '../errors/catalog/sandbox.ts'
import type { Json } from '../sdk/http.ts'
import { listActions, playAction } from './act.ts'
import { clockRoutes } from './clock-control.ts'
import { asText, optional, record, text, type Body } from './control-input.ts'
import type { ControlParts, ControlRoutes } from './control-route.ts'
import { faultRoutes } from './faults-control.ts'
import { inspectorRoutes } from './inspector-control.ts'
import { assertUrl } from './listeners.ts'
import type { Platform } from './platform.ts'
import { resendRoutes } from './resend-control.ts'
import { seedRoutes } from './seed-control.ts'
import { snapshotRoutes } from './snapshot-control.ts'
import { assertCanSend } from './simulate.ts'

/** The control API: method, path below `/__integ`, body → answer. Throws IntegErrors; the HTTP side is elsewhere. */
export async function control(parts: ControlParts, method: string, url: URL, body: Body): Promise<object> {
  const path = url.pathname.replace(/^\/__integ\/?/, '')
  const [area = '', id, verb] = path.split('/').map(decodeURIComponent)
  const name = `${method} ${area}${id === undefined ? '' : '/:id'}${verb === undefined ? '' : `/${verb}`}`
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined
  if (!route) throw noSuchControl({ path: `${method} ${url.pathname}` })
  return route(parts, { id: id ?? '', url, body })
}

const own: ControlRoutes = {
  'GET status': (parts) => parts.status(),
  'POST stop': (parts) => {
    parts.stop()
    return {}
  },
  'POST reset': (parts, { body }) => reset(parts, optional(body, 'connector')),
  'GET actions': (parts) => ({ actions: listActions(parts.platforms.values()) }),
  'POST act': (parts, { body }) => act(parts, text(body, 'action'), record(body['params'])),
  'GET events': (parts, { url }) => ({
    events: parts.journal.events(limitOf(url)).map((event) => asItStands(parts, event)),
  }),
  'GET events/:id': (parts, { id }) => ({ event: asItStands(parts, eventOf(parts.journal, id)) }),
  'POST emit': (parts, { body }) => emit(parts, body),
  'POST listeners': (parts, { body }) => {
    const connector = optional(body, 'connector')
    if (connector !== undefined) platformOf(parts, connector)
    const forwards = forwardsOf(body)
    const wish = { url: text(body, 'url'), ...(connector === undefined ? {} : { connector }) }
    return { id: parts.listeners.add({ ...wish, ...(forwards.length === 0 ? {} : { forwards }) }).id }
  },
  'DELETE listeners/:id': (parts, { id }) => {
    parts.dispatcher.cancelListener(id)
    return { removed: parts.listeners.remove(id) !== undefined }
  },
  'POST wait': async (parts, { body }) => {
    const event = text(body, 'event')
    eventOf(parts.journal, event)
    await parts.dispatcher.settled(event)
    return { event: eventOf(parts.journal, event) }
  },
}

/** One table per area; an area that grows gets a file of its own. */
const ROUTES: ControlRoutes = {
  ...own,
  ...inspectorRoutes,
  ...clockRoutes,
  ...snapshotRoutes,
  ...seedRoutes,
  ...faultRoutes,
  ...resendRoutes,
}

async function reset(parts: ControlParts, connector: string | undefined): Promise<object> {
  const platforms = connector === undefined ? [...parts.platforms.values()] : [platformOf(parts, connector)]
  parts.dispatcher.cancel(connector)
  for (const { state } of platforms) state.reset()
  parts.journal.clear(connector)
  parts.faults.clear(connector)
  parts.exchanges.clear(connector)
  if (connector === undefined) await parts.beginAnew()
  return { reset: platforms.map((platform) => platform.connector.id) }
}

async function act(parts: ControlParts, action: string, params: Readonly<Record<string, unknown>>): Promise<object> {
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, asText(value)]))
  const { platform, result, emissions } = await playAction(parts.platforms, action, texts)
  const { ids, start } = parts.dispatcher.record(platform, emissions)
  start()
  // What is due later is not waited for; `wait` does that.
  const due = ids.filter((id) => parts.journal.event(id)?.dueAt === undefined)
  await Promise.all(due.map((id) => parts.dispatcher.settled(id)))
  return { result, events: ids.flatMap((id) => parts.journal.event(id) ?? []) }
}

function emit(parts: ControlParts, body: Body): object {
  const platform = platformOf(parts, text(body, 'connector'))
  const type = text(body, 'type')
  const url = optional(body, 'url')
  if (url !== undefined) assertUrl(url)
  assertCanSend(platform, type)
  const payload = (body['payload'] ?? platform.connector.event(type)?.example ?? {}) as Json
  const credential = platform.credentials()[0] ?? {}
  const { ids, start } = parts.dispatcher.record(platform, [
    { type, payload, credential, ...(url === undefined ? {} : { url }) },
  ])
  start()
  return { event: eventOf(parts.journal, ids[0] ?? '') }
}

/** An event that was due when nobody listened is not to be sent any more. */
function asItStands({ clock }: ControlParts, event: EventRecord): EventRecord {
  const { dueAt, ...sent } = event
  const isMissed = event.url === undefined && event.deliveries.length === 0 && Date.parse(dueAt ?? '') <= clock.now()
  return isMissed ? sent : event
}

/** One address, or a list of them. */
function forwardsOf(body: Body): readonly string[] {
  const given = body['forwards']
  return (Array.isArray(given) ? given : [given]).filter((one): one is string => typeof one === 'string' && one !== '')
}

function platformOf(parts: ControlParts, connector: string): Platform {
  const platform = parts.platforms.get(connector)
  if (!platform) throw connectorNotServed({ connector, served: [...parts.platforms.keys()] })
  return platform
}

function eventOf(journal: Journal, id: string): EventRecord {
  const event = journal.event(id)
  if (!event) throw eventNotFound({ id })
  return event
}

function limitOf(url: URL): number | undefined {
  const limit = Number(url.searchParams.get('limit') ?? NaN)
  return Number.isInteger(limit) && limit > 0 ? limit : undefined
}
