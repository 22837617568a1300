import type { OperationHandler, Sdk } from '../../../sdk/index.ts'
import { success } from './answers.ts'
import { namedBuyer } from './buyer.ts'
import { earlierTrade, readOrder } from './read-order.ts'
import { bodyOf, refusedCall, textOf } from './refused.ts'
import { LONGEST_MS } from './timeouts.ts'
import { startTrade } from './trade.ts'

const BUYER = ['buyer_id', 'buyer_open_id', 'buyer_logon_id'] as const

/** alipay.trade.create: the trade exists at once and waits for the buyer [DOC 02ekfq]. */
export const createTrade =
  (sdk: Sdk): OperationHandler =>
  (call) => {
    const body = bodyOf(call.body)
    const read = readOrder(sdk, call, { product: 'JSAPI_PAY', payMs: LONGEST_MS })
    if ('refused' in read) return read.refused
    const order = read.value
    if (!BUYER.some((name) => textOf(body, name))) {
      return refusedCall(
        call,
        'ACQ.INVALID_PARAMETER',
        'one of buyer_id, buyer_open_id, buyer_logon_id [OPEN trade pages, PHP3]',
      )
    }
    if (body['buyer_id'] === order.seller_id) {
      return refusedCall(call, 'ACQ.BUYER_SELLER_EQUAL', 'buyer and seller are the same account [OPEN trade pages]')
    }
    const earlier = earlierTrade(call, order)
    if (earlier && 'refused' in earlier) return earlier.refused
    // Repeated with the same data: the same trade_no while unpaid [DOC 02ekfq].
    const trade = earlier?.value ?? startTrade(call, order, namedBuyer(sdk, call.credential, body))
    return success(
      { out_trade_no: trade.out_trade_no, trade_no: trade.trade_no },
      'create: WAIT_BUYER_PAY at once [DOC 02ekfq]',
    )
  }
