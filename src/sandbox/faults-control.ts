import { invalidValue } from '../errors/catalog/usage.ts'
import { optional, text, type Body } from './control-input.ts'
import type { ControlParts, ControlRoutes } from './control-route.ts'
import type { FaultRecord } from './faults/fault.ts'
import { makeFault, type FaultWish } from './faults/make-fault.ts'

/** Faults over the control port. */
export const faultRoutes: ControlRoutes = {
  'GET faults': (parts) => ({ faults: listed(parts) }),
  'POST faults': (parts, { body }) => {
    const served = [...parts.platforms.values()].map(({ connector }) => connector)
    const { id } = parts.faults.add(makeFault(wishOf(body), served, parts.clock.now()))
    return { fault: listed(parts).find((one) => one.id === id) }
  },
  'DELETE faults/:id': (parts, { id }) => {
    parts.faults.remove(id)
    return { removed: id }
  },
  'DELETE faults': (parts) => ({ removed: parts.faults.clear() }),
}

function listed({ faults, clock }: ControlParts): readonly FaultRecord[] {
  return faults.list(clock.now())
}

function wishOf(body: Body): FaultWish {
  const wish: Record<string, unknown> = { fault: text(body, 'fault') }
  for (const name of ['connector', 'operation', 'event', 'from', 'until', 'for', 'when']) {
    const value = optional(body, name)
    if (value !== undefined) wish[name] = value
  }
  for (const name of ['probability', 'count', 'after']) {
    const value = body[name]
    if (value === undefined) continue
    if (typeof value !== 'number')
      throw invalidValue({ name, value: JSON.stringify(value), expected: { en: 'a number', zh: '数字' } })
    wish[name] = value
  }
  return wish as unknown as FaultWish
}
