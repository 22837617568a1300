import { randomBytes, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HttpResponse } from '../../src/sdk/http.ts'
import { exportFiles } from '../../src/profiles/export.ts'
import { startSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { signMessage } from '../../src/signing/message.ts'
import { systemClock } from '../../src/system/clock.ts'
import { builtinRegistry } from '../support/registry.ts'
import { newMerchant, merchantServer, wechatPay } from '../support/wechat-pay.ts'

const scheme = wechatPay.auth!['wechatPay2']!
const random = { bytes: (size: number) => new Uint8Array(randomBytes(size)) }
const merchant = await newMerchant()
const other = await newMerchant()
const problems = (changes: Record<string, string>) =>
  scheme.inspect!({ ...merchant, ...changes }, 'local', systemClock).map(({ field }) => field)

describe('a credential', () => {
  it('is minted without a fault, and in the shapes of the platform', () => {
    expect(problems({})).toEqual([])
    expect(merchant).toMatchObject({
      mchid: expect.stringMatching(/^\d{10}$/),
      appid: expect.stringMatching(/^wx[0-9a-f]{16}$/),
      serial_no: expect.stringMatching(/^[0-9A-F]{40}$/),
      apiv3_key: expect.stringMatching(/^\w{32}$/),
      public_key_id: expect.stringMatching(/^PUB_KEY_ID_\d+$/),
    })
  })

  it.each([
    ['an mchid with letters', { mchid: 'mch1' }, 'mchid'],
    ['an APIv3 key of 31 characters', { apiv3_key: 'x'.repeat(31) }, 'apiv3_key'],
    ['the certificate in place of the key', { private_key: merchant['merchant_certificate']! }, 'private_key'],
    ['the own public half as the platform key', { public_key: merchant['merchant_certificate']! }, 'public_key'],
    ['the merchant certificate as that of the platform', { platform_certificate: merchant['merchant_certificate']! }, 'platform_certificate'], // prettier-ignore
    ['a certificate of another key', { merchant_certificate: other['merchant_certificate']! }, 'merchant_certificate'],
    ['a serial of another certificate', { serial_no: 'A'.repeat(40) }, 'serial_no'],
    ['a public key without its id', { public_key_id: '' }, 'public_key_id'],
    ['nothing to verify with', { public_key: '', public_key_id: '', platform_certificate: '' }, 'public_key'],
  ])('is told off for %s', (_, changes, field) => {
    expect(problems(changes)).toContain(field)
  })

  it('is told off for certificates that have expired', () => {
    const later = { now: () => Date.now() + 6 * 365 * 24 * 3600_000 }
    const fields = scheme.inspect!(merchant, 'local', later).map(({ field }) => field)
    expect(fields).toEqual(['merchant_certificate', 'platform_certificate'])
  })
})

it('is exported as the certificate tool writes it, for SDKs that read PKCS#8 alone', () => {
  const connector = { id: 'wechat-pay', auth: wechatPay.auth! }
  const files = exportFiles({ connector, credential: merchant, baseUrl: 'http://127.0.0.1:1', dir: 'keys' })
  const key = files.find(({ name }) => name === 'apiclient_key.pem')?.content ?? ''
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
  const bare = /^WECHAT_PAY_PRIVATE_KEY=(.*)$/m.exec(files.at(-1)?.content ?? '')?.[1] ?? ''
  expect(bare).toBe(key.replace(/-----[^-]+-----|\s/g, ''))
})

describe('the platform keys', () => {
  it('move to a new certificate, with the old one still good', async () => {
    const next = await scheme.rotate!(merchant, random, { now: () => Date.now() + 1000 })
    const platform = scheme.keyRing!(next, 'platform')
    const before = scheme.keyRing!(merchant, 'platform').signer('certificate').keyId
    const after = platform.signer('certificate').keyId
    expect(after).not.toBe(before)
    expect(platform.signer(merchant['public_key_id']).keyId).toBe(merchant['public_key_id'])
    const partner = scheme.keyRing!(next, 'partner')
    expect([before, after].map((id) => partner.verifier(id) !== undefined)).toEqual([true, true])
    // Programs that read one certificate from the exported file read the first.
    expect(new X509Certificate(next['platform_certificate']!).serialNumber).toBe(after)
    expect(scheme.keyRing!(merchant, 'partner').verifier(after)).toBeUndefined()
  })
})

describe('against the sandbox', () => {
  let sandbox: TestSandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ connectors: ['wechat-pay'], credentials: { 'wechat-pay': merchant } })
  })
  afterAll(() => sandbox.stop())

  const download = async (changes: (response: HttpResponse) => HttpResponse = (one) => one) => {
    const { platform_certificate: _, ...without } = merchant
    const { operation: id, input, learn } = scheme.keyDownload!
    const connector = await (await builtinRegistry()).get('wechat-pay')
    const [rest, operation] = [connector.protocols['rest']!, connector.operation(id)!]
    const request = rest.request(operation, input('x'), new URL(sandbox.url('wechat-pay')), without)
    const stamp = { timestamp: Math.floor(Date.now() / 1000), nonce: 'n'.repeat(32) }
    const signed = signMessage(scheme.request!, request, scheme.keyRing!(without, 'partner'), stamp)
    const answer = await fetch(signed.message.url, { headers: signed.message.headers })
    const response: HttpResponse = { kind: 'response', status: answer.status, headers: Object.fromEntries(answer.headers), body: new Uint8Array(await answer.arrayBuffer()) } // prettier-ignore
    const changed = changes(response)
    return learn({ response: changed, value: rest.read(operation, changed, without) }, without, systemClock)
  }

  it('learns the certificate from the platform, and nothing from a changed answer', async () => {
    expect((await download())?.['platform_certificate']?.trim()).toBe(merchant['platform_certificate']?.trim())
    expect(await download((one) => ({ ...one, body: Buffer.from(`${Buffer.from(one.body).toString()} `) }))).toBeUndefined() // prettier-ignore
    expect(await download((one) => ({ ...one, status: 500 }))).toBeUndefined()
  })

  const raw = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${sandbox.url('wechat-pay')}${path}`, init)
    const text = await answer.text()
    const signed = [...answer.headers.keys()].some((name) => name.startsWith('wechatpay-'))
    const { code, message } = (text === '' ? {} : JSON.parse(text)) as Record<string, string>
    return { status: answer.status, code, message, signed, id: answer.headers.has('request-id') }
  }
  const ORDERS = '/v3/pay/transactions/native'

  it('checks in the order of the platform, with its two kinds of 401', async () => {
    expect(await raw('/v3/no/such/path')).toEqual({ status: 404, signed: false, id: true })
    expect(await raw('/v3/certificates', { method: 'DELETE' })).toEqual({ status: 405, signed: false, id: true })
    expect(await raw('/v3/certificates')).toMatchObject({ status: 401, code: 'SIGN_ERROR', message: /^Http头Authorization值格式错误/.exec('Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》')?.input, signed: false, id: true }) // prettier-ignore
    expect(await raw(ORDERS, { method: 'POST', body: '{}' })).toMatchObject({ status: 401, message: '签名信息错误，验签失败', signed: false, id: false }) // prettier-ignore
    const bearer = { headers: { authorization: 'Bearer x' } }
    expect(await raw('/v3/certificates', bearer)).toMatchObject({ message: 'HTTP头Authorization认证类型不正确' })
    expect(await raw(ORDERS, { ...bearer, method: 'POST' })).toMatchObject({ message: '签名信息错误，验签失败' })
    const header = (mchid: string, timestamp: number) => ({ headers: { authorization: `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="n",signature="ZmFrZQ==",timestamp="${timestamp}",serial_no="${merchant['serial_no'] ?? ''}"` } }) // prettier-ignore
    const now = Math.floor(Date.now() / 1000)
    expect(await raw('/v3/certificates', header(merchant['mchid']!, 1_554_208_460))).toMatchObject({ message: 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟' }) // prettier-ignore
    expect(await raw('/v3/certificates', header(merchant['mchid']!, now))).toMatchObject({ message: '签名错误' })
    expect(await raw('/v3/certificates', header('1900000000', now))).toMatchObject({ message: '签名错误' })
  })

  it('knows the serial number in either case, and no other', async () => {
    const as = (serial: string) => merchantServer(() => sandbox.url('wechat-pay'), () => ({ ...merchant, serial_no: serial })) // prettier-ignore
    expect((await as(merchant['serial_no']!)('GET', '/v3/certificates')).status).toBe(200)
    const wrong = await as('A'.repeat(40))('GET', '/v3/certificates')
    expect(wrong.body['message']).toBe('商户证书序列号有误。请使用签名私钥匹配的证书序列号')
  })

  it('answers a merchant without certificates with words of its own', async () => {
    const { platform_certificate: _c, platform_certificate_key: _k, ...keyOnly } = merchant
    const bare = await startSandbox({ connectors: ['wechat-pay'], credentials: { 'wechat-pay': keyOnly } })
    const send = merchantServer(() => bare.url('wechat-pay'), () => keyOnly) // prettier-ignore
    const { status, body } = await send('GET', '/v3/certificates')
    expect([status, body['code']]).toEqual([404, 'RESOURCE_NOT_EXISTS'])
    await bare.stop()
  })
})
