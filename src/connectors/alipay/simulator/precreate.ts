import type { OperationHandler, Sdk } from '../../../sdk/index.ts'
import { success } from './answers.ts'
import { openSession } from './cashier/session.ts'
import { newQrCode } from './identifiers.ts'
import { earlierTrade, readOrder } from './read-order.ts'
import { bodyOf, refusedCall } from './refused.ts'
import { FACE_TO_FACE_MS, QR_CODE_MS, relativeDeadline } from './timeouts.ts'
import { saveOrder } from './trade.ts'

/** alipay.trade.precreate: a QR code; there is no trade until a buyer scans it [DOC 02ekfq]. */
export const precreate =
  (sdk: Sdk): OperationHandler =>
  (call) => {
    const read = readOrder(sdk, call, { product: 'FACE_TO_FACE_PAYMENT', payMs: FACE_TO_FACE_MS })
    if ('refused' in read) return read.refused
    // The text lives two hours [DOC 05osvb], or as long as qr_code_timeout_express says.
    const life = relativeDeadline(bodyOf(call.body), 'qr_code_timeout_express', QR_CODE_MS, call.clock.now())
    if ('fault' in life)
      return refusedCall(call, 'ACQ.INVALID_PARAMETER', 'qr_code_timeout_express: 1m to 15d [TYP18, PHP3]')
    const order = read.value
    const earlier = earlierTrade(call, order)
    if (earlier && 'refused' in earlier) return earlier.refused
    // Documents only say that precreate must not be repeated; a new code replaces the old one here (UNCONFIRMED) [DOC 02ekfq].
    const qrCode = newQrCode(call)
    if (!earlier) saveOrder(call, { ...order, qr_code: qrCode, qr_expires: life.at })
    const code = qrCode.slice(qrCode.lastIndexOf('/') + 1)
    openSession(call, order, 'code', { id: code })
    return success(
      { out_trade_no: order.out_trade_no, qr_code: qrCode },
      `precreate: no trade before the scan [DOC 02ekfq]; scan it on this sandbox at /qr/${code}`,
    )
  }
