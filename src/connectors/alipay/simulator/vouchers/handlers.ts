import type { OperationHandler } from '../../../../sdk/index.ts'
import { createActivity, modifyActivity } from './create.ts'
import { queryActivity } from './query.ts'
import { appendVouchers, countCodes, depositCodes, stopActivity } from './stock.ts'
import { refundVoucher, useVoucher } from './write-off.ts'

const NAME = 'alipay.marketing.activity.ordervoucher'

/** Merchant coupons (商家券). There is no publish operation among them [PY request list]. */
export const voucherHandlers: Readonly<Record<string, OperationHandler>> = {
  [`${NAME}.create`]: createActivity,
  [`${NAME}.modify`]: modifyActivity,
  [`${NAME}.append`]: appendVouchers,
  [`${NAME}.codedeposit`]: depositCodes,
  [`${NAME}.codecount`]: countCodes,
  [`${NAME}.use`]: useVoucher,
  [`${NAME}.refund`]: refundVoucher,
  [`${NAME}.stop`]: stopActivity,
  [`${NAME}.query`]: queryActivity,
}
