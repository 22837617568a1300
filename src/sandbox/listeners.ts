import { invalidValue } from '../errors/catalog/usage.ts'
import type { Random } from '../sdk/http.ts'
import { newId } from './identifiers.ts'

/** An address that gets the sandbox's events besides the one that a call named. Lives as long as the sandbox. */
export interface Listener {
  readonly id: string
  readonly url: string
  /** Only this connector's events. */
  readonly connector?: string
  /** The addresses it stands in front of: events for them come here instead of going there. */
  readonly forwards?: readonly string[]
}

export interface Target {
  readonly url: string
  readonly listener?: string
  /** The address that the call named, which the listener stands in front of. */
  readonly insteadOf?: string
}

export interface Listeners {
  add(listener: Omit<Listener, 'id'>): Listener
  /** What was removed; undefined when there was no such listener. */
  remove(id: string): Listener | undefined
  get(id: string): Listener | undefined
  /** The listener in front of an address, or at it; else the address itself. */
  inFrontOf(connector: string, url: string): Target
  /** Where an event goes: to the address that the call named, unless a listener forwards to it, and to every listener. */
  targets(connector: string, url: string | undefined): readonly Target[]
}

export function createListeners(random: Random): Listeners {
  const all = new Map<string, Listener>()
  return {
    add: (wish) => {
      assertUrl(wish.url)
      const listener = { ...wish, id: newId('lis', random) }
      all.set(listener.id, listener)
      return listener
    },
    remove: (id) => {
      const listener = all.get(id)
      all.delete(id)
      return listener
    },
    get: (id) => all.get(id),
    inFrontOf: (connector, url) => {
      const ears = [...all.values()].filter((one) => one.connector === undefined || one.connector === connector)
      const ear = ears.find((one) => standsBefore(one, url)) ?? ears.find((one) => sameUrl(one.url, url))
      return ear ? targetOf(ear, url) : { url }
    },
    targets: (connector, url) => {
      const ears = [...all.values()].filter((one) => one.connector === undefined || one.connector === connector)
      const covered = url !== undefined && ears.some((one) => standsBefore(one, url) || sameUrl(one.url, url))
      const direct = url === undefined || covered ? [] : [{ url }]
      // A listener that another one stands in front of is reached through it.
      const hidden = (at: string) => ears.some((one) => standsBefore(one, at))
      const heard = new Map(ears.filter((one) => !hidden(one.url)).map((one) => [one.url, targetOf(one, url)]))
      return [...direct, ...heard.values()]
    },
  }
}

function standsBefore({ forwards = [] }: Listener, url: string): boolean {
  return forwards.some((one) => sameUrl(one, url))
}

function targetOf(listener: Listener, url: string | undefined): Target {
  const { id, url: at } = listener
  const stands = url !== undefined && standsBefore(listener, url)
  return { url: at, listener: id, ...(stands ? { insteadOf: url } : {}) }
}

export function assertUrl(url: string): void {
  if (!/^https?:$/.test(protocolOf(url))) {
    throw invalidValue({ name: 'url', value: url, expected: { en: 'an http(s) address', zh: ' http(s) 地址' } })
  }
}

function protocolOf(url: string): string {
  try {
    return new URL(url).protocol
  } catch {
    return ''
  }
}

/** Whether two addresses are one receiver; `localhost`, `127.0.0.1` and `[::1]` are names of this machine. */
export function sameUrl(a: string | undefined, b: string): boolean {
  if (a === undefined) return false
  try {
    return receiverOf(a) === receiverOf(b)
  } catch {
    return a === b
  }
}

function receiverOf(address: string): string {
  const url = new URL(address)
  if (url.hostname === 'localhost' || url.hostname === '[::1]') url.hostname = '127.0.0.1'
  return url.href
}
