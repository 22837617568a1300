import type { Clock, HttpRequest, Operation, SimulatedAnswer } from '../../../sdk/index.ts'
import { readAuthorization } from '../authorization.ts'
import { MESSAGES } from '../messages.ts'
import { TOLERANCE_SECONDS } from '../request-signature.ts'
import { failure } from './answers.ts'

/** Tested on these paths, not on /v3/pay/transactions/…; bills and others are UNCONFIRMED [PROBE P6, R1–R3]. */
const ASKS_FOR_AGENT = /^\/v3\/(certificates|refund)(\/|$)/

/** What the platform checks before it looks at the signature, in its order; unknown paths come first [PROBE P6–P8, P13]. */
export function admit(
  request: HttpRequest,
  operation: Operation | undefined,
  clock: Clock,
): SimulatedAnswer | undefined {
  if (!operation) return undefined
  const { headers, url } = request
  // That a missing Accept gives the same is UNCONFIRMED: the message names it, but it was not tried alone.
  if (ASKS_FOR_AGENT.test(url.pathname) && (!headers['user-agent'] || !headers['accept']))
    return failure(request, 'INVALID_REQUEST', 'no User-Agent or Accept: before authentication [PROBE P6]', {
      text: MESSAGES['INVALID_REQUEST#user-agent'],
    })
  const given = readAuthorization(headers)
  if (!given) return unreadable(request)
  if (Math.abs(clock.now() / 1000 - Number(given.timestamp)) > TOLERANCE_SECONDS)
    return signError(request, 'SIGN_ERROR#clock', 'timestamp before signature, five minutes [PROBE P7]')
  return undefined
}

/** No Authorization, one of another scheme, or one that is not complete. */
export function unreadable(request: HttpRequest): SimulatedAnswer {
  // Orders say less than the other paths [PROBE P2, P3, R3]; /v3/pay/partner is taken to do the same (UNCONFIRMED).
  if (request.url.pathname.startsWith('/v3/pay/'))
    return signError(request, 'SIGN_ERROR#orders', 'orders: no usable Authorization [PROBE P2, P3]')
  const header = request.headers['authorization']
  if (header && !header.startsWith('WECHATPAY2-'))
    return signError(request, 'SIGN_ERROR#scheme', 'another scheme [DOC 4012072670]')
  return signError(request, 'SIGN_ERROR#format', 'no Authorization, or malformed [PROBE P1, P5, P10-P12]')
}

export function signError(
  request: HttpRequest,
  message: Extract<keyof typeof MESSAGES, `SIGN_ERROR#${string}`>,
  rule: string,
): SimulatedAnswer {
  return failure(request, 'SIGN_ERROR', rule, { text: MESSAGES[message] })
}
