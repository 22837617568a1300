import { AlipayFormData, AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintCredential } from '../../src/profiles/local.ts'
import { createRegistry } from '../../src/registry/registry.ts'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts'
import type { Connector, Credential } from '../../src/sdk/index.ts'
import { createHttpClient } from '../../src/system/http.ts'
import { findPaths } from '../../src/system/paths.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'

// The platform's own SDK in every mode that it has, against one sandbox and one local credential.

let connector: Connector
let credential: Credential
let sandbox: RunningSandbox
/** What the sandbox knows; a rotation puts another one here. */
let served: Credential

beforeAll(async () => {
  const paths = findPaths(process.env)
  const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project: undefined, paths })
  connector = await registry.get('alipay')
  registry.close()
  credential = await mintCredential(connector, { random: systemRandom, clock: systemClock })
  served = credential
  sandbox = await startSandbox(
    { connectors: [connector], port: 0, memory: true, version: '0.0.0', credentials: () => [served] },
    { clock: systemClock, random: systemRandom, http: createHttpClient({}) },
  )
  const order = { out_trade_no: 'M1', total_amount: '12.50', subject: '茶叶', buyer_id: '2088000000000001' }
  const created = await sdk(publicKey()).exec('alipay.trade.create', { bizContent: order }, { validateSign: true })
  expect(created).toMatchObject({ code: '10000' })
})

afterAll(() => sandbox.close())

type Mode = Partial<AlipaySdkConfig>
const publicKey = (): Mode => ({ alipayPublicKey: credential['alipay_public_key']! })
const certificates = (): Mode => ({
  appCertContent: credential['app_cert']!,
  alipayPublicCertContent: credential['alipay_cert']!,
  alipayRootCertContent: credential['alipay_root_cert']!,
})

function sdk(mode: Mode): AlipaySdk {
  const endpoint = sandbox.url('alipay') ?? ''
  return new AlipaySdk({
    appId: credential['app_id']!,
    privateKey: credential['private_key']!,
    keyType: 'PKCS8',
    gateway: `${endpoint}/gateway.do`,
    endpoint,
    ...mode,
  })
}

const QUERY = { out_trade_no: 'M1' }
const PATH = '/v3/alipay/trade/query'

describe('v2', () => {
  it('works in certificate mode, and the SDK verifies every answer', async () => {
    const answer = await sdk(certificates()).exec('alipay.trade.query', { bizContent: QUERY }, { validateSign: true })
    expect(answer).toMatchObject({ code: '10000', tradeStatus: 'WAIT_BUYER_PAY' })
    const refused = sdk(certificates()).exec(
      'alipay.trade.query',
      { bizContent: { out_trade_no: 'NEVER' } },
      { validateSign: true },
    )
    expect(await refused).toMatchObject({ code: '40004', subCode: 'ACQ.TRADE_NOT_EXIST' })
  })

  it('works with the legacy signature, answered in the same', async () => {
    const legacy = sdk({ ...publicKey(), signType: 'RSA' })
    const answer = await legacy.exec('alipay.trade.query', { bizContent: QUERY }, { validateSign: true })
    expect(answer).toMatchObject({ code: '10000' })
  })

  it('decrypts an encrypted call and encrypts its answer, failures included', async () => {
    const secret = sdk({ ...publicKey(), encryptKey: credential['aes_key']! })
    const answer = await secret.exec('alipay.trade.query', { bizContent: QUERY, needEncrypt: true })
    expect(answer).toMatchObject({ code: '10000', tradeStatus: 'WAIT_BUYER_PAY' })
    const missing = { bizContent: { out_trade_no: 'NEVER' }, needEncrypt: true }
    expect(await secret.exec('alipay.trade.query', missing)).toMatchObject({ subCode: 'ACQ.TRADE_NOT_EXIST' })
  })

  it('refuses what another key encrypted, in plain', async () => {
    const stranger = sdk({ ...publicKey(), encryptKey: Buffer.alloc(16, 3).toString('base64') })
    const answer = await stranger.exec('alipay.trade.query', { bizContent: QUERY, needEncrypt: true })
    expect(answer).toMatchObject({ code: '40003', subCode: 'isv.decryption-error-unknown' })
  })

  it('takes a file that is not part of the signature', async () => {
    const formData = new AlipayFormData()
    formData.addField('imageType', 'jpg')
    formData.addField('imageName', '茶叶')
    formData.addFile('imageContent', 'logo.jpg', Buffer.from([0xff, 0xd8, 0, 1, 2]))
    const answer = await sdk(publicKey()).exec(
      'alipay.offline.material.image.upload',
      {},
      { formData, validateSign: true },
    )
    expect(answer).toMatchObject({ code: '10000', imageId: expect.any(String) })
  })

  it('demands certificate mode for payouts', async () => {
    const answer = await sdk(publicKey()).exec('alipay.fund.trans.uni.transfer', { bizContent: {} })
    expect(answer).toMatchObject({ subCode: 'isv.missing-app-cert-sn' })
    const transfer = {
      out_biz_no: 'P1',
      trans_amount: '1.00',
      product_code: 'TRANS_ACCOUNT_NO_PWD',
      biz_scene: 'DIRECT_TRANSFER',
      order_title: '报销',
      payee_info: { identity: '2088000000000001', identity_type: 'ALIPAY_USER_ID' },
    }
    const paid = await sdk(certificates()).exec(
      'alipay.fund.trans.uni.transfer',
      { bizContent: transfer },
      { validateSign: true },
    )
    expect(paid).toMatchObject({ code: '10000', status: 'SUCCESS' })
  })
})

