import { connectorNotServed, stateValueTooDeep } from '../errors/catalog/sandbox.ts'
import type { Json } from '../sdk/http.ts'
import { record } from './control-input.ts'
import type { ControlRoutes } from './control-route.ts'
import { isTooDeep, MAX_JSON_DEPTH } from './json-depth.ts'

/** Entries put into the state of several connectors: all of them or none. */
export const seedRoutes: ControlRoutes = {
  'POST state': async ({ platforms, worlds }, { body }) => {
    const state = record(body['state'])
    for (const [id, collections] of Object.entries(state)) {
      if (!platforms.has(id)) throw connectorNotServed({ connector: id, served: [...platforms.keys()] })
      if (isTooDeep(collections)) throw stateValueTooDeep({ limit: MAX_JSON_DEPTH })
    }
    return worlds.change(() => {
      const entries: Record<string, number> = {}
      for (const [id, collections] of Object.entries(state)) {
        entries[id] = 0
        for (const [collection, values] of Object.entries(record(collections)))
          for (const [key, value] of Object.entries(record(values))) {
            platforms.get(id)?.state.put(collection, key, value as Json)
            entries[id] += 1
          }
      }
      return { entries }
    })
  },
  /** Until every delivery that is under way has ended. */
  'POST settle': async ({ dispatcher }) => {
    await dispatcher.idle()
    return {}
  },
}
