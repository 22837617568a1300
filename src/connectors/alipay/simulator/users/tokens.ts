import type { Json, Simulation } from '../../../../sdk/index.ts'

export type Scope = 'auth_base' | 'auth_user'

/** What a user allowed an app, with the tokens that stand for it. Times are milliseconds since the epoch. */
export type UserGrant = {
  readonly app_id: string
  readonly user_id: string
  readonly scope: Scope
  readonly access_token: string
  readonly refresh_token: string
  readonly start: number
  readonly expires: number
  readonly refresh_expires: number
  /** Its refresh token has been used. */
  readonly refreshed?: boolean
}

export type UserCode = {
  readonly app_id: string
  readonly user_id: string
  readonly scope: Scope
  readonly expires: number
}

type State = Pick<Simulation, 'state'>

/** The code lives between 3 minutes and 24 hours depending on the scene [DOC]; the shortest is taken. */
const CODE_MS = 3 * 60_000
/** Lifetimes that were seen [NODE, PHP3]. */
const TOKEN_SECONDS = 1_296_000
const REFRESH_SECONDS = 2_592_000
/** The token starts with a word for its scope [NODE: shapes of examples]. */
const WORDS: Readonly<Record<Scope, string>> = { auth_base: 'publicpB', auth_user: 'authusrB' }

export function newUserCode(simulation: Simulation, given: Omit<UserCode, 'expires'>): string {
  const code = hex(simulation, 16)
  simulation.state.put('user-codes', code, { ...given, expires: simulation.clock.now() + CODE_MS })
  return code
}

/** A code works once: it is gone afterwards, whatever came of it. */
export function takeUserCode({ state }: State, code: string): UserCode | undefined {
  const found = state.get('user-codes', code) as UserCode | undefined
  if (found) state.remove('user-codes', code)
  return found
}

export function grantUser(simulation: Simulation, given: Pick<UserGrant, 'app_id' | 'user_id' | 'scope'>): UserGrant {
  const now = simulation.clock.now()
  const word = WORDS[given.scope]
  const grant: UserGrant = {
    app_id: given.app_id,
    user_id: given.user_id,
    scope: given.scope,
    access_token: `${word}${hex(simulation, 16)}`,
    refresh_token: `${word}${hex(simulation, 16)}`,
    start: now,
    expires: now + TOKEN_SECONDS * 1000,
    refresh_expires: now + REFRESH_SECONDS * 1000,
  }
  return saveGrant(simulation, grant)
}

export function saveGrant({ state }: State, grant: UserGrant): UserGrant {
  state.put('user-grants', grant.access_token, grant)
  return grant
}

export function grantByToken({ state }: State, token: string): UserGrant | undefined {
  return state.get('user-grants', token) as UserGrant | undefined
}

export function grantByRefresh({ state }: State, token: string): UserGrant | undefined {
  return (state.list('user-grants') as readonly (Json & UserGrant)[]).find((one) => one.refresh_token === token)
}

function hex({ random }: Pick<Simulation, 'random'>, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('hex')
}
