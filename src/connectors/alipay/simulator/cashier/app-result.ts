import type { Credential, JsonObject, Sdk, Simulation } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { alipayKeyRing } from '../../key-rings.ts'
import { MESSAGES } from '../codes.ts'
import { formatYuan } from '../money.ts'
import type { Trade } from '../trade.ts'

export type AppResult = {
  readonly memo: string
  readonly result: string
  readonly resultStatus: '9000' | '8000' | '4000' | '6001'
}

/** What the app gets from the mobile SDK [DOC 00iki4]. The texts of `memo` are UNCONFIRMED. */
export const CANCELLED: AppResult = { memo: '用户取消', result: '', resultStatus: '6001' }
export const FAILED: AppResult = { memo: '订单支付失败', result: '', resultStatus: '4000' }

/** A payment that went through: `result` is signed by the rule of answers, over the characters of its node [DOC 00iki4]. */
export function appPaid(
  sdk: Sdk,
  { clock }: Pick<Simulation, 'clock'>,
  credential: Credential,
  trade: Trade,
): AppResult {
  const node: JsonObject = {
    code: '10000',
    msg: MESSAGES['10000'],
    app_id: trade.caller ?? trade.app_id,
    auth_app_id: trade.app_id,
    charset: 'utf-8',
    timestamp: formatBeijing(clock.now()),
    out_trade_no: trade.out_trade_no,
    total_amount: formatYuan(trade.total),
    trade_no: trade.trade_no,
    seller_id: trade.seller_id,
  }
  const text = JSON.stringify(node)
  const sign = alipayKeyRing(sdk, credential, 'platform').signer('RSA2').sign({ text, parts: [] })
  const result = `{"alipay_trade_app_pay_response":${text},"sign":${JSON.stringify(sign)},"sign_type":"RSA2"}`
  return { memo: '', result, resultStatus: '9000' }
}
