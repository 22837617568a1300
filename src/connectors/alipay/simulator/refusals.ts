import type { HttpRequest, Operation, Refusal, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { parseBizContent } from '../v2/biz-content.ts'
import { gatewayParameters } from '../v2/parameters.ts'
import { STALE } from '../v3/admission.ts'
import { isV3 } from '../v3/auth-string.ts'
import { failure } from './answers.ts'
import { wished } from './wished.ts'
import { asPage } from './cashier/open.ts'
import { invalidParameter } from './invalid-parameter.ts'

const ECHO = '验签出错，建议检查签名字符串或签名私钥与应用公钥是否匹配，网关生成的验签字符串为：'

/** The gateway's words for a request that no handler sees. */
export const refuse =
  (sdk: Sdk) =>
  (refusal: Refusal, request: HttpRequest, operation: Operation | undefined): SimulatedAnswer => {
    const answer = worded(sdk, refusal, request, operation)
    return operation?.browser ? asPage(answer) : answer
  }

function worded(sdk: Sdk, refusal: Refusal, request: HttpRequest, operation: Operation | undefined): SimulatedAnswer {
  switch (refusal.kind) {
    case 'unknown-partner':
      // Before presence and value of the signature, and unsigned [PROBE P1/P2/P4].
      return refusal.id
        ? failure('isv.invalid-app-id', 'nobody has this app id; the answer is not signed [PROBE P4]')
        : failure('isv.missing-app-id', 'no app_id; the answer is not signed [PROBE P4]')
    case 'unknown-operation':
      return refusal.name
        ? failure('isv.invalid-method', 'no such method [OPEN 105806]')
        : failure('isv.missing-method', 'no method [OPEN 105806]')
    case 'unauthenticated':
      return unauthenticated(refusal)
    case 'invalid':
      return invalid(sdk, refusal, request, operation)
    case 'fault':
      return wished(refusal, bizContent(sdk, request), operation)
    case 'rate-limited':
      return failure('isv.app-call-limited', 'a fault was asked for; the text is UNCONFIRMED [OPEN 105806]')
    case 'unavailable':
      return failure('isp.unknow-error', 'business system down: the result is unknown [OPEN 105806]')
  }
}

function bizContent(sdk: Sdk, request: HttpRequest) {
  if (isV3(request)) return parseBizContent(Buffer.from(request.body).toString('utf8'))
  return parseBizContent(gatewayParameters(sdk, request).get('biz_content'))
}

function unauthenticated(refusal: Extract<Refusal, { kind: 'unauthenticated' }>): SimulatedAnswer {
  // Whether this answer is signed is UNCONFIRMED [PROBE]; here it is, so that SDKs that verify can read it.
  if (refusal.reason === 'missing') return failure('isv.missing-signature', 'no sign [OPEN 105806]')
  if (refusal.reason === 'expired') return STALE
  if (refusal.reason === 'unknown-key') {
    return failure('isv.invalid-signature-type', 'sign_type is RSA2 or RSA [OPEN 105806]')
  }
  // The gateway shows the string that it built, with `&` written `&amp;` [NODE source quotation].
  const text = `${ECHO}${(refusal.input?.text ?? '').replaceAll('&', '&amp;')}`
  return failure('isv.invalid-signature', 'the signature does not fit the gateway’s string [NODE, DOC 057k53]', {
    text,
  })
}

function invalid(
  sdk: Sdk,
  refusal: Extract<Refusal, { kind: 'invalid' }>,
  request: HttpRequest,
  operation: Operation | undefined,
): SimulatedAnswer {
  const body = bizContent(sdk, request)
  // The common code for a wrong format; that it is the one for broken JSON is UNCONFIRMED.
  if (body === undefined) return failure('isv.invalid-parameter', 'biz_content is no JSON [OPEN 105806]')
  const problems = refusal.problems.map(({ place, at, message }) => `${place}${at} ${message.en}`).join('; ')
  return invalidParameter(operation?.id ?? '', body, problems)
}
