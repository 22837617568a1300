import { describe, expect, it } from 'vitest'
import { call, prepare } from '../../../src/call/call.ts'
import type { CallInput, CallPorts, EnvironmentName } from '../../../src/call/types.ts'
import { EXIT_CODES } from '../../../src/cli/exit-codes.ts'
import { IntegError } from '../../../src/errors/integ-error.ts'
import type { HttpRequest, HttpResponse, JsonObject } from '../../../src/sdk/http.ts'
import { signMessage, verifyMessage } from '../../../src/signing/message.ts'
import type { HttpClient } from '../../../src/system/http.ts'
import { fixedClock, seededRandom } from '../../support/fixed.ts'
import { builtinRegistry } from '../../support/registry.ts'

const clock = fixedClock()
const registry = await builtinRegistry()
const connector = await registry.get('alipay')
const auth = connector.auth['alipayRsa2']!
const v2 = connector.protocols['v2']!
const credential = await auth.mint(seededRandom(), { now: () => 0 })
const platformKeys = auth.keyRing!(credential, 'platform')

const QUERY: CallInput = { operation: 'alipay.trade.query', values: { out_trade_no: 'T1' } }
const CREATE: CallInput = {
  operation: 'alipay.trade.precreate',
  values: { out_trade_no: 'T1', total_amount: '88.88', subject: '咖啡 + tea' },
}
const PAID = { code: '10000', msg: 'Success', out_trade_no: 'T1', trade_status: 'TRADE_SUCCESS' }
const UNKNOWN_TRADE = { code: '40004', msg: 'Business Failed', sub_code: 'ACQ.TRADE_NOT_EXIST', sub_msg: '交易不存在' }
const BAD_SIGNATURE = {
  code: '40002',
  msg: 'Invalid Arguments',
  sub_code: 'isv.invalid-signature',
  sub_msg: '验签出错',
}

/** What reached the platform, and ports around it. */
function place(answer: (request: HttpRequest) => HttpResponse, environment: EnvironmentName = 'local') {
  const received: HttpRequest[] = []
  const http: HttpClient = {
    send: async (request) => {
      received.push(request)
      return answer(request)
    },
  }
  const ports: CallPorts = {
    clock,
    random: seededRandom(),
    http,
    connectorFor: (operation, wanted) => registry.findOperation(operation, wanted),
    credential: async () => ({ credential, environment, profile: 'shop' }),
    localUrl: async () => new URL('http://127.0.0.1:1'),
  }
  return { received, ports }
}

function nobody(): never {
  throw new TypeError('something was sent')
}

function unsigned(body: JsonObject, request: HttpRequest): HttpResponse {
  return v2.answer(connector.operation(v2.route(request)?.operationId ?? ''), { status: 200, body }, request)
}

const signed =
  (body: JsonObject, headers: Readonly<Record<string, string>> = {}) =>
  (request: HttpRequest): HttpResponse => {
    const stamp = { timestamp: clock.now() / 1000, nonce: '' }
    const keyId = auth.answerKeyId!(request)
    const { message } = signMessage(auth.response!, unsigned(body, request), platformKeys, stamp, keyId)
    return { ...message, headers: { ...message.headers, ...headers } }
  }

async function failureOf(work: Promise<unknown>): Promise<IntegError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  if (error instanceof IntegError) return error
  throw new TypeError('it did not fail with an error of the catalogue', { cause: error })
}

describe('a call that is only prepared', () => {
  it('is signed so that the platform would take it, and nothing is sent', async () => {
    const { ports, received } = place(nobody)
    const { signed: message, target } = await prepare(CREATE, ports)
    expect(verifyMessage(auth.request!, message.request, platformKeys, clock).ok).toBe(true)
    expect(v2.route(message.request)?.body).toEqual(CREATE.values)
    expect(target.baseUrl.href).toBe('http://127.0.0.1:1/')
    expect(received).toEqual([])
  })

  it('names every part of what it signs, in the order in which they are signed', async () => {
    const { signed: message } = await prepare(QUERY, place(nobody).ports)
    expect(message.input?.parts.map(([name, value]) => `${name}=${value}`).join('&')).toBe(message.input?.text)
  })
})

describe('a call to production', () => {
  it('that writes and was not confirmed is refused, and nothing is sent', async () => {
    const { ports, received } = place(nobody, 'production')
    for (const input of [CREATE, { ...CREATE, confirm: async () => false }]) {
      const error = await failureOf(call(input, ports))
      expect(error.code).toBe('production-not-confirmed')
      expect(EXIT_CODES[error.category]).toBe(2)
    }
    expect(received).toEqual([])
  })

  it('asks once, names what it asks about, and goes to the platform of the manifest', async () => {
    const { ports, received } = place(signed({ code: '10000', msg: 'Success', out_trade_no: 'T1' }), 'production')
    const asked: string[] = []
    const confirm: CallInput['confirm'] = async ({ operation, profile }) => {
      asked.push(`${operation.id} ${profile}`)
      return true
    }
    await call({ ...CREATE, confirm }, ports)
    expect(asked).toEqual(['alipay.trade.precreate shop'])
    expect(received.map(({ url }) => url.origin)).toEqual(['https://openapi.alipay.com'])
  })

  it('that only reads is not asked about', async () => {
    const { ports, received } = place(signed(PAID), 'production')
    expect((await call({ ...QUERY, confirm: nobody }, ports)).outcome.value).toMatchObject(PAID)
    expect(received).toHaveLength(1)
  })
})

