import type { Json, Operation, Refusal, SimulatedAnswer } from '../../../sdk/index.ts'
import { MESSAGES } from './codes.ts'
import { typedFields } from './refused.ts'

type Wish = Extract<Refusal, { kind: 'fault' }>

/** Codes that stand in `code` itself; all others are sub codes. */
const GATEWAY_CODE = /^\d{5}$/
const RULE = 'a fault was asked for'

/** An error of the catalogue that somebody asked for, in the gateway's shape. */
export function wished(wish: Wish, body: Json | undefined, operation: Operation | undefined): SimulatedAnswer {
  const code = GATEWAY_CODE.test(wish.code) ? wish.code : (wish.category ?? '40004')
  const msg = (MESSAGES as Readonly<Record<string, string>>)[code] ?? 'Business Failed'
  const sub = GATEWAY_CODE.test(wish.code) ? {} : { sub_code: wish.code, sub_msg: wish.text ?? wish.code }
  return { status: 200, body: { code, msg, ...sub, ...typedFields(operation?.id ?? '', body ?? null) }, rule: RULE }
}
