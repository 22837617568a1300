import type { Json, JsonObject, SimulatedAnswer } from '../../../sdk/index.ts'
import { UNSIGNED_CODES } from '../v2/answer-signed.ts'
import { MESSAGES, SUB_CODES, type SubCode } from './codes.ts'

/** What a handler says: members of the result, sorted by name behind the common ones as the gateway sorts them [LIVE]. */
export function success(members: JsonObject, rule: string): SimulatedAnswer {
  return { status: 200, body: { code: '10000', msg: MESSAGES['10000'], ...sorted(members) }, rule }
}

/** trade.pay that waits for the buyer [LIVE]. */
export function waiting(members: JsonObject, rule: string): SimulatedAnswer {
  return { status: 200, body: { code: '10003', msg: MESSAGES['10003'], ...sorted(members) }, rule }
}

/** HTTP is 200 whatever happened; the failure is in the result [PROBE P1]. Some failures carry typed fields as well [LIVE]. */
export function failure(
  subCode: SubCode,
  rule: string,
  more: { members?: JsonObject; text?: string } = {},
): SimulatedAnswer {
  const { code, text } = SUB_CODES[subCode]
  const body: Record<string, Json> = { code, msg: MESSAGES[code], sub_code: subCode, sub_msg: more.text ?? text }
  const answer = { status: 200, body: { ...body, ...sorted(more.members ?? {}) }, rule }
  return UNSIGNED_CODES.has(subCode) && subCode !== 'isv.missing-signature' ? { ...answer, signed: false } : answer
}

function sorted(members: JsonObject): JsonObject {
  const inOrder: Record<string, Json> = {}
  for (const name of Object.keys(members).sort()) inOrder[name] = members[name]!
  return inOrder
}
