import type { OperationHandler, Sdk, Simulator } from '../../../sdk/index.ts'
import { admit } from './admission.ts'
import { createBatch, queryBatch } from './batches.ts'
import { downloadBill, requestFundBill, requestTradeBill } from './bill-handlers.ts'
import { buyerActions } from './buyer-actions.ts'
import { listCertificates } from './certificate-list.ts'
import { codePay } from './codepay.ts'
import { closeCombination, placeCombination, queryCombination } from './combine.ts'
import { guarded } from './guard.ts'
import { uploadImage } from './media.ts'
import { payPages } from './pages.ts'
import { placeOrder } from './place-order.ts'
import { platformActions } from './platform-actions.ts'
import { changeReceiver, querySharing, share, unfreeze, unsplitAmount } from './profit-sharing.ts'
import { closeOrder, queryById, queryByNumber, reverseOrder } from './query.ts'
import { applyAbnormal, createRefund, queryRefund } from './refund-handlers.ts'
import { refuse } from './refusals.ts'
import { queryReturn, returnShare } from './sharing-returns.ts'
import { cancelTransfer, createTransfer, queryTransfer } from './transfers.ts'

/** A merchant's platform, as far as APIv3 goes. No product has to be opened, and no amount is too small. */
export const simulator = (sdk: Sdk): Simulator => ({
  admit,
  refuse,
  actions: { ...buyerActions(sdk), ...platformActions(sdk) },
  pages: payPages(sdk),
  handlers: Object.fromEntries(
    Object.entries(handlers(sdk)).map(([name, handler]) => [`wechat-pay.${name}`, guarded(sdk)(handler)]),
  ),
})

const handlers = (sdk: Sdk): Readonly<Record<string, OperationHandler>> => ({
  'transactions.jsapi': placeOrder('JSAPI'),
  'transactions.native': placeOrder('NATIVE'),
  'transactions.app': placeOrder('APP'),
  'transactions.h5': placeOrder('MWEB'),
  'transactions.codepay': codePay,
  'transactions.query': queryByNumber,
  'transactions.query-by-id': queryById,
  'transactions.close': closeOrder,
  'transactions.reverse': reverseOrder,
  'partner.jsapi': placeOrder('JSAPI'),
  'partner.native': placeOrder('NATIVE'),
  'partner.app': placeOrder('APP'),
  'partner.h5': placeOrder('MWEB'),
  'partner.query': queryByNumber,
  'partner.query-by-id': queryById,
  'partner.close': closeOrder,
  'combine.jsapi': placeCombination('JSAPI'),
  'combine.miniprogram': placeCombination('JSAPI'),
  'combine.native': placeCombination('NATIVE'),
  'combine.app': placeCombination('APP'),
  'combine.h5': placeCombination('MWEB'),
  'combine.query': queryCombination,
  'combine.close': closeCombination,
  'refunds.create': createRefund,
  'refunds.query': queryRefund,
  'refunds.apply-abnormal': applyAbnormal,
  'bills.trade': requestTradeBill(sdk),
  'bills.fund-flow': requestFundBill(sdk),
  'bills.download': downloadBill,
  'certificates.list': listCertificates(sdk),
  'transfers.create': createTransfer,
  'transfers.query': queryTransfer('out_bill_no'),
  'transfers.query-by-id': queryTransfer('transfer_bill_no'),
  'transfers.cancel': cancelTransfer,
  'batches.create': createBatch,
  'batches.query': queryBatch('out_batch_no'),
  'batches.query-by-id': queryBatch('batch_id'),
  'profitsharing.create': share,
  'profitsharing.query': querySharing,
  'profitsharing.unfreeze': unfreeze,
  'profitsharing.return': returnShare,
  'profitsharing.query-return': queryReturn,
  'profitsharing.add-receiver': changeReceiver,
  'profitsharing.delete-receiver': changeReceiver,
  'profitsharing.amounts': unsplitAmount,
  'media.upload': uploadImage(sdk, 'media_id'),
  'media.upload-marketing-image': uploadImage(sdk, 'media_url'),
})
