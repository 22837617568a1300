import { invalidValue } from '../errors/catalog/usage.ts'
import { optional, type Body } from './control-input.ts'
import type { ControlRoutes } from './control-route.ts'
import { assertUrl } from './listeners.ts'
import type { ResendWish } from './resend.ts'

/** Deliveries by hand. `delivery` is the last of them. */
export const resendRoutes: ControlRoutes = {
  'POST events/:id/resend': async (parts, { id, body }) => {
    const deliveries = await parts.dispatcher.resend(id, wishOf(body))
    return { delivery: deliveries.at(-1), deliveries }
  },
}

function wishOf(body: Body): ResendWish {
  const url = optional(body, 'url')
  if (url !== undefined) assertUrl(url)
  const times = count(body, 'times')
  const delayMs = count(body, 'delayMs')
  const asSent = flagOrText(body, 'asSent')
  const corrupt = flagOrText(body, 'corrupt')
  return {
    ...(url === undefined ? {} : { url }),
    ...(times === undefined ? {} : { times }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(asSent === undefined ? {} : { asSent }),
    ...(corrupt === undefined ? {} : { corrupt }),
    ...(body['wrongKey'] === true ? { wrongKey: true } : {}),
    ...(body['badSignature'] === true ? { badSignature: true } : {}),
    ...(body['unsigned'] === true ? { unsigned: true } : {}),
    ...(body['reordered'] === true ? { reordered: true } : {}),
  }
}

function flagOrText(body: Body, name: string): true | string | undefined {
  return body[name] === true ? true : optional(body, name)
}

function count(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  throw invalidValue({ name, value: JSON.stringify(value), expected: { en: 'a whole number', zh: '整数' } })
}
