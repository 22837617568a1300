import type { Credential, HttpRequest, Sdk, Simulation } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { alipayKeyRing } from '../../key-rings.ts'
import { notifySignature } from '../../notify-signature.ts'
import { formatYuan } from '../money.ts'
import type { Trade } from '../trade.ts'
import type { Way } from './session.ts'

/** A browser would run or read these instead of going there. */
const DANGEROUS = /^(?:javascript|data|vbscript|file|blob|about|filesystem|view-source):/i

/** The address when a browser may be sent there. Other schemes belong to apps, which WAP orders may name. */
export function leadsAway(text: string | undefined): URL | undefined {
  if (text === undefined || DANGEROUS.test(text.trim()) || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return DANGEROUS.test(url.protocol) ? undefined : url
}

/**
 * The order's return_url with the result of the payment, signed as notifications are by rule 1: `sign` and `sign_type`
 * are left out [DOC 02mse7]. Names and `method` as seen in many apps [LIVE]. Parameters of the address itself are kept
 * and signed along (UNCONFIRMED).
 */
export function returnAddress(
  sdk: Sdk,
  { clock }: Pick<Simulation, 'clock'>,
  credential: Credential,
  trade: Trade,
  way: Way,
): URL | undefined {
  const to = leadsAway(trade.return_url)
  if (!to) return undefined
  const fields = [
    ...sdk.form.parseForm(to.search),
    ['charset', 'utf-8'],
    ['out_trade_no', trade.out_trade_no],
    ['method', way === 'wap' ? 'alipay.trade.wap.pay.return' : 'alipay.trade.page.pay.return'],
    ['total_amount', formatYuan(trade.total)],
    ['trade_no', trade.trade_no],
    ['auth_app_id', trade.app_id],
    ['version', '1.0'],
    ['app_id', trade.caller ?? trade.app_id],
    ['seller_id', trade.seller_id],
    ['timestamp', formatBeijing(clock.now())],
  ] as (readonly [string, string])[]
  const url = new URL(to)
  url.search = sdk.form.formatForm(fields)
  const unsigned: HttpRequest = { kind: 'request', method: 'GET', url, headers: {}, body: new Uint8Array() }
  const scheme = notifySignature(sdk)
  const signer = alipayKeyRing(sdk, credential, 'platform').signer('RSA2')
  const stamp = { timestamp: Math.floor(clock.now() / 1000), nonce: '' }
  const value = signer.sign(scheme.signingInput(unsigned, stamp, 'RSA2'))
  return scheme.attach(unsigned, { value, keyId: 'RSA2', stamp }).url
}
