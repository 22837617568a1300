import type {
  HttpRequest,
  Operation,
  OperationHandler,
  Sdk,
  SimulatedAnswer,
  SimulatedCall,
  Simulation,
} from '../../../../sdk/index.ts'
import { gatewayParameters, isGateway } from '../../v2/parameters.ts'
import { failure } from '../answers.ts'
import { asPage } from '../cashier/open.ts'
import { actingFor, ownerOf } from '../owner.ts'
import { merchantGrant, stateOf } from './grants.ts'

/** The merchant's token: a common parameter in v2, a header in v3 [DOC 057k53, 054oog]. */
export const merchantToken = (sdk: Sdk, request: HttpRequest): string | undefined => {
  const given = isGateway(request)
    ? gatewayParameters(sdk, request).get('app_auth_token')
    : request.headers['alipay-app-auth-token']
  return given?.trim() ? given : undefined
}

/** What the gateway says to a token before the operation sees the call. Undefined: there is none, or it is good. */
export const permitMerchant =
  (sdk: Sdk) =>
  (simulation: Simulation, request: HttpRequest, operation: Operation): SimulatedAnswer | undefined => {
    const token = merchantToken(sdk, request)
    if (token === undefined) return undefined
    const answer = problemOf(simulation, token, operation)
    return answer && operation.browser ? asPage(answer) : answer
  }

function problemOf(simulation: Simulation, token: string, operation: Operation): SimulatedAnswer | undefined {
  if (!operation.parameters.some(({ name }) => name === 'app_auth_token'))
    return failure('isv.not-support-app-auth', 'the operation has no ISV mode [OPEN 105806]')
  const grant = merchantGrant(simulation, token)
  if (!grant || grant.app_id !== ownerOf(simulation.credential))
    return failure('aop.invalid-app-auth-token', 'no such app_auth_token of this app [OPEN 105806]')
  const state = stateOf(grant, simulation.clock.now())
  // That a withdrawn authorisation makes the token invalid is UNCONFIRMED.
  if (state === 'revoked') return failure('aop.invalid-app-auth-token', 'the merchant has withdrawn the authorisation')
  if (state === 'expired') return failure('aop.app-auth-token-time-out', 'the token was refreshed [OPEN 105806]')
  if (grant.methods && !grant.methods.includes(operation.id))
    return failure('aop.invalid-app-auth-token-no-api', 'the merchant did not grant this operation [OPEN 105806]')
  return undefined
}

/** With a merchant's token the call acts for that merchant: what it makes and finds is the merchant's [DOC 00f7nu]. */
export const onBehalf =
  (sdk: Sdk, handler: OperationHandler): OperationHandler =>
  (call: SimulatedCall) => {
    const token = merchantToken(sdk, call.request)
    const grant = token === undefined ? undefined : merchantGrant(call, token)
    return handler(grant ? actingFor(call, grant.merchant.app_id) : call)
  }
