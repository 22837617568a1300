import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../../src/call/call.ts'
import type { CallInput, CallPorts } from '../../src/call/types.ts'
import { mintCredential } from '../../src/profiles/local.ts'
import { createRegistry } from '../../src/registry/registry.ts'
import { startSandbox, type RunningSandbox } from '../../src/sandbox/start.ts'
import type { Connector, Credential, HttpRequest, HttpResponse } from '../../src/sdk/index.ts'
import { signMessage } from '../../src/signing/message.ts'
import { createHttpClient } from '../../src/system/http.ts'
import { findPaths } from '../../src/system/paths.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'

// Our own calls in every mode, against one sandbox. What an SDK does is in alipay-sdk-modes.test.ts.

const http = createHttpClient({})
let connector: Connector
let credential: Credential
let served: Credential
let sandbox: RunningSandbox
const saved: Credential[] = []
const sent: { request: HttpRequest; response: HttpResponse }[] = []

beforeAll(async () => {
  const paths = findPaths(process.env)
  const registry = await createRegistry({ builtinFolder: paths.builtinConnectors, project: undefined, paths })
  connector = await registry.get('alipay')
  registry.close()
  credential = await mintCredential(connector, { random: systemRandom, clock: systemClock })
  served = credential
  sandbox = await startSandbox(
    { connectors: [connector], port: 0, memory: true, version: '0.0.0', credentials: () => [served] },
    { clock: systemClock, random: systemRandom, http },
  )
  await ask('alipay.trade.create', { ...ORDER, buyer_id: '2088000000000001' })
})

afterAll(() => sandbox.close())

const ORDER = { out_trade_no: 'C1', total_amount: '12.50', subject: '龙井茶' }

function ports(own: Credential): CallPorts {
  return {
    clock: systemClock,
    random: systemRandom,
    http: {
      ...http,
      send: async (request, options) => {
        const response = await http.send(request, options)
        sent.push({ request, response })
        return response
      },
    },
    connectorFor: async (id) => ({ connector, operation: connector.operation(id)! }),
    credential: async () => ({ credential: own, environment: 'local', profile: 'mine' }),
    merchantToken: async (_connector, _profile, name) => `token-of-${name}`,
    saveCredential: async (_profile, changed) => void saved.push(changed),
    localUrl: async () => new URL(sandbox.url('alipay') ?? ''),
  }
}

async function ask(
  operation: string,
  values: CallInput['values'],
  more: Partial<CallInput> = {},
  own: Credential = credential,
) {
  sent.length = 0
  const { outcome } = await call({ operation, values, ...more }, ports(own))
  return outcome
}

const lastUrl = () => sent.at(-1)!.request.url
const QUERY = { out_trade_no: 'C1' }
const without = ({ ...all }: Record<string, string>, ...names: string[]): Credential => {
  for (const name of names) delete all[name]
  return all
}

