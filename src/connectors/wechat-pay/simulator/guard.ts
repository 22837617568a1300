import type { Json, JsonObject, OperationHandler, Sdk, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { merchantPublicKey, platformKey, platformPrivateKey } from '../key-rings.ts'
import { MESSAGES } from '../messages.ts'
import { hasSensitive, mapSensitive } from '../sensitive.ts'
import { failure } from './answers.ts'
import { objectOf } from './bodies.ts'

/** What every operation does around its own work: whose data it is, what is allowed in it, and encrypted members. */
export const guarded =
  (sdk: Sdk) =>
  (handler: OperationHandler): OperationHandler =>
  async (call) => {
    const body = objectOf(call.body)
    const refused = otherMerchant(call, body) ?? outsideBmp(call)
    if (refused) return refused
    const opened = openBody(sdk, call)
    if ('refused' in opened) return opened.refused
    return sealed(sdk, call, await handler({ ...call, body: opened.body }))
  }

/** The header's merchant is the one that the body or the query names [LIVE]. */
function otherMerchant(call: SimulatedCall, body: JsonObject): SimulatedAnswer | undefined {
  const own = call.credential['mchid']
  const partner = 'sp_mchid' in body || 'sp_mchid' in call.params || 'combine_mchid' in body
  const names = ['sp_mchid', 'combine_mchid', ...(partner ? [] : ['mchid'])]
  const named = names.map((name) => body[name] ?? call.params[name]).filter((value) => typeof value === 'string')
  if (named.every((value) => value === own)) return undefined
  return failure(call.request, 'PARAM_ERROR', 'mchid of header and body [LIVE]', {
    text: MESSAGES['PARAM_ERROR#mchid'],
  })
}

/** Four-byte characters are not allowed [DOC 4012081709]; the code is UNCONFIRMED. */
function outsideBmp(call: SimulatedCall): SimulatedAnswer | undefined {
  const field = fieldOutsideBmp(call.body, '')
  if (field === undefined) return undefined
  return failure(call.request, 'PARAM_ERROR', 'no characters of four bytes in UTF-8 [DOC 4012081709]', {
    detail: { field, issue: 'holds a character of four bytes in UTF-8', location: 'body' },
  })
}

function fieldOutsideBmp(value: Json, at: string): string | undefined {
  if (typeof value === 'string') return /[\u{10000}-\u{10ffff}]/u.test(value) ? at : undefined
  if (value === null || typeof value !== 'object') return undefined
  for (const [name, member] of Object.entries(value)) {
    const found = fieldOutsideBmp(member as Json, `${at}/${name}`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Encrypted members as their sender wrote them [DOC 4013053257]. */
function openBody(sdk: Sdk, call: SimulatedCall): { readonly body: Json } | { readonly refused: SimulatedAnswer } {
  const schema = call.operation.body?.schema
  if (!hasSensitive(schema, call.body)) return { body: call.body }
  const refuse = (rule: string, text: string) => ({ refused: failure(call.request, 'PARAM_ERROR', rule, { text }) })
  const serial = call.request.headers['wechatpay-serial']
  // That its code is PARAM_ERROR is UNCONFIRMED.
  if (!serial) return refuse('encrypted members without Wechatpay-Serial', MESSAGES['PARAM_ERROR#no-wechatpay-serial'])
  const key = platformPrivateKey(sdk, call.credential, serial)
  if (!key || !platformKey(sdk, call.credential, serial))
    return refuse('Wechatpay-Serial of another key [DOC 4013053279]', MESSAGES['PARAM_ERROR#wechatpay-serial'])
  try {
    return { body: mapSensitive(schema, call.body, (text) => sdk.crypto.rsaOaepDecrypt(key, text)) }
  } catch {
    // The wording is UNCONFIRMED.
    return refuse('encrypted for another key, or not encrypted [DOC 4013053257]', '敏感信息解密失败')
  }
}

/** Replies are encrypted with the key of the merchant certificate [DOC 4013053257]. */
function sealed(sdk: Sdk, call: SimulatedCall, answer: SimulatedAnswer): SimulatedAnswer {
  const schema = call.operation.responses[String(answer.status)]?.schema
  const key = merchantPublicKey(sdk, call.credential)
  if (answer.body === undefined || !key || !hasSensitive(schema, answer.body)) return answer
  return { ...answer, body: mapSensitive(schema, answer.body, (text) => sdk.crypto.rsaOaepEncrypt(key, text)) }
}
