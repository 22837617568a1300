import type { Simulation } from '../../../sdk/index.ts'
import { leadsAway } from './cashier/addresses.ts'

const COLLECTION = 'redirects'

/** An address as the console registers it: scheme, host and path, without what stands behind them. */
function registered(url: URL): string {
  return `${url.origin}${url.pathname}`
}

export function registerRedirect({ state }: Pick<Simulation, 'state'>, url: URL): string {
  const address = registered(url)
  state.put(COLLECTION, address, address)
  return address
}

/**
 * Where an authorise page may send the browser. The platform wants the address registered in the app's console; here
 * this machine's own addresses are free, and others have to be registered, so that no page becomes a way to anywhere.
 */
export function redirectTarget({ state }: Pick<Simulation, 'state'>, text: string | null): URL | undefined {
  const url = leadsAway(text ?? undefined)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) return undefined
  const isHere = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[\w-]+(?:\.[\w-]+)*\.localhost)$/.test(url.hostname)
  return isHere || state.get(COLLECTION, registered(url)) !== undefined ? url : undefined
}

/** The address with the platform's parameters behind its own. */
export function withParameters(url: URL, values: Readonly<Record<string, string | undefined>>): URL {
  const to = new URL(url)
  for (const [name, value] of Object.entries(values)) if (value !== undefined) to.searchParams.set(name, value)
  return to
}
