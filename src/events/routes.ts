import { patternUnknown } from '../errors/catalog/events.ts'
import type { Project } from '../project/project.ts'
import { nearest } from '../text/nearest.ts'
import { patternTest } from '../text/pattern.ts'

/** `"routes"` of integration.json: event pattern → address. */
export type Routes = Project['routes']

/**
 * Where an event of this type goes by the routes; undefined: none fits. The most specific pattern wins: one without a
 * star, then the one with the most characters besides stars; of equals the one that is written first.
 */
export function routeOf(routes: Routes, type: string): string | undefined {
  const fitting = Object.entries(routes).filter(([pattern]) => patternTest(pattern)(type))
  const [best] = fitting.toSorted(([a], [b]) => weight(b) - weight(a))
  return best?.[1]
}

function weight(pattern: string): number {
  const letters = pattern.replaceAll('*', '').length
  return pattern.includes('*') ? letters : Number.MAX_SAFE_INTEGER
}

/** Throws `event-pattern-unknown` for a route that no event of any connector here would take. */
export function assertRoutes(routes: Routes, known: readonly string[]): void {
  for (const pattern of Object.keys(routes)) {
    if (known.some(patternTest(pattern))) continue
    throw patternUnknown({ pattern, nearest: nearest(pattern, known), flag: 'routes' })
  }
}
