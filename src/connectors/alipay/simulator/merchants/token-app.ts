import type { JsonObject, OperationHandler, SimulatedAnswer } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { success } from '../answers.ts'
import { businessFailure } from '../business-failure.ts'
import { ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import {
  allGrants,
  EXPIRES_SECONDS,
  grantMerchant,
  merchantCode,
  merchantGrant,
  REFRESH_SECONDS,
  saveMerchantGrant,
  stateOf,
  useMerchantCode,
  type MerchantGrant,
} from './grants.ts'

/** Codes from the list of the operation; the wording of all is UNCONFIRMED [PHP3]. */
const TEXTS = {
  GRANT_TYPE_INVALID: '授权类型无效',
  AUTH_CODE_NOT_EXIST: '授权码不存在',
  AUTH_CODE_NOT_VALID: '授权码已使用或已过期',
  APP_ID_NOT_CONSISTENT: '应用与授权码或令牌不一致',
  REFRESH_TOKEN_NOT_EXIST: '刷新令牌不存在',
  REFRESH_TOKEN_NOT_VALID: '刷新令牌无效',
  REFRESH_TOKEN_TIME_OUT: '刷新令牌已过期',
  ILLEGAL_PARAM: '参数不合法',
  AUTH_TOKEN_NOT_EXISTED: '应用授权令牌不存在',
  AUTH_TOKEN_NOT_CONSISTENT: '应用授权令牌与应用不一致',
} as const

const refuse = (code: keyof typeof TEXTS, rule: string) => businessFailure(code, TEXTS[code], `${rule} [PHP3]`)

/** alipay.open.auth.token.app: the code that the merchant's browser brought, or a refresh token, for a token. */
export const exchangeMerchant: OperationHandler = (call) => {
  const body = bodyOf(call.body)
  const now = call.clock.now()
  const appId = ownerOf(call.credential)
  if (body['grant_type'] === 'authorization_code') {
    const text = textOf(body, 'code') ?? ''
    const code = merchantCode(call, text)
    if (!code) return refuse('AUTH_CODE_NOT_EXIST', 'no such code')
    if (code.app_id !== appId) return refuse('APP_ID_NOT_CONSISTENT', 'the code was given to another app')
    if (code.used || now >= code.expires) return refuse('AUTH_CODE_NOT_VALID', 'a code works once, for 24 hours')
    useMerchantCode(call, text, code)
    return tokens(grantMerchant(call, code))
  }
  if (body['grant_type'] === 'refresh_token') {
    const text = textOf(body, 'refresh_token') ?? ''
    const old = allGrants(call).find((one) => one.refresh_token === text)
    if (!old) return refuse('REFRESH_TOKEN_NOT_EXIST', 'no such refresh_token')
    if (old.app_id !== appId) return refuse('APP_ID_NOT_CONSISTENT', 'the refresh_token belongs to another app')
    if (old.revoked || old.replaced !== undefined)
      return refuse('REFRESH_TOKEN_NOT_VALID', 'the refresh_token was used, or the authorisation withdrawn')
    if (now >= old.start + REFRESH_SECONDS * 1000)
      return refuse('REFRESH_TOKEN_TIME_OUT', 'the refresh_token has expired')
    saveMerchantGrant(call, { ...old, replaced: now })
    return tokens(grantMerchant(call, old))
  }
  return refuse('GRANT_TYPE_INVALID', 'grant_type: authorization_code or refresh_token')
}

function tokens({ merchant, token, refresh_token }: MerchantGrant): SimulatedAnswer {
  const members: JsonObject = {
    user_id: merchant.user_id,
    auth_app_id: merchant.app_id,
    app_auth_token: token,
    app_refresh_token: refresh_token,
    expires_in: String(EXPIRES_SECONDS),
    re_expires_in: String(REFRESH_SECONDS),
  }
  return success(members, 'auth.token.app: expires_in has no meaning any more [PHP3, OPEN]')
}

/** alipay.open.auth.token.app.query: what a token allows. */
export const queryMerchantToken: OperationHandler = (call) => {
  const token = textOf(bodyOf(call.body), 'app_auth_token')
  if (token === undefined) return refuse('ILLEGAL_PARAM', 'app_auth_token is missing')
  const grant = merchantGrant(call, token)
  if (!grant) return refuse('AUTH_TOKEN_NOT_EXISTED', 'no such app_auth_token')
  if (grant.app_id !== ownerOf(call.credential))
    return refuse('AUTH_TOKEN_NOT_CONSISTENT', 'the app_auth_token belongs to another app')
  const isValid = stateOf(grant, call.clock.now()) === 'valid'
  return success(
    {
      user_id: grant.merchant.user_id,
      auth_app_id: grant.merchant.app_id,
      expires_in: EXPIRES_SECONDS,
      auth_methods: [...(grant.methods ?? [])],
      auth_start: formatBeijing(grant.start),
      auth_end: formatBeijing(grant.start + EXPIRES_SECONDS * 1000),
      status: isValid ? 'valid' : 'invalid',
      is_by_app_auth: true,
    },
    'auth.token.app.query [PHP3]',
  )
}
