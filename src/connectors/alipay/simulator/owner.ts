import type { Credential, Simulation } from '../../../sdk/index.ts'

/** The app that called where it acts for a merchant; `app_id` is then the merchant's. Only handlers see such a credential. */
const CALLER = 'calling_app_id'

/** The same simulation, seen by a merchant who authorised the caller. */
export function actingFor<S extends Simulation>(simulation: S, appId: string): S {
  const caller = callerOf(simulation.credential)
  if (caller === appId) return { ...simulation, credential: ownCredential(simulation.credential) }
  return { ...simulation, credential: { ...simulation.credential, app_id: appId, [CALLER]: caller } }
}

export function ownerOf(credential: Credential): string {
  return credential['app_id'] ?? ''
}

export function callerOf(credential: Credential): string {
  return credential[CALLER] ?? credential['app_id'] ?? ''
}

function ownCredential(credential: Credential): Credential {
  const { [CALLER]: caller, ...rest } = credential
  return caller === undefined ? rest : { ...rest, app_id: caller }
}
