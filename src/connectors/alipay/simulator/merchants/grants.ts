import type { Json, Random, Sdk, Simulation } from '../../../../sdk/index.ts'
import { beijingDay } from '../../beijing-time.ts'
import { userId } from '../identifiers.ts'

export type Merchant = { readonly name: string; readonly app_id: string; readonly user_id: string }

/** What a merchant allowed the app of a service provider (ISV). Times are milliseconds since the epoch. */
export type MerchantGrant = {
  readonly app_id: string
  readonly merchant: Merchant
  readonly token: string
  readonly refresh_token: string
  readonly start: number
  /** Operations that were granted; absent: all. */
  readonly methods?: readonly string[]
  /** Exchanged for a newer pair at that time. */
  readonly replaced?: number
  readonly revoked?: boolean
}

export type MerchantCode = {
  readonly app_id: string
  readonly merchant: Merchant
  readonly methods?: readonly string[]
  readonly expires: number
  readonly used?: boolean
}

type State = Pick<Simulation, 'state'>

const DAY = 24 * 60 * 60_000
/** Once, 24 hours [OPEN alipay.open.auth.token.app]. */
const CODE_MS = DAY
/** The numbers that older documents give; the token itself does not expire any more [PHP3, OPEN]. */
export const EXPIRES_SECONDS = 31_536_000
export const REFRESH_SECONDS = 32_140_800
/** How long a token works on after it was refreshed: ten minutes (UNCONFIRMED). */
const GRACE_MS = 10 * 60_000

/** The same name is always the same merchant of an app. */
export function merchantNamed(sdk: Sdk, appId: string, name: string): Merchant {
  const hex = sdk.crypto.hash('sha256', `${appId}:merchant:${name}`).toString('hex').slice(0, 15)
  const digits = String(BigInt(`0x${hex}`))
    .padStart(12, '0')
    .slice(-12)
  const merchantApp = `2021${digits}`
  return { name, app_id: merchantApp, user_id: userId(sdk, merchantApp, 'seller') }
}

export function newMerchantCode(simulation: Simulation, given: Omit<MerchantCode, 'expires'>): string {
  const code = `P${hex(simulation.random, 16).slice(1)}`
  simulation.state.put('merchant-codes', code, { ...given, expires: simulation.clock.now() + CODE_MS } as Json)
  return code
}

export function merchantCode({ state }: State, code: string): MerchantCode | undefined {
  return state.get('merchant-codes', code) as MerchantCode | undefined
}

export function useMerchantCode({ state }: State, code: string, found: MerchantCode): void {
  state.put('merchant-codes', code, { ...found, used: true } as Json)
}

export function grantMerchant(
  simulation: Simulation,
  { app_id, merchant, methods }: Pick<MerchantGrant, 'app_id' | 'merchant' | 'methods'>,
): MerchantGrant {
  // yyyyMMBB and 32 characters [OPEN: shapes of examples].
  const head = `${beijingDay(simulation.clock.now()).slice(0, 6)}BB`
  return saveMerchantGrant(simulation, {
    app_id,
    merchant,
    token: `${head}${hex(simulation.random, 16)}`,
    refresh_token: `${head}${hex(simulation.random, 16)}`,
    start: simulation.clock.now(),
    ...(methods === undefined ? {} : { methods }),
  })
}

export function saveMerchantGrant({ state }: State, grant: MerchantGrant): MerchantGrant {
  state.put('merchant-grants', grant.token, grant as unknown as Json)
  return grant
}

export function merchantGrant({ state }: State, token: string): MerchantGrant | undefined {
  return state.get('merchant-grants', token) as MerchantGrant | undefined
}

export function allGrants({ state }: State): readonly MerchantGrant[] {
  return state.list('merchant-grants') as unknown as readonly MerchantGrant[]
}

export function grantsTo(simulation: State, appId: string): readonly MerchantGrant[] {
  return allGrants(simulation).filter((one) => one.app_id === appId)
}

export type TokenState = 'valid' | 'revoked' | 'expired'

export function stateOf(grant: MerchantGrant, now: number): TokenState {
  if (grant.revoked) return 'revoked'
  return grant.replaced !== undefined && now >= grant.replaced + GRACE_MS ? 'expired' : 'valid'
}

function hex(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('hex')
}
