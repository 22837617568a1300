import type { OperationHandler, Sdk, Simulator } from '../../../sdk/index.ts'
import { permitCertificates } from '../permit.ts'
import { buyerActions } from './actions.ts'
import { admit } from './admission.ts'
import { billPages } from './bills/pages.ts'
import { queryBill } from './bills/query.ts'
import { cancelTrade } from './cancel.ts'
import { appAction } from './cashier/app-action.ts'
import { openCashier } from './cashier/open.ts'
import { cashierPages } from './cashier/pages.ts'
import { downloadCertificate } from './certificate-download.ts'
import { closeTrade } from './close.ts'
import { createTrade } from './create.ts'
import { merchantActions } from './merchants/actions.ts'
import { merchantPages } from './merchants/pages.ts'
import { onBehalf, permitMerchant } from './merchants/permit.ts'
import { exchangeMerchant, queryMerchantToken } from './merchants/token-app.ts'
import { messageActions } from './messages/actions.ts'
import { messageHandlers } from './messages/handlers.ts'
import { reviewActions } from './mini/actions.ts'
import { miniVersionHandlers } from './mini/handlers.ts'
import { syncOrder } from './orders/sync.ts'
import { closeInTime } from './close-in-time.ts'
import { payByCode } from './pay.ts'
import { precreate } from './precreate.ts'
import { queryTrade } from './query.ts'
import { refundTrade } from './refund.ts'
import { queryRefund } from './refund-query.ts'
import { refuse } from './refusals.ts'
import { payOut } from './transfers/pay-out.ts'
import { queryTransfer } from './transfers/query.ts'
import { uploadFile, uploadImage } from './uploads.ts'
import { userActions } from './users/actions.ts'
import { oauthToken } from './users/oauth-token.ts'
import { userPages } from './users/pages.ts'
import { shareUser } from './users/user-info.ts'
import { voucherActions } from './vouchers/actions.ts'
import { voucherHandlers } from './vouchers/handlers.ts'

/** The app of the sandbox, and the merchants who authorised it: a call with app_auth_token is the merchant's. */
export const simulator = (sdk: Sdk): Simulator => {
  const certified = permitCertificates(sdk)
  const merchant = permitMerchant(sdk)
  const handlers = Object.entries(operations(sdk)).map(([id, handler]) => [id, onBehalf(sdk, handler)] as const)
  return {
    admit: admit(sdk),
    permit: (simulation, request, operation) =>
      certified(simulation, request, operation) ?? merchant(simulation, request, operation),
    refuse: refuse(sdk),
    actions: {
      ...buyerActions(sdk),
      'app.pay': appAction(sdk),
      ...userActions(sdk),
      ...merchantActions(sdk),
      ...voucherActions(sdk),
      ...messageActions(sdk),
      ...reviewActions(sdk),
    },
    pages: [...cashierPages(sdk), ...userPages(sdk), ...merchantPages(sdk), ...billPages(sdk)],
    appointment: closeInTime,
    handlers: Object.fromEntries(handlers),
  }
}

const operations = (sdk: Sdk): Readonly<Record<string, OperationHandler>> => ({
  'alipay.trade.precreate': precreate(sdk),
  'alipay.trade.create': createTrade(sdk),
  'alipay.trade.pay': payByCode(sdk),
  'alipay.trade.query': queryTrade,
  'alipay.trade.refund': refundTrade,
  'alipay.trade.fastpay.refund.query': queryRefund,
  'alipay.trade.cancel': cancelTrade,
  'alipay.trade.close': closeTrade,
  'alipay.trade.page.pay': openCashier(sdk, 'page'),
  'alipay.trade.wap.pay': openCashier(sdk, 'wap'),
  'alipay.trade.app.pay': openCashier(sdk, 'app'),
  'alipay.system.oauth.token': oauthToken,
  'alipay.user.info.share': shareUser,
  'alipay.open.auth.token.app': exchangeMerchant,
  'alipay.open.auth.token.app.query': queryMerchantToken,
  'alipay.data.dataservice.bill.downloadurl.query': queryBill,
  'alipay.fund.trans.uni.transfer': payOut(sdk),
  'alipay.fund.trans.common.query': queryTransfer,
  'alipay.merchant.order.sync': syncOrder,
  'alipay.open.app.alipaycert.download': downloadCertificate(sdk),
  'alipay.offline.material.image.upload': uploadImage,
  'alipay.open.file.upload': uploadFile,
  ...voucherHandlers,
  ...messageHandlers,
  ...miniVersionHandlers,
})
