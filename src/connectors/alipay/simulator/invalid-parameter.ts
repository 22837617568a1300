import type { Json, SimulatedAnswer } from '../../../sdk/index.ts'
import { failure } from './answers.ts'
import { businessFailure } from './business-failure.ts'
import { refused } from './refused.ts'

/** Which of its codes an area uses for parameters that do not fit its page; by the start of the operation's name [PHP3]. */
const CODES: readonly (readonly [start: string, code: string, text: string])[] = [
  ['alipay.marketing.', 'INVALID_PARAMETER', '参数有误'],
  ['alipay.fund.', 'INVALID_PARAMETER', '参数有误'],
  ['alipay.merchant.order.', 'INVALID_PARAMETER', '参数有误'],
  ['alipay.open.app.mini.templatemessage.', 'ILLEGAL_ARGUMENT_PARAMS', '参数不合法'],
  ['alipay.open.auth.token.app', 'ILLEGAL_PARAM', '参数不合法'],
  ['alipay.open.', 'INVALID_PARAMETER', '参数有误'],
  ['alipay.data.dataservice.bill.', 'invalid_arguments', '参数不合法'],
]

/** `problems` are the document's complaints; they stand behind the platform's words, so that they can be acted upon. */
export function invalidParameter(operationId: string, body: Json, problems: string): SimulatedAnswer {
  const rule = `${problems} [TYP18, PHP3]`
  if (operationId.startsWith('alipay.trade.')) return refused(operationId, body, 'ACQ.INVALID_PARAMETER', rule)
  const [, code, text] = CODES.find(([start]) => operationId.startsWith(start)) ?? []
  if (code === undefined) return failure('isv.invalid-parameter', rule)
  return businessFailure(code, `${text}: ${problems}`, rule)
}
