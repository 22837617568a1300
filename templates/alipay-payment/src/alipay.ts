import { AlipayRequestError, AlipaySdk } from 'alipay-sdk'
import type { AlipayConfig } from './config.ts'

/** What Alipay answered when it said no. `code` is its sub_code, the one to look up: `integ explain <code>`. */
export class AlipayRefusal extends Error {
  override readonly name = 'AlipayRefusal'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export interface Trade {
  readonly tradeNo: string
  readonly status: string
  readonly totalAmount: string
}

/** The calls that this integration makes. Every answer's signature is checked. */
export interface Alipay {
  precreate(order: {
    outTradeNo: string
    amount: string
    subject: string
    notifyUrl: string
  }): Promise<{ qrCode: string }>
  /** The address of Alipay's cashier for this order. Nothing is called; the buyer's browser opens it. */
  cashierUrl(order: {
    outTradeNo: string
    amount: string
    subject: string
    notifyUrl: string
    returnUrl: string
  }): string
  /** Undefined: the buyer has not scanned the code yet, so Alipay knows of no trade. */
  query(outTradeNo: string): Promise<Trade | undefined>
  /** `requestNo` makes a repeat safe: the same number is refunded once. */
  refund(refund: { outTradeNo: string; requestNo: string; amount: string; reason?: string }): Promise<void>
  /** Whether the fields of a notification, or of the return address, were signed by Alipay. */
  isFromAlipay(fields: Readonly<Record<string, string>>): boolean
}

export function createAlipay(config: AlipayConfig): Alipay {
  const sdk = new AlipaySdk({
    appId: config.appId,
    privateKey: config.privateKey,
    alipayPublicKey: config.publicKey,
    gateway: config.gateway,
  })

  async function call(
    method: string,
    bizContent: Record<string, unknown>,
    notifyUrl?: string,
  ): Promise<Record<string, unknown>> {
    const params = notifyUrl === undefined ? { bizContent } : { bizContent, notifyUrl }
    const answer = await sdk.exec(method, params, { validateSign: true }).catch((error: unknown) => {
      const reason = error instanceof AlipayRequestError ? error.message : 'its answer carries no signature'
      throw new AlipayRefusal('no-answer', `${method}: ${reason}`)
    })
    if (answer.code === '10000') return answer
    const code = String(answer['subCode'] ?? answer['sub_code'] ?? answer.code)
    throw new AlipayRefusal(code, String(answer['subMsg'] ?? answer['sub_msg'] ?? answer.msg))
  }

  return {
    async precreate({ outTradeNo, amount, subject, notifyUrl }) {
      const order = { out_trade_no: outTradeNo, total_amount: amount, subject }
      const answer = await call('alipay.trade.precreate', order, notifyUrl)
      return { qrCode: String(answer['qrCode']) }
    },
    cashierUrl({ outTradeNo, amount, subject, notifyUrl, returnUrl }) {
      const order = { out_trade_no: outTradeNo, total_amount: amount, subject }
      const bizContent = { ...order, product_code: 'FAST_INSTANT_TRADE_PAY' }
      return sdk.pageExecute('alipay.trade.page.pay', 'GET', { bizContent, notifyUrl, returnUrl })
    },
    async query(outTradeNo) {
      try {
        const answer = await call('alipay.trade.query', { out_trade_no: outTradeNo })
        return {
          tradeNo: String(answer['tradeNo']),
          status: String(answer['tradeStatus']),
          totalAmount: String(answer['totalAmount']),
        }
      } catch (error) {
        if (error instanceof AlipayRefusal && error.code === 'ACQ.TRADE_NOT_EXIST') return undefined
        throw error
      }
    },
    async refund({ outTradeNo, requestNo, amount, reason }) {
      await call('alipay.trade.refund', {
        out_trade_no: outTradeNo,
        out_request_no: requestNo,
        refund_amount: amount,
        ...(reason === undefined ? {} : { refund_reason: reason }),
      })
    },
    // V2 leaves the values as they are; the older function decodes them twice and fails on a `%`.
    isFromAlipay: (fields) => sdk.checkNotifySignV2({ ...fields }),
  }
}
