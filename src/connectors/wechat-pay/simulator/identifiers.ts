import type { Clock, Random } from '../../../sdk/index.ts'
import { dayOf, formatTime } from '../beijing-time.ts'

type Sources = { readonly clock: Clock; readonly random: Random }

/** Shapes are those of samples; the platform specifies none. */

/** 28 digits: 42000, three more, day, twelve more. */
export function newTransactionId({ clock, random }: Sources): string {
  return `42000${digits(random, 3)}${day(clock)}${digits(random, 12)}`
}

/** 29 digits that start with 50. */
export function newRefundId({ clock, random }: Sources): string {
  return `503${digits(random, 5)}${day(clock)}${digits(random, 13)}`
}

/** wx, the time of Beijing in digits, then hexadecimal. */
export function newPrepayId({ clock, random }: Sources): string {
  const time = formatTime(clock.now()).slice(0, 19).replace(/\D/g, '').slice(2)
  return `wx${time}${hex(random, 10)}0000`
}

/** Different each time [DOC 4012791877]. */
export function newCodeUrl({ random }: Sources): string {
  return `weixin://wxpay/bizpayurl?pr=${letters(random, 9)}`
}

export function newTransferBillNo({ clock, random }: Sources): string {
  return `1330${digits(random, 8)}${day(clock)}${digits(random, 10)}`
}

export function newBatchId({ clock, random }: Sources): string {
  return `1030${digits(random, 10)}${day(clock)}${digits(random, 4)}`
}

export function newSharingId({ clock, random }: Sources): string {
  return `3008${digits(random, 8)}${day(clock)}${digits(random, 10)}`
}

/** A payment code of the wallet: eighteen digits that start with 10 to 15. */
export function newAuthCode({ random }: Sources): string {
  return `1${(random.bytes(1)[0] ?? 0) % 6}${digits(random, 16)}`
}

export function newToken({ random }: Sources): string {
  return hex(random, 24)
}

export function newMediaId({ random }: Sources): string {
  return letters(random, 64)
}

/** The openid of the sandbox's buyer for an app: 28 characters that start with o. */
export function openidOf(appid: string): string {
  const safe = appid.replace(/\W/g, '').slice(-16).padStart(16, '0')
  return `oSandboxBuy_${safe}`
}

const day = (clock: Clock) => dayOf(clock.now()).replaceAll('-', '')
const hex = (random: Random, bytes: number) => Buffer.from(random.bytes(bytes)).toString('hex')

function digits(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => byte % 10).join('')
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function letters(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
}
