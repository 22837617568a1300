import { invalidValue } from '../../errors/catalog/usage.ts'
import type { ResendWish } from '../../sandbox/resend.ts'
import { parseDuration } from '../../text/duration.ts'

type Options = Readonly<Record<string, unknown>>

/** What the flags of `resend` ask for. Throws `invalid-value`. */
export function resendOptions(options: Options): Omit<ResendWish, 'url'> {
  const times = options['times'] as string | undefined
  const delay = options['delay'] as string | undefined
  const asSent = options['asSent'] as true | string | undefined
  const corrupt = options['corrupt'] as true | string | undefined
  return {
    ...(times === undefined ? {} : { times: whole('--times', times) }),
    ...(delay === undefined ? {} : { delayMs: delayOf(delay) }),
    ...(asSent === undefined ? {} : { asSent }),
    ...(corrupt === undefined ? {} : { corrupt }),
    ...(options['wrongKey'] === true ? { wrongKey: true } : {}),
    ...(options['badSignature'] === true ? { badSignature: true } : {}),
    ...(options['unsigned'] === true ? { unsigned: true } : {}),
  }
}

export function lastOf(options: Options): number | undefined {
  const last = options['last'] as string | undefined
  return last === undefined ? undefined : whole('--last', last)
}

function delayOf(given: string): number {
  const ms = parseDuration(given)
  if (ms !== undefined && ms > 0) return ms
  throw invalidValue({
    name: '--delay',
    value: given,
    expected: { en: 'a duration such as 30s or 2h', zh: ' 30s、2h 这样的时长' },
  })
}

function whole(flag: string, given: string): number {
  const value = /^\d+$/.test(given) ? Number(given) : NaN
  if (value >= 1) return value
  throw invalidValue({ name: flag, value: given, expected: { en: 'a whole number from 1', zh: '不小于 1 的整数' } })
}