describe('v3', () => {
  it('answers the plain result, verified by the SDK', async () => {
    const { data, responseHttpStatus } = await sdk(publicKey()).curl('POST', PATH, { body: QUERY })
    expect(responseHttpStatus).toBe(200)
    expect(data).toMatchObject({ out_trade_no: 'M1', trade_status: 'WAIT_BUYER_PAY' })
    expect(data).not.toHaveProperty('code')
  })

  it('tells failures by status, code and message', async () => {
    const call = (body: object, by = sdk(publicKey())) => by.curl('POST', PATH, { body: body as never })
    await expect(call({ out_trade_no: 'NEVER' })).rejects.toMatchObject({
      code: 'ACQ.TRADE_NOT_EXIST',
      responseHttpStatus: 400,
    })
    const stranger = sdk({ ...publicKey(), appId: '9021999999999999' })
    await expect(call(QUERY, stranger)).rejects.toMatchObject({ code: 'invalid-app-id', responseHttpStatus: 400 })
    const nowhere = sdk(publicKey()).curl('POST', '/v3/alipay/trade/nothing', { body: {} })
    await expect(nowhere).rejects.toMatchObject({ code: 'invalid-method' })
    const page = sdk(publicKey()).curl('POST', '/v3/alipay/trade/page/pay', { body: {} })
    await expect(page).rejects.toMatchObject({ code: 'invalid-method' })
  })

  it('works in certificate mode', async () => {
    const { data } = await sdk(certificates()).curl('POST', PATH, { body: QUERY })
    expect(data).toMatchObject({ out_trade_no: 'M1' })
  })

  it('encrypts both ways', async () => {
    const secret = sdk({ ...certificates(), encryptKey: credential['aes_key']! })
    const { data } = await secret.curl('POST', PATH, { body: QUERY, needEncrypt: true })
    expect(data).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' })
  })

  it('takes a file upload, of which only the values are signed', async () => {
    const form = new AlipayFormData()
    form.addField('biz_code', 'openpt_appstore')
    form.addFile('file_content', 'a.bin', Buffer.from([0, 255, 13, 10, 1]))
    const { data } = await sdk(publicKey()).curl('POST', '/v3/alipay/open/file/upload', { form })
    expect(data).toMatchObject({ file_id: expect.any(String) })
  })

  it('refuses a request without Authorization as the platform does', async () => {
    const answer = await fetch(`${sandbox.url('alipay')}${PATH}`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toEqual({ code: 'missing-timestamp', message: '缺少时间戳参数' })
  })

  it('refuses a stamp older than ten minutes', async () => {
    const now = Date.now
    let late: Promise<unknown>
    try {
      Date.now = () => now() - 11 * 60_000
      // The SDK signs before it waits for anything.
      late = sdk(publicKey()).curl('POST', PATH, { body: QUERY })
    } finally {
      Date.now = now
    }
    await expect(late).rejects.toMatchObject({ code: 'illegal-timestamp', responseHttpStatus: 400 })
  })
})

describe('a platform certificate that the partner does not have', () => {
  it('is named in the answer, refused by the SDK of v3, and can be downloaded', async () => {
    const auth = connector.auth['alipayRsa2']!
    served = { ...(await auth.rotate!(credential, systemRandom, systemClock)) }
    try {
      const call = sdk(certificates()).curl('POST', PATH, { body: QUERY })
      const refused = await call.then(
        () => undefined,
        (error: unknown) => error as { code: string; responseHttpHeaders: Record<string, string> },
      )
      expect(refused?.code).toBe('response-alipay-sn-verify-error')
      const sn = refused?.responseHttpHeaders['alipay-sn'] ?? ''
      const found = await sdk(certificates()).exec('alipay.open.app.alipaycert.download', {
        bizContent: { alipay_cert_sn: sn },
      })
      const fresh = Buffer.from(String(found['alipayCertContent']), 'base64').toString('utf8')
      const again = sdk({ ...certificates(), alipayPublicCertContent: fresh })
      expect((await again.curl('POST', PATH, { body: QUERY })).data).toMatchObject({ out_trade_no: 'M1' })
    } finally {
      served = credential
    }
  })
})
