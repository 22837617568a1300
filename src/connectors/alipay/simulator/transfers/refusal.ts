import type { SimulatedAnswer } from '../../../../sdk/index.ts'
import { businessFailure } from '../business-failure.ts'

/** Codes from the lists of the two operations; which case gives which is taken from their names, the texts are UNCONFIRMED [PHP3]. */
const TEXTS = {
  INVALID_PARAMETER: '参数有误',
  PAYMENT_INFO_INCONSISTENCY: '两次请求商户单号一样，但是参数不一致',
  PAYEE_NOT_EXIST: '收款账号不存在',
  PAYEE_USER_INFO_ERROR: '支付宝账号和姓名不匹配，请确认姓名是否正确',
  PAYER_PAYEE_CANNOT_SAME: '收付款方不能相同',
  PAYER_BALANCE_NOT_ENOUGH: '付款方余额不足',
  EXCEED_LIMIT_SM_MIN_AMOUNT: '单笔转账最低限额不足',
  EXCEED_LIMIT_SM_AMOUNT: '单笔额度超限',
  ORDER_NOT_EXIST: '转账订单不存在',
} as const

export type TransferCode = keyof typeof TEXTS

export function transferRefused(code: TransferCode, rule: string): SimulatedAnswer {
  return businessFailure(code, TEXTS[code], `${rule} [PHP3]`)
}
