import type { Json, Operation, Refusal, SimulatedAnswer } from '../../../sdk/index.ts'
import { MESSAGES } from './codes.ts'
import { typedFields } from './refused.ts'

type Wish = Extract<Refusal, { kind: 'fault' }>
type GatewayCode = keyof typeof MESSAGES

/** The gateway's code for what the catalogue has under the HTTP status of v3 only; that v2 spells them `isv.…` is UNCONFIRMED [PHP3]. */
const BY_STATUS: Readonly<Record<string, GatewayCode>> = {
  '400': '40002',
  '401': '40006',
  '429': '40005',
  '500': '20000',
}
const RULE = 'a fault was asked for'

/** An error of the catalogue that somebody asked for, in the gateway's shape. */
export function wished(wish: Wish, body: Json | undefined, operation: Operation | undefined): SimulatedAnswer {
  const failed = { ...named(wish), ...typedFields(operation?.id ?? '', body ?? null) }
  return { status: 200, body: failed, rule: RULE }
}

function named({ code, category = '40004', text }: Wish): Readonly<Record<string, string>> {
  // Some codes stand in `code` itself; all others are sub codes.
  if (isGatewayCode(code)) return { code, msg: MESSAGES[code] }
  const outer = BY_STATUS[category] ?? (isGatewayCode(category) ? category : '40004')
  const subCode = category in BY_STATUS && !code.includes('.') ? `isv.${code}` : code
  return { code: outer, msg: MESSAGES[outer], sub_code: subCode, sub_msg: text ?? subCode }
}

function isGatewayCode(code: string): code is GatewayCode {
  return Object.hasOwn(MESSAGES, code)
}
