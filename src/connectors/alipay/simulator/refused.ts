import type { Json, JsonObject, SimulatedAnswer, SimulatedCall } from '../../../sdk/index.ts'
import { failure } from './answers.ts'
import type { SubCode } from './codes.ts'
import { NOTHING } from './money.ts'

const PAYMENT = { buyer_pay_amount: NOTHING, invoice_amount: NOTHING, point_amount: NOTHING, receipt_amount: NOTHING }
const REFUND = { refund_fee: NOTHING, send_back_fee: NOTHING }

/** A refused call of an operation, with the typed fields that its failures carry [LIVE, LIVE]. */
export function refused(
  operationId: string,
  body: Json,
  subCode: SubCode,
  rule: string,
  more: { text?: string } = {},
): SimulatedAnswer {
  return failure(subCode, rule, { ...more, members: typedFields(operationId, body) })
}

export function refusedCall(
  call: SimulatedCall,
  subCode: SubCode,
  rule: string,
  more: { text?: string } = {},
): SimulatedAnswer {
  return refused(call.operation.id, call.body, subCode, rule, more)
}

export function bodyOf(body: Json): JsonObject {
  return body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as JsonObject) : {}
}

/** A member that is filled text; undefined when it is absent, blank or something else. */
export function textOf(body: JsonObject, name: string): string | undefined {
  const value = body[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function typedFields(operationId: string, body: Json): JsonObject {
  if (operationId === 'alipay.trade.refund') return REFUND
  if (operationId !== 'alipay.trade.query' && operationId !== 'alipay.trade.pay') return {}
  const number = textOf(bodyOf(body), 'out_trade_no')
  return number === undefined ? PAYMENT : { ...PAYMENT, out_trade_no: number }
}