describe('a call', () => {
  it('travels by v2 unless v3 is asked for, and is verified either way', async () => {
    const v2 = await ask('alipay.trade.query', QUERY)
    expect(lastUrl().pathname).toBe('/gateway.do')
    const v3 = await ask('alipay.trade.query', QUERY, { protocol: 'v3' })
    expect(lastUrl().pathname).toBe('/v3/alipay/trade/query')
    expect([v2.trust.kind, v3.trust.kind]).toEqual(['verified', 'verified'])
    expect(v3.value).toMatchObject({ out_trade_no: 'C1' })
    expect(v3.value).not.toHaveProperty('code')
  })

  it('explains failures of v3 as those of v2', async () => {
    const { error, explanation } = await ask('alipay.trade.query', { out_trade_no: 'NO' }, { protocol: 'v3' })
    expect(error).toMatchObject({ code: 'ACQ.TRADE_NOT_EXIST', category: '400' })
    expect(explanation?.code).toBe('ACQ.TRADE_NOT_EXIST')
    const stranger = { ...credential, app_id: '9021999999999999' }
    const unknown = await ask('alipay.trade.query', QUERY, { protocol: 'v3' }, stranger)
    expect(unknown.error?.code).toBe('invalid-app-id')
    expect(unknown.explanation?.code).toBe('isv.invalid-app-id')
  })

  it('shows where both signing inputs of v3 part', async () => {
    const other = { ...credential, private_key: credential['platform_private_key']! }
    const { error, sameText } = await ask('alipay.trade.query', QUERY, { protocol: 'v3' }, other)
    expect(error?.code).toBe('invalid-signature')
    expect(sameText).toBe(true)
  })

  it('refuses a protocol that the operation does not have', async () => {
    const page = ask('alipay.trade.page.pay', { ...ORDER, product_code: 'FAST_INSTANT_TRADE_PAY' }, { protocol: 'v3' })
    await expect(page).rejects.toMatchObject({ code: 'protocol-not-carried' })
    await expect(ask('alipay.trade.query', QUERY, { protocol: 'v9' })).rejects.toMatchObject({
      code: 'protocol-not-carried',
    })
  })

  it.each(['v2', 'v3'])('encrypts by %s and reads the encrypted answer', async (protocol) => {
    const good = await ask('alipay.trade.query', QUERY, { protocol, encrypt: true })
    expect(good.value).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' })
    expect(Buffer.from(sent[0]!.request.body).toString()).not.toContain('C1')
    expect(Buffer.from(sent[0]!.response.body).toString()).not.toContain('WAIT_BUYER_PAY')
    const bad = await ask('alipay.trade.query', { out_trade_no: 'NO' }, { protocol, encrypt: true })
    expect(bad.error?.code).toBe('ACQ.TRADE_NOT_EXIST')
  })

  it('says which key is missing for encryption', async () => {
    const plain = ask('alipay.trade.query', QUERY, { encrypt: true }, without(credential, 'aes_key'))
    await expect(plain).rejects.toThrow(/aes_key/)
  })

  it('uses the legacy signature where the credential says so', async () => {
    const outcome = await ask('alipay.trade.query', QUERY, {}, { ...credential, sign_type: 'RSA' })
    expect(lastUrl().searchParams.get('sign_type')).toBe('RSA')
    expect(outcome.trust.kind).toBe('verified')
  })

  it('uses certificates where the credential has nothing else', async () => {
    const own = without(credential, 'alipay_public_key')
    for (const protocol of ['v2', 'v3']) {
      const outcome = await ask('alipay.trade.query', QUERY, { protocol }, own)
      expect(outcome.trust.kind).toBe('verified')
    }
    expect(sent[0]?.request.headers['alipay-root-cert-sn']).toMatch(/^[0-9a-f]{32}$/)
    expect(sent[0]?.response.headers['alipay-sn']).toMatch(/^[0-9a-f]{32}$/)
  })

  it('signs with certificates by itself what demands them', async () => {
    const transfer = {
      out_biz_no: 'P2',
      trans_amount: '1.00',
      product_code: 'TRANS_ACCOUNT_NO_PWD',
      biz_scene: 'DIRECT_TRANSFER',
      order_title: '报销',
      payee_info: { identity: '2088000000000001', identity_type: 'ALIPAY_USER_ID' },
    }
    const outcome = await ask('alipay.fund.trans.uni.transfer', transfer)
    expect(outcome.value).toMatchObject({ code: '10000' })
    expect(lastUrl().searchParams.get('app_cert_sn')).toMatch(/^[0-9a-f]{32}$/)
  })

  it('is refused with certificates that the app does not have', async () => {
    const own = { ...credential, mode: 'certificate', app_cert: credential['alipay_cert']! }
    expect((await ask('alipay.trade.query', QUERY, {}, own)).error?.code).toBe('isv.app-cert-not-exist')
    const roots = { ...credential, mode: 'certificate', alipay_root_cert: credential['app_cert']! }
    expect((await ask('alipay.trade.query', QUERY, {}, roots)).error?.code).toBe('isv.invalid-alipay-root-cert-sn')
  })

  it('is signed and answered in GBK', async () => {
    const outcome = await ask(
      'alipay.trade.create',
      { ...ORDER, out_trade_no: 'G1', buyer_id: '2088000000000001' },
      {
        query: { charset: 'gbk' },
      },
    )
    expect(outcome.trust.kind).toBe('verified')
    expect(outcome.value).toMatchObject({ code: '10000' })
    expect(sent[0]?.response.headers['content-type']).toBe('text/html;charset=gbk')
    // 龙井茶 in GBK.
    expect(Buffer.from(sent[0]!.request.body).toString()).toContain('%C1%FA%BE%AE%B2%E8')
    const refused = await ask('alipay.trade.query', { out_trade_no: 'NO' }, { query: { charset: 'GB2312' } })
    expect(refused.error?.message).toBe('交易不存在')
    const unknown = await ask('alipay.trade.query', QUERY, { query: { charset: 'latin1' } })
    expect(unknown.error?.code).toBe('isv.invalid-charset')
  })

  it('acts for a merchant: a signed parameter in v2, a header and a line in v3', async () => {
    await ask('alipay.trade.query', QUERY, { merchant: 'acme' }).catch(() => undefined)
    expect(lastUrl().searchParams.get('app_auth_token')).toBe('token-of-acme')
    const { exchange } = await ask('alipay.trade.query', QUERY, { merchant: 'acme', protocol: 'v3' })
    expect(exchange.signed.request.headers['alipay-app-auth-token']).toBe('token-of-acme')
    expect(exchange.signed.input?.text.split('\n').at(-2)).toBe('token-of-acme')
  })

  it('uploads a file by both protocols', async () => {
    const files = { file_content: [{ fileName: 'a.bin', type: 'text/plain', bytes: Buffer.from([0, 255, 13, 10]) }] }
    for (const protocol of ['v2', 'v3']) {
      const values = { biz_code: 'openpt_appstore', file_content: '' }
      const outcome = await ask('alipay.open.file.upload', values, { protocol, files })
      expect(outcome.value).toMatchObject({ file_id: expect.any(String) })
      expect(sent[0]?.request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    }
  })

  it.each(['v2', 'v3'])('fetches a platform certificate that it does not know by %s, once', async (protocol) => {
    served = await connector.auth['alipayRsa2']!.rotate!(credential, systemRandom, systemClock)
    saved.length = 0
    try {
      const own = { ...credential, mode: 'certificate' }
      const outcome = await ask('alipay.trade.query', QUERY, { protocol }, own)
      expect(outcome.trust.kind).toBe('verified')
      expect(sent).toHaveLength(2)
      expect(Object.keys(saved[0] ?? {})).toEqual(['alipay_cert'])
      await ask('alipay.trade.query', QUERY, { protocol }, { ...own, ...saved[0] })
      expect(sent).toHaveLength(1)
    } finally {
      served = credential
    }
  })

  it('trusts no certificate that its roots do not vouch for', async () => {
    const stranger = await mintCredential(connector, { random: systemRandom, clock: systemClock })
    const { alipay_cert: foreign = '', platform_private_key: key = '' } = stranger
    served = { ...credential, platform_certs: foreign, platform_private_key: key }
    try {
      const own = { ...credential, mode: 'certificate' }
      await expect(ask('alipay.trade.query', QUERY, {}, own)).rejects.toMatchObject({ code: 'answer-not-trusted' })
    } finally {
      served = credential
    }
  })
})

describe('the sandbox', () => {
  it('takes another method in a header of POST', async () => {
    const operation = connector.operation('alipay.marketing.activity.ordervoucher.stop')!
    const input = { path: { activity_id: '1' }, query: {}, headers: {}, body: { out_biz_no: 'x' } }
    const bare = connector.protocols['v3']!.request(operation, input, new URL(sandbox.url('alipay')!), credential)
    const code = async (headers: Readonly<Record<string, string>>) => {
      const request = { ...bare, method: 'POST', headers: { ...bare.headers, ...headers } }
      const { request: scheme, keyRing } = connector.auth['alipayV3']!
      const stamp = { timestamp: Date.now() / 1000, nonce: 'n' }
      const { message } = signMessage(scheme!, request, keyRing!(credential, 'partner'), stamp)
      return (JSON.parse(Buffer.from((await http.send(message, {})).body).toString()) as { code: string }).code
    }
    expect(bare.method).toBe('PATCH')
    expect(await code({})).toBe('invalid-method')
    expect(await code({ 'x-http-method-override': 'PATCH' })).not.toBe('invalid-method')
  })

  it('takes all of a call in the address of a GET', async () => {
    const { exchange } = await ask('alipay.trade.query', QUERY)
    const { request } = exchange.signed
    const url = new URL(request.url)
    url.search += `&${Buffer.from(request.body).toString()}`
    const answer = await http.send({ ...request, method: 'GET', url, headers: {}, body: new Uint8Array() }, {})
    expect(Buffer.from(answer.body).toString()).toContain('WAIT_BUYER_PAY')
  })

  it('takes all of a call in the body of a POST', async () => {
    const { exchange } = await ask('alipay.trade.query', QUERY)
    const { request } = exchange.signed
    const url = new URL(request.url)
    const body = Buffer.from(`${url.search.slice(1)}&${Buffer.from(request.body).toString()}`)
    url.search = ''
    const answer = await http.send({ ...request, url, body }, {})
    expect(Buffer.from(answer.body).toString()).toContain('WAIT_BUYER_PAY')
  })
})
