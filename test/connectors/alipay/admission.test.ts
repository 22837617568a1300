import { describe, expect, it } from 'vitest'
import type { HttpRequest, Operation, Refusal, SimulatedAnswer } from '../../../src/sdk/index.ts'
import { signMessage, verifyMessage } from '../../../src/signing/message.ts'
import { auth, connector, countingRandom, NOON, simulator, stubOperation, v2 } from './bench.ts'

const credential = await auth.mint(countingRandom(), { now: () => 0 })
const stranger = { ...(await auth.mint(countingRandom(), { now: () => 0 })), app_id: credential['app_id']! }
const operation = stubOperation('alipay.trade.query')
const page = stubOperation('alipay.trade.page.pay')
const input = { path: {}, query: {}, headers: {}, body: { out_trade_no: 'T1', note: 'a=1&b=2' } }
const origin = new URL('http://127.0.0.1:8080')

function signed(target: Operation = operation, keys = credential): HttpRequest {
  const request = v2.request(target, input, origin, credential)
  return signMessage(auth.request!, request, auth.keyRing!(keys, 'partner'), { timestamp: NOON / 1000, nonce: '' })
    .message
}

function edited(request: HttpRequest, name: string, value?: string): HttpRequest {
  const url = new URL(request.url)
  if (value === undefined) url.searchParams.delete(name)
  else url.searchParams.set(name, value)
  return { ...request, url }
}

/** As the sandbox goes: admission, partner, signature. */
function refusal(request: HttpRequest, target: Operation | undefined = operation): SimulatedAnswer | undefined {
  const early = simulator.admit!(request, target, { now: () => NOON })
  if (early) return early
  const id = auth.partnerId!(request)
  if (id !== credential['app_id']) return simulator.refuse!({ kind: 'unknown-partner', id }, request, target)
  const verdict = verifyMessage(auth.request!, request, auth.keyRing!(credential, 'platform'), { now: () => NOON })
  if (verdict.ok) return undefined
  const { reason, input: computed } = verdict
  return simulator.refuse!({ kind: 'unauthenticated', reason, ...(computed && { input: computed }) }, request, target)
}

const decode = connector.decodeError!
const body = (answer: SimulatedAnswer | undefined) => (answer?.body ?? {}) as Readonly<Record<string, string>>

