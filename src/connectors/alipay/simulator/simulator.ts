import type { Sdk, Simulator } from '../../../sdk/index.ts'
import { buyerActions } from './actions.ts'
import { admit } from './admission.ts'
import { cancelTrade } from './cancel.ts'
import { closeTrade } from './close.ts'
import { createTrade } from './create.ts'
import { pagePay } from './page-pay.ts'
import { payByCode } from './pay.ts'
import { precreate } from './precreate.ts'
import { queryTrade } from './query.ts'
import { refundTrade } from './refund.ts'
import { queryRefund } from './refund-query.ts'
import { refuse } from './refusals.ts'

/** The trades of one merchant, in public key mode. Calls with app_auth_token act for the caller itself: no merchant authorises here yet. */
export const simulator = (sdk: Sdk): Simulator => ({
  admit: admit(sdk),
  refuse: refuse(sdk),
  actions: buyerActions(sdk),
  handlers: {
    'alipay.trade.precreate': precreate(sdk),
    'alipay.trade.create': createTrade(sdk),
    'alipay.trade.pay': payByCode(sdk),
    'alipay.trade.query': queryTrade,
    'alipay.trade.refund': refundTrade,
    'alipay.trade.fastpay.refund.query': queryRefund,
    'alipay.trade.cancel': cancelTrade,
    'alipay.trade.close': closeTrade,
    'alipay.trade.page.pay': pagePay(sdk),
  },
})
