import type { Credential, JsonObject, Sdk } from '../../../sdk/index.ts'
import { BUYER_LOGON_ID, userId } from './identifiers.ts'
import { callerOf } from './owner.ts'
import { textOf } from './refused.ts'
import type { Buyer, Trade } from './trade.ts'

/**
 * The one buyer of the sandbox, always the same for an app, also where it acts for merchants [DOC 097jyi: test accounts
 * are given, none can be made].
 */
export function sandboxBuyer(sdk: Sdk, credential: Credential): Buyer {
  return { user_id: userId(sdk, callerOf(credential), 'buyer'), logon_id: BUYER_LOGON_ID }
}

/** The buyer that trade.create names. */
export function namedBuyer(sdk: Sdk, credential: Credential, body: JsonObject): Buyer {
  const buyer = sandboxBuyer(sdk, credential)
  const logonId = textOf(body, 'buyer_logon_id')
  const openId = textOf(body, 'buyer_open_id')
  return {
    user_id: textOf(body, 'buyer_id') ?? buyer.user_id,
    logon_id: logonId === undefined ? buyer.logon_id : masked(logonId),
    ...(openId === undefined ? {} : { open_id: openId }),
  }
}

/** Answers name the buyer by user id, or by open id for apps that use it. */
export function buyerFields(trade: Trade): JsonObject {
  const { user_id, open_id, logon_id } = trade.buyer
  return { buyer_logon_id: logon_id, ...(open_id ? { buyer_open_id: open_id } : { buyer_user_id: user_id }) }
}

/** `abc***@example.com`, `138***1234` as the examples show it. */
function masked(logonId: string): string {
  const at = logonId.indexOf('@')
  return at < 0 ? `${logonId.slice(0, 3)}***${logonId.slice(-4)}` : `${logonId.slice(0, 3)}***${logonId.slice(at)}`
}