describe('the gateway before any handler', () => {
  it('lets a signed request through, in either place of the parameters', () => {
    const request = signed()
    expect(refusal(request)).toBeUndefined()
    const form = new URLSearchParams(request.url.search)
    for (const [name, value] of new URLSearchParams(Buffer.from(request.body).toString())) form.append(name, value)
    const url = new URL('/gateway.do?charset=utf-8', origin)
    expect(refusal({ ...request, url, body: Buffer.from(form.toString()) })).toBeUndefined()
    const get = new URL(`/gateway.do?${form.toString()}`, origin)
    expect(refusal({ ...request, method: 'GET', headers: {}, url: get, body: new Uint8Array() })).toBeUndefined()
  })

  it.each([
    ['app_id', undefined, '40001', 'isv.missing-app-id', '缺少AppID参数'],
    ['app_id', '2021000000000000', '40002', 'isv.invalid-app-id', '无效的AppID参数'],
    ['method', undefined, '40001', 'isv.missing-method', '缺少方法名参数'],
    ['sign', undefined, '40001', 'isv.missing-signature', '缺少签名参数'],
    ['sign_type', undefined, '40001', 'isv.missing-signature-type', '缺少签名类型参数'],
    ['sign_type', 'MD5', '40002', 'isv.invalid-signature-type', '无效的签名类型'],
    ['timestamp', undefined, '40001', 'isv.missing-timestamp', '缺少时间戳参数'],
    ['timestamp', '2026-07-01T12:00:00', '40002', 'isv.invalid-timestamp', '非法的时间戳参数'],
    ['timestamp', '2026-13-01 12:00:00', '40002', 'isv.invalid-timestamp', '非法的时间戳参数'],
    ['timestamp', '2026-07-01 12:00', '40002', 'isv.invalid-timestamp', '非法的时间戳参数'],
    ['version', undefined, '40001', 'isv.missing-version', '缺少版本参数'],
    ['charset', 'latin1', '40002', 'isv.invalid-charset', '字符集错误'],
    ['format', 'XML', '40002', 'isv.invalid-format', '无效的数据格式'],
    ['encrypt_type', 'DES', '40002', 'isv.invalid-encrypt-type', '无效的加密类型'],
  ])('answers %s=%s with %s %s', (name, value, code, subCode, text) => {
    expect(body(refusal(edited(signed(), name, value)))).toMatchObject({ code, sub_code: subCode, sub_msg: text })
  })

  it('looks at the app id before the signature, and leaves that answer unsigned', () => {
    const request = edited(edited(signed(), 'app_id', '2021000000000000'), 'sign')
    const answer = refusal(request)
    expect(body(answer)['sub_code']).toBe('isv.invalid-app-id')
    expect(answer?.signed).toBe(false)
    const response = v2.answer(operation, answer!, request)
    expect(auth.unsignedAnswer!(response)).toBe(true)
    expect(Buffer.from(response.body).toString()).toMatch(
      /^\{"alipay_trade_query_response":\{"code":"40002","msg":"Invalid Arguments",/,
    )
  })

  it('takes lower-case json and upper-case UTF-8', () => {
    const request = v2.request(operation, { ...input, query: { format: 'json', charset: 'UTF-8' } }, origin, credential)
    const odd = edited(edited(signed(), 'format', 'json'), 'charset', 'UTF-8')
    expect(simulator.admit!(odd, operation, { now: () => NOON })).toBeUndefined()
    expect(request.url.searchParams.get('format')).toBe('json')
  })

  it('shows the string that it built when the signature does not match, with & as &amp;', () => {
    const request = signed(operation, stranger)
    const answer = refusal(request)
    const { sub_code: code, sub_msg: text } = body(answer)
    expect(code).toBe('isv.invalid-signature')
    expect(text).toContain(
      `网关生成的验签字符串为：app_id=${credential['app_id']}&amp;biz_content={"out_trade_no":"T1"`,
    )
    const error = decode(v2.answer(operation, answer!, request), operation)
    const wanted = auth.request!.signingInput(request, { timestamp: 0, nonce: '' }, 'RSA2')
    expect(error?.signingText).toBe(wanted.text)
    expect(error?.signingInput?.parts.map(([name]) => name)).toContain('timestamp')
    expect([error?.code, error?.category]).toEqual(['isv.invalid-signature', '40002'])
  })

  it('refuses a value that was changed after signing', () => {
    const request = { ...signed(), body: Buffer.from('biz_content=%7B%22out_trade_no%22%3A%22T2%22%7D') }
    expect(body(refusal(request))['sub_code']).toBe('isv.invalid-signature')
  })

  it.each<[Refusal, string]>([
    [{ kind: 'unknown-operation', name: 'alipay.trade.quary' }, 'isv.invalid-method'],
    [{ kind: 'unavailable' }, 'isp.unknow-error'],
    [
      {
        kind: 'invalid',
        problems: [{ place: 'body', at: '/subject', message: { en: 'is missing', zh: '缺少必填值' } }],
      },
      'ACQ.INVALID_PARAMETER',
    ],
  ])('words %j as %s', (given, code) => {
    expect(body(simulator.refuse!(given, signed(), operation))['sub_code']).toBe(code)
  })

  it('calls broken JSON an invalid parameter of the gateway, and names the field of a schema in the rule', () => {
    const broken = { ...signed(), body: Buffer.from('biz_content=%7B') }
    const problems = [{ place: 'body', at: '/subject', message: { en: 'is missing', zh: '缺少必填值' } }] as const
    expect(v2.route(broken)?.body).toBeNull()
    expect(body(simulator.refuse!({ kind: 'invalid', problems }, broken, operation))['sub_code']).toBe(
      'isv.invalid-parameter',
    )
    expect(simulator.refuse!({ kind: 'invalid', problems }, signed(), operation)?.rule).toContain(
      'body/subject is missing',
    )
  })

  it('answers in error_response when no method is named', () => {
    const request = edited(signed(), 'method')
    const response = v2.answer(undefined, refusal(request)!, request)
    expect(Buffer.from(response.body).toString()).toMatch(/^\{"error_response":/)
  })

  it('answers a faulty page request with a page in GBK that names the code', () => {
    const answer = refusal(edited(signed(page), 'app_id', '2021000000000000'), page)!
    const response = v2.answer(page, answer, signed(page))
    expect(response.headers['content-type']).toBe('text/html;charset=GBK')
    expect(new TextDecoder('gbk').decode(response.body)).toContain('invalid-app-id')
    expect(decode(response, page)?.code).toBe('isv.invalid-app-id')
    expect(answer.signed).toBe(false)
  })
})
