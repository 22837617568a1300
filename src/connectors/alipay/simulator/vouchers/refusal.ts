import type { SimulatedAnswer } from '../../../../sdk/index.ts'
import { businessFailure } from '../business-failure.ts'

const TEXTS = {
  SYSTEM_ERROR: '系统繁忙',
  INVALID_PARAMETER: '参数有误',
  BIZ_ERROR: '业务处理失败',
  ACTIVITY_NOT_PERMISSION: '无权操作该活动',
  DISCOUNT_AMOUNT_INSUFFICIENT: '优惠金额不足',
} as const

export type VoucherCode = keyof typeof TEXTS

/** Refusals of the coupon operations; `why` is said behind the platform's words, so that it can be acted upon [PHP3]. */
export function voucherRefused(code: VoucherCode, why: string): SimulatedAnswer {
  return businessFailure(code, `${TEXTS[code]}: ${why}`, `${why} [PHP3 error lists]`)
}
