import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin'
import type { WechatPayConfig } from './config.ts'

/** What WeChat Pay answered when it said no. `code` is the one to look up: `integ explain <code>`. */
export class WechatPayRefusal extends Error {
  override readonly name = 'WechatPayRefusal'
  readonly code: string
  /** Whether nothing was done. Otherwise nobody knows how the call ended, and the same call has to be repeated. */
  readonly final: boolean
  constructor(code: string, message: string, final: boolean) {
    super(message)
    this.code = code
    this.final = final
  }
}

/** NOTPAY, SUCCESS, REFUND (paid, and at least partly refunded) or CLOSED. */
export interface Transaction {
  readonly state: string
  readonly transactionId?: string
  readonly successTime?: string
}

/** The calls that this integration makes. The signature of every answer is checked. Amounts are whole fen. */
export interface WechatPay {
  native(order: {
    outTradeNo: string
    total: number
    description: string
    notifyUrl: string
  }): Promise<{ codeUrl: string }>
  /** Undefined: WeChat Pay knows of no such order. */
  query(outTradeNo: string): Promise<Transaction | undefined>
  /** `refundNo` makes a repeat safe: the same number is refunded once. The status: PROCESSING, SUCCESS, CLOSED or ABNORMAL. */
  refund(refund: {
    outTradeNo: string
    refundNo: string
    amount: number
    total: number
    notifyUrl: string
    reason?: string
  }): Promise<string>
  /** Undefined: WeChat Pay knows of no such refund. */
  refundStatus(refundNo: string): Promise<string | undefined>
  /** Whether WeChat Pay signed this body, with these headers. */
  isFromWechatPay(headers: NotificationHeaders, body: string): boolean
  /** Throws when the ciphertext is not what was encrypted with our APIv3 key. */
  decrypt(resource: { ciphertext: string; nonce: string; associated_data?: string }): string
}

export interface NotificationHeaders {
  readonly timestamp: string
  readonly nonce: string
  readonly serial: string
  readonly signature: string
}

/** Older notifications are replays. https://pay.weixin.qq.com/doc/v3/merchant/4013053249 */
const TOLERANCE_SECONDS = 300

type Answer = Readonly<Record<string, unknown>>

/** `baseUrl` is for tests: everything else is led to the sandbox by `integ run`, with the address as it is. */
export function createWechatPay(config: WechatPayConfig, baseUrl = 'https://api.mch.weixin.qq.com'): WechatPay {
  const { mchid, appid, apiv3Key, publicKeyId } = config
  const platformKey = Rsa.from(config.publicKey, Rsa.KEY_TYPE_PUBLIC)
  const sdk = new Wechatpay({
    mchid,
    serial: config.serialNo,
    privateKey: config.privateKey,
    certs: { [publicKeyId]: config.publicKey },
    baseURL: baseUrl,
    // Asks for answers that are signed with the public key, not with a platform certificate.
    headers: { 'Wechatpay-Serial': publicKeyId },
    timeout: 10_000,
  })

  async function get(path: string, params: Record<string, string> = {}): Promise<Answer> {
    const { data } = await sdk.chain(path).get<Answer>({ params }).catch(refuse)
    return data
  }

  async function post(path: string, body: Record<string, unknown>): Promise<Answer> {
    const { data } = await sdk.chain(path).post(body).catch(refuse)
    return data
  }

  return {
    async native({ outTradeNo, total, description, notifyUrl }) {
      const order = { appid, mchid, description, out_trade_no: outTradeNo, notify_url: notifyUrl, amount: { total } }
      const answer = await post('v3/pay/transactions/native', order)
      return { codeUrl: String(answer['code_url']) }
    },
    async query(outTradeNo) {
      try {
        const answer = await get(`v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}`, { mchid })
        return {
          state: String(answer['trade_state']),
          ...(answer['transaction_id'] ? { transactionId: String(answer['transaction_id']) } : {}),
          ...(answer['success_time'] ? { successTime: String(answer['success_time']) } : {}),
        }
      } catch (error) {
        if (error instanceof WechatPayRefusal && error.code === 'ORDER_NOT_EXIST') return undefined
        throw error
      }
    },
    async refund({ outTradeNo, refundNo, amount, total, notifyUrl, reason }) {
      const answer = await post('v3/refund/domestic/refunds', {
        out_trade_no: outTradeNo,
        out_refund_no: refundNo,
        notify_url: notifyUrl,
        amount: { refund: amount, total, currency: 'CNY' },
        ...(reason === undefined ? {} : { reason }),
      })
      return String(answer['status'])
    },
    async refundStatus(refundNo) {
      try {
        const answer = await get(`v3/refund/domestic/refunds/${encodeURIComponent(refundNo)}`)
        return String(answer['status'])
      } catch (error) {
        if (error instanceof WechatPayRefusal && error.code === 'RESOURCE_NOT_EXISTS') return undefined
        throw error
      }
    },
    isFromWechatPay({ timestamp, nonce, serial, signature }, body) {
      if (serial !== publicKeyId || !/^\d{1,12}$/.test(timestamp)) return false
      if (Math.abs(Formatter.timestamp() - Number(timestamp)) >= TOLERANCE_SECONDS) return false
      return Rsa.verify(Formatter.response(timestamp, nonce, body), signature, platformKey)
    },
    decrypt: (resource) =>
      Aes.AesGcm.decrypt(resource.ciphertext, apiv3Key, resource.nonce, resource.associated_data ?? ''),
  }
}

/** An error of the SDK: a refusal, an answer whose signature does not verify, or no answer at all. */
function refuse(error: unknown): never {
  const { response, message } = error as { response?: { status?: number; data?: unknown }; message?: string }
  const { code, message: said } = (response?.data ?? {}) as { code?: unknown; message?: unknown }
  const status = response?.status ?? 0
  if (typeof code === 'string' && status >= 400)
    throw new WechatPayRefusal(code, String(said ?? code), status < 500 && status !== 429)
  throw new WechatPayRefusal(
    'no-answer',
    `WeChat Pay gave no answer that can be trusted: ${message ?? 'unknown'}`,
    false,
  )
}
