import type { Journal } from '../delivery/journal.ts'
import type { EventRecord } from '../delivery/records.ts'
import { connectorNotServed, eventNotFound, noSuchControl } from '../errors/catalog/sandbox.ts'
import { invalidValue } from '../errors/catalog/usage.ts'
import type { Json } from '../sdk/http.ts'
import { listActions, playAction } from './act.ts'
import type { Dispatcher } from './dispatch.ts'
import { assertUrl, type Listeners } from './listeners.ts'
import type { Platform } from './platform.ts'
import type { ServedConnector } from './published.ts'
import { assertCanSend } from './simulate.ts'

export interface SandboxStatus {
  readonly pid: number
  readonly version: string
  /** State folder; empty when nothing is kept anywhere. */
  readonly state: string
  readonly memory: boolean
  readonly connectors: readonly ServedConnector[]
  readonly startedAt: string
}

export interface ControlParts {
  readonly platforms: ReadonlyMap<string, Platform>
  readonly journal: Journal
  readonly dispatcher: Dispatcher
  readonly listeners: Listeners
  status(): SandboxStatus
  stop(): void
}

type Body = Readonly<Record<string, unknown>>

/** The control API: method, path below `/__integ`, body → answer. Throws IntegErrors; the HTTP side is elsewhere. */
export async function control(parts: ControlParts, method: string, url: URL, body: Body): Promise<object> {
  const path = url.pathname.replace(/^\/__integ\/?/, '')
  const [area = '', id, verb] = path.split('/').map(decodeURIComponent)
  switch (`${method} ${area}${id === undefined ? '' : '/:id'}${verb === undefined ? '' : `/${verb}`}`) {
    case 'GET status':
      return parts.status()
    case 'POST stop':
      parts.stop()
      return {}
    case 'POST reset':
      return reset(parts, optional(body, 'connector'))
    case 'GET actions':
      return { actions: listActions(parts.platforms.values()) }
    case 'POST act':
      return act(parts, text(body, 'action'), record(body['params']))
    case 'GET events':
      return { events: parts.journal.events(limitOf(url)) }
    case 'GET events/:id':
      return { event: eventOf(parts.journal, id ?? '') }
    case 'POST events/:id/resend': {
      const to = optional(body, 'url')
      if (to !== undefined) assertUrl(to)
      return { delivery: await parts.dispatcher.resend(id ?? '', to) }
    }
    case 'POST emit':
      return emit(parts, body)
    case 'POST listeners': {
      const connector = optional(body, 'connector')
      if (connector !== undefined) platformOf(parts, connector)
      const forwards = optional(body, 'forwards')
      const wish = { url: text(body, 'url'), ...(connector === undefined ? {} : { connector }) }
      return { id: parts.listeners.add({ ...wish, ...(forwards === undefined ? {} : { forwards }) }).id }
    }
    case 'DELETE listeners/:id':
      parts.dispatcher.cancelListener(id ?? '')
      return { removed: parts.listeners.remove(id ?? '') !== undefined }
    case 'POST wait': {
      const event = text(body, 'event')
      eventOf(parts.journal, event)
      await parts.dispatcher.settled(event)
      return { event: eventOf(parts.journal, event) }
    }
    default:
      throw noSuchControl({ path: `${method} ${url.pathname}` })
  }
}

function reset(parts: ControlParts, connector: string | undefined): object {
  const platforms = connector === undefined ? [...parts.platforms.values()] : [platformOf(parts, connector)]
  parts.dispatcher.cancel(connector)
  for (const { state } of platforms) state.reset()
  parts.journal.clear(connector)
  return { reset: platforms.map((platform) => platform.connector.id) }
}

async function act(parts: ControlParts, action: string, params: Readonly<Record<string, unknown>>): Promise<object> {
  const texts = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, asText(value)]))
  const { platform, result, emissions } = await playAction(parts.platforms, action, texts)
  const { ids, start } = parts.dispatcher.record(platform, emissions)
  start()
  // What is due later is not waited for; `wait` does that.
  const due = ids.filter((_, at) => (emissions[at]?.afterMs ?? 0) <= 0)
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

function text(body: Body, name: string): string {
  const value = optional(body, name)
  if (value === undefined) throw invalidValue({ name, value: '', expected: { en: 'a text', zh: '文本' } })
  return value
}

function optional(body: Body, name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