describe('the values of a call', () => {
  it('that do not fit the operation are refused before anything is sent, in both languages', async () => {
    const { ports, received } = place(nobody)
    const error = await failureOf(call({ ...CREATE, values: { out_trade_no: 'T1', total_amount: '1' } }, ports))
    expect(error).toMatchObject({ code: 'input-invalid', category: 'usage' })
    expect(error.text).toEqual({
      en: 'alipay.trade.precreate: subject: is missing',
      zh: 'alipay.trade.precreate：subject：缺少必填值',
    })
    expect(received).toEqual([])
  })

  it('that do not fit are sent all the same with `validate: false`', async () => {
    const { ports, received } = place(signed(UNKNOWN_TRADE))
    await call({ ...CREATE, values: { out_trade_no: 'T1' }, validate: false }, ports)
    expect(received.map((request) => v2.route(request)?.body)).toEqual([{ out_trade_no: 'T1' }])
  })
})

describe('the answer of a call', () => {
  it('is verified before it is given', async () => {
    const { outcome } = await call(QUERY, place(signed(PAID)).ports)
    expect(outcome.trust).toMatchObject({ kind: 'verified', verdict: { ok: true } })
    expect(outcome.value).toMatchObject(PAID)
    expect(outcome.error).toBeUndefined()
  })

  it('that was changed on its way is not trusted, whatever it says', async () => {
    for (const [body, from, to] of [
      [PAID, 'T1', 'T2'],
      [UNKNOWN_TRADE, 'ACQ.TRADE_NOT_EXIST', 'ACQ.SYSTEM_ERROR'],
    ] as const) {
      const changed = (request: HttpRequest): HttpResponse => {
        const answer = signed(body)(request)
        return { ...answer, body: Buffer.from(Buffer.from(answer.body).toString('utf8').replace(from, to)) }
      }
      const error = await failureOf(call(QUERY, place(changed).ports))
      expect(error).toMatchObject({ code: 'answer-not-trusted', category: 'untrusted' })
      expect(EXIT_CODES[error.category]).toBe(5)
    }
  })

  it('that is a success without a signature is not trusted', async () => {
    const error = await failureOf(call(QUERY, place((request) => unsigned(PAID, request)).ports))
    expect(error.code).toBe('answer-not-trusted')
    expect(error.text.zh).toContain('没有签名')
  })

  it('to an app id that nobody has is unsigned, as the platform leaves it', async () => {
    const body = { code: '40002', msg: 'Invalid Arguments', sub_code: 'isv.invalid-app-id', sub_msg: '无效的AppID参数' }
    const { outcome } = await call(QUERY, place((request) => unsigned(body, request)).ports)
    expect(outcome.trust).toEqual({ kind: 'unsigned' })
    expect(outcome.error?.code).toBe('isv.invalid-app-id')
  })

  it('with an error of the platform comes with its explanation, as a value', async () => {
    const { outcome } = await call(QUERY, place(signed(UNKNOWN_TRADE)).ports)
    expect(outcome.error).toMatchObject({ code: 'ACQ.TRADE_NOT_EXIST', message: '交易不存在' })
    expect(outcome.explanation?.code).toBe('ACQ.TRADE_NOT_EXIST')
    expect(outcome.explanation?.fixes.length).toBeGreaterThan(0)
    expect(outcome.diff).toBeUndefined()
  })

  it('that refuses the signature tells where the two texts part', async () => {
    const prepared = await prepare(CREATE, place(nobody).ports)
    const parts = (prepared.signed.input?.parts ?? []).map(([name, value]) => [
      name,
      name === 'biz_content' ? value.replace('88.88', '88.80') : value,
    ])
    const header = Buffer.from(JSON.stringify(parts)).toString('base64url')
    const { ports } = place(signed(BAD_SIGNATURE, { 'integ-signing-input': header }))
    const { outcome, signed: message } = await call(CREATE, ports)
    const mine = message.input?.parts.find(([name]) => name === 'biz_content')?.[1] ?? ''
    expect(outcome.error?.code).toBe('isv.invalid-signature')
    expect(outcome.diff).toMatchObject({
      part: 'biz_content',
      ours: mine,
      theirs: mine.replace('88.88', '88.80'),
      at: mine.indexOf('88.88') + 4,
    })
    expect(outcome.sameText).toBeUndefined()
  })

  it('that refuses the signature of the very same text says so: then it is the key', async () => {
    const prepared = await prepare(CREATE, place(nobody).ports)
    const header = Buffer.from(JSON.stringify(prepared.signed.input?.parts)).toString('base64url')
    const { outcome } = await call(CREATE, place(signed(BAD_SIGNATURE, { 'integ-signing-input': header })).ports)
    expect(outcome).toMatchObject({ sameText: true })
    expect(outcome.diff).toBeUndefined()
  })

  it('is read all the same when the sandbox’s note about the signature is broken', async () => {
    const header = Buffer.from('{').toString('base64url')
    const { outcome } = await call(CREATE, place(signed(BAD_SIGNATURE, { 'integ-signing-input': header })).ports)
    expect(outcome.error?.code).toBe('isv.invalid-signature')
    expect(outcome.diff).toBeUndefined()
  })
})
