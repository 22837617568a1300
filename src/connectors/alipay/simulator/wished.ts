import type { Json, Operation, Refusal, SimulatedAnswer } from '../../../sdk/index.ts'
import { MESSAGES, SUB_CODES } from './codes.ts'
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
  const failed = named(wish)
  // Typed fields beside the code were seen on failures of the business only [LIVE].
  const fields = failed.code === '40004' ? typedFields(operation?.id ?? '', body ?? null) : {}
  return { status: 200, body: { ...failed, ...fields }, rule: RULE }
}

interface Named {
  readonly code: GatewayCode
  readonly msg: string
  readonly sub_code?: string
  readonly sub_msg?: string
}

function named({ code, category = '40004', text }: Wish): Named {
  // Some codes stand in `code` itself; all others are sub codes.
  if (isGatewayCode(code)) return { code, msg: MESSAGES[code] }
  const outer = BY_STATUS[category] ?? (isGatewayCode(category) ? category : '40004')
  const subCode = category in BY_STATUS && !code.includes('.') ? `isv.${code}` : code
  return { code: outer, msg: MESSAGES[outer], sub_code: subCode, sub_msg: text ?? ownText(subCode) }
}

function ownText(subCode: string): string {
  return Object.hasOwn(SUB_CODES, subCode) ? SUB_CODES[subCode as keyof typeof SUB_CODES].text : subCode
}

function isGatewayCode(code: string): code is GatewayCode {
  return Object.hasOwn(MESSAGES, code)
}
