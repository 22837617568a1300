import { useEffect, useState } from 'preact/hooks'
import { decodePercent } from '../../text/percent.ts'

export const VIEWS = ['requests', 'events', 'state', 'clock', 'actions'] as const
export type View = (typeof VIEWS)[number]

/** Where the page is: `#/requests/req_1/signing?q=T1`. */
export interface Route {
  readonly view: View
  readonly path: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [view, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decodePercent)
  const known = VIEWS.find((one) => one === view)
  return { view: known ?? 'requests', path: known ? rest : [], query: Object.fromEntries(new URLSearchParams(query)) }
}

export function routeHash({ view, path, query }: Route): string {
  const given = Object.entries(query).filter(([, value]) => value !== '')
  const search = given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
  return `#/${[view, ...path].map(encodeURIComponent).join('/')}${search}`
}

/** `replace`: the step is not worth a place in the history, as when moving through a list. */
export function go(route: Route, replace = false): void {
  const hash = routeHash(route)
  if (hash === location.hash) return
  if (replace) history.replaceState(null, '', hash)
  else history.pushState(null, '', hash)
  dispatchEvent(new Event('integ-route'))
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash))
  useEffect(() => {
    const change = (): void => setRoute(parseRoute(location.hash))
    const names = ['hashchange', 'popstate', 'integ-route']
    for (const name of names) addEventListener(name, change)
    return () => names.forEach((name) => removeEventListener(name, change))
  }, [])
  return route
}
