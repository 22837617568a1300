import type { Clock, Random, Sdk } from '../../../sdk/index.ts'
import { beijingDay } from '../beijing-time.ts'

type Sources = { readonly clock: Clock; readonly random: Random }

/** Shapes are those of the examples; the platform specifies none [LIVE: shapes of examples]. */
export function newTradeNo({ clock, random }: Sources): string {
  // 28 digits: day, 22001, fifteen more.
  return `${beijingDay(clock.now())}22001${digits(random, 15)}`
}

export function newQrCode({ random }: Sources): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const tail = [...random.bytes(18)].map((byte) => letters[byte % letters.length]).join('')
  return `https://qr.alipay.com/bax${tail}`
}

/** A payment code (付款码): 25–30 followed by 14–22 digits; eighteen in all is the usual length [PHP3]. */
export function newPaymentCode({ random }: Sources): string {
  return `28${digits(random, 16)}`
}

/** User ids are 2088 and twelve digits. The same role of the same app always gets the same one. */
export function userId(sdk: Sdk, appId: string, role: 'buyer' | 'seller'): string {
  const hex = sdk.crypto.hash('sha256', `${appId}:${role}`).toString('hex').slice(0, 15)
  return `2088${String(BigInt(`0x${hex}`))
    .padStart(12, '0')
    .slice(-12)}`
}

/** As the platform masks an account name: three characters, then stars. */
export const BUYER_LOGON_ID = 'buy***@sandbox.test'
export const SELLER_EMAIL = 'seller@sandbox.test'

function digits(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => byte % 10).join('')
}
