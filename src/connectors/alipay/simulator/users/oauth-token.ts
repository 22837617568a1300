import type { OperationHandler, SimulatedAnswer } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { failure } from '../answers.ts'
import { ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import { grantByRefresh, grantUser, saveGrant, takeUserCode, type UserGrant } from './tokens.ts'

/** alipay.system.oauth.token: the code that the user's browser brought, or a refresh token, for tokens. */
export const oauthToken: OperationHandler = (call) => {
  const given = { ...bodyOf(call.params), ...bodyOf(call.body) }
  const now = call.clock.now()
  const appId = ownerOf(call.credential)
  if (given['grant_type'] === 'authorization_code') {
    const code = takeUserCode(call, textOf(given, 'code') ?? '')
    // Used, expired, or of another app [DOC 02km9f].
    if (!code || code.app_id !== appId || now >= code.expires)
      return failure('isv.code-invalid', 'the code is unknown, used, expired, or of another app [DOC 02km9f]')
    return tokens(grantUser(call, code))
  }
  if (given['grant_type'] === 'refresh_token') {
    const old = grantByRefresh(call, textOf(given, 'refresh_token') ?? '')
    if (!old) return failure('isv.refresh-token-invalid', 'no such refresh_token [PHP3]')
    if (old.app_id !== appId) return failure('isv.unmatched-app-id', 'the refresh_token belongs to another app [PHP3]')
    if (old.refreshed) return failure('isv.refreshed-token-invalid', 'the refresh_token was used before [PHP3]')
    if (now >= old.refresh_expires) return failure('isv.refresh-token-time-out', 'the refresh_token has expired [PHP3]')
    // That the old access token goes on until its own end is UNCONFIRMED.
    saveGrant(call, { ...old, refreshed: true })
    return tokens(grantUser(call, old))
  }
  return failure('isv.grant-type-invalid', 'grant_type: authorization_code or refresh_token [PHP3]')
}

/** A success has neither code nor msg [PHP3, NODE]. */
function tokens(grant: UserGrant): SimulatedAnswer {
  const body = {
    access_token: grant.access_token,
    // Obsolete, and still there [PHP3].
    alipay_user_id: grant.user_id,
    auth_start: formatBeijing(grant.start),
    expires_in: (grant.expires - grant.start) / 1000,
    re_expires_in: (grant.refresh_expires - grant.start) / 1000,
    refresh_token: grant.refresh_token,
    user_id: grant.user_id,
  }
  return { status: 200, body, rule: 'oauth.token: tokens, without code and msg [PHP3, NODE]' }
}
