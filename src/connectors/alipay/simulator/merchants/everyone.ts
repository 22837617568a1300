import type { Simulation } from '../../../../sdk/index.ts'
import { actingFor, ownerOf } from '../owner.ts'
import { grantsTo } from './grants.ts'

/** The platform as the app sees it, and as each merchant does who authorised it. */
export function everyOwner(simulation: Simulation): readonly Simulation[] {
  const merchants = new Set(grantsTo(simulation, ownerOf(simulation.credential)).map((one) => one.merchant.app_id))
  return [simulation, ...[...merchants].map((appId) => actingFor(simulation, appId))]
}
