import type { HttpRequest, Json, Operation, Problem, Refusal, SimulatedAnswer } from '../../../sdk/index.ts'
import { MESSAGES } from '../messages.ts'
import { UNKNOWN_PATH } from '../protocol.ts'
import { signError, unreadable } from './admission.ts'
import { type Detail, failure, success } from './answers.ts'
import { type Code, isCode } from './codes.ts'

/** The platform's words for a request that no handler sees. */
export function refuse(refusal: Refusal, request: HttpRequest, operation: Operation | undefined): SimulatedAnswer {
  switch (refusal.kind) {
    case 'unknown-operation':
      // Before authentication, without a body [PROBE P8, P13].
      return refusal.name === UNKNOWN_PATH
        ? { status: 404, signed: false, rule: 'unknown path: empty 404 [PROBE P13]' }
        : { status: 405, signed: false, rule: 'wrong verb: empty 405 [PROBE P8]' }
    case 'unknown-partner':
      return refusal.id === undefined
        ? unreadable(request)
        : signError(request, 'SIGN_ERROR#signature', 'nobody has this mchid here [PROBE P4]')
    case 'unauthenticated':
      return unauthenticated(refusal, request)
    case 'invalid':
      return invalid(refusal.problems, request, operation)
    case 'fault':
      return fault(refusal, request, operation)
    case 'rate-limited':
      return failure(request, 'FREQUENCY_LIMITED', 'a fault was asked for')
    case 'unavailable':
      return failure(request, 'SYSTEM_ERROR', 'the simulator failed: the result is unknown')
  }
}

function unauthenticated(
  refusal: Extract<Refusal, { kind: 'unauthenticated' }>,
  request: HttpRequest,
): SimulatedAnswer {
  switch (refusal.reason) {
    case 'missing':
      return unreadable(request)
    case 'unknown-key':
      return signError(request, 'SIGN_ERROR#serial', 'serial_no is not that of the merchant [DOC 4012072670]')
    case 'expired':
      return signError(request, 'SIGN_ERROR#clock', 'timestamp, five minutes [PROBE P7]')
    case 'mismatch':
      return signError(request, 'SIGN_ERROR#signature', 'the signature does not fit [PROBE P4]')
  }
}

/** One of the catalogue's entries, `CODE` or `CODE#message`, in the platform's shape. */
function fault(
  refusal: Extract<Refusal, { kind: 'fault' }>,
  request: HttpRequest,
  operation: Operation | undefined,
): SimulatedAnswer {
  const [code = ''] = refusal.code.split('#')
  // Reasons of failed transfers are no errors: the transfer itself tells them [LIVE].
  if (refusal.category === 'fail_reason' && operation?.id.startsWith('wechat-pay.transfers.'))
    return success({ state: 'FAIL', fail_reason: refusal.code }, 'a fault was asked for')
  const known: Code = isCode(code) ? code : 'SYSTEM_ERROR'
  const status = Number(refusal.category)
  return failure(request, known, 'a fault was asked for', {
    ...(refusal.text === undefined ? {} : { text: refusal.text }),
    ...(Number.isInteger(status) && status >= 200 && status < 600 ? { status } : {}),
    ...(known === 'PARAM_ERROR' && code === refusal.code
      ? { detail: { field: '/', issue: 'a fault was asked for', location: 'body' } }
      : {}),
  })
}

/** `detail` names the first value that does not fit [DOC 4012081709]. */
function invalid(
  problems: readonly Problem[],
  request: HttpRequest,
  operation: Operation | undefined,
): SimulatedAnswer {
  const first = problems[0]
  const all = problems.map(({ place, at, message }) => `${place}${at} ${message.en}`).join('; ')
  const rule = `${all} [DOC 4012081709]`
  if (!first) return failure(request, 'PARAM_ERROR', rule)
  if (first.at.startsWith('/transfer_scene_report_infos') && operation?.id === 'wechat-pay.transfers.create')
    return failure(request, 'PARAM_ERROR', rule, { text: MESSAGES['PARAM_ERROR#report-infos'] })
  if (operation?.id.startsWith('wechat-pay.profitsharing.') && first.at === '/transaction_id')
    return failure(request, 'PARAM_ERROR', rule, { text: MESSAGES['PARAM_ERROR#order-number'] })
  const detail = detailOf(first, request)
  const where = first.place === 'body' ? `/body${first.at}` : first.at
  return failure(request, 'PARAM_ERROR', rule, {
    detail,
    // As in live samples, where the rule that failed has the platform's own words [LIVE].
    text: {
      zh: `输入源“${where}”规则校验失败，${first.message.zh}`,
      en: `Input "${where}": ${first.message.en}`,
    },
  })
}

function detailOf({ place, at, message }: Problem, request: HttpRequest): Detail {
  const location = place === 'path' ? 'url' : place === 'query' ? 'query' : 'body'
  const value = place === 'body' ? valueAt(request, at) : undefined
  return {
    // A JSON pointer for members of the body, a plain name for the rest [DOC 4012081709].
    field: place === 'body' ? at : at.replace(/^\//, ''),
    issue: message.en,
    location,
    ...(value === undefined || (typeof value === 'object' && value !== null) ? {} : { value }),
  }
}

function valueAt(request: HttpRequest, pointer: string): Json | undefined {
  try {
    let value: Json | undefined = JSON.parse(Buffer.from(request.body).toString('utf8')) as Json
    for (const name of pointer.split('/').slice(1))
      value = (value as Readonly<Record<string, Json>> | null)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')]
    return value
  } catch {
    return undefined
  }
}
