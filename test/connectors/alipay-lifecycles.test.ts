import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AlipaySdk, type AlipaySdkConfig } from 'alipay-sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mintCredential } from '../../src/profiles/local.ts'
import { startSandbox, type TestSandbox } from '../../src/testing/index.ts'
import { systemClock } from '../../src/system/clock.ts'
import { systemRandom } from '../../src/system/random.ts'
import { builtinRegistry } from '../support/registry.ts'

// Order → pay → notification → refund → close with the platform's own SDK, once in each of its modes.

type Answer = Readonly<Record<string, unknown>>
type Call = (method: string, content: Record<string, unknown>) => Promise<Answer>

let sandbox: TestSandbox
let credential: Readonly<Record<string, string>>
let receiver: Server
let notifyUrl = ''
let judge: (fields: Record<string, string>) => boolean = () => false
const accepted: Record<string, string>[] = []
const spent: string[] = []

beforeAll(async () => {
  const alipay = await (await builtinRegistry()).get('alipay')
  credential = await mintCredential(alipay, { random: systemRandom, clock: systemClock })
  sandbox = await startSandbox({ connectors: ['alipay'], credentials: { alipay: credential } })
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
      const genuine = judge({ ...fields })
      if (genuine) accepted.push(fields)
      response.end(genuine ? 'success' : 'fail')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  notifyUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notify`
})

afterAll(async () => {
  receiver.close()
  await sandbox.stop()
  process.stdout.write(`order, payment, notification, refund, close: ${spent.join(', ')}\n`)
})

const of = (name: string) => credential[name] ?? ''
const byPublicKey = (): Partial<AlipaySdkConfig> => ({ alipayPublicKey: of('alipay_public_key') })
const byCertificate = (): Partial<AlipaySdkConfig> => ({
  appCertContent: of('app_cert'),
  alipayPublicCertContent: of('alipay_cert'),
  alipayRootCertContent: of('alipay_root_cert'),
})

function sdk(mode: Partial<AlipaySdkConfig>): AlipaySdk {
  const endpoint = sandbox.url('alipay')
  const keys = { appId: of('app_id'), privateKey: of('private_key'), keyType: 'PKCS8' as const }
  return new AlipaySdk({ ...keys, gateway: `${endpoint}/gateway.do`, endpoint, ...mode })
}

const CAMEL = /[A-Z]/g
/** The SDK turns the members of v2 answers into camelCase. */
const snake = (answer: Answer) =>
  Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [name.replace(CAMEL, (letter) => `_${letter.toLowerCase()}`), value]),
  )

/** The gateway; the SDK verifies each answer, but cannot verify an encrypted one. */
const overV2 =
  (client: AlipaySdk, needEncrypt = false): Call =>
  async (method, { notify_url, ...bizContent }) => {
    const params = { bizContent, needEncrypt, ...(notify_url === undefined ? {} : { notifyUrl: notify_url as string }) }
    const answer = snake(await client.exec(method, params, needEncrypt ? {} : { validateSign: true }))
    expect(answer, method).toMatchObject({ code: '10000' })
    return answer
  }

/** REST; the SDK verifies each answer, and throws what is refused. */
const overV3 =
  (client: AlipaySdk, needEncrypt = false): Call =>
  async (method, body) => {
    const path = `/v3/${method.replaceAll('.', '/')}`
    const { data } = await client.curl('POST', path, { body: body as never, needEncrypt })
    return data as Answer
  }

const modes: readonly (readonly [name: string, make: () => { client: AlipaySdk; call: Call }])[] = [
  ['v2, public key', () => made(sdk(byPublicKey()), (client) => overV2(client))],
  ['v2, certificate', () => made(sdk(byCertificate()), (client) => overV2(client))],
  ['v2, AES', () => made(sdk({ ...byPublicKey(), encryptKey: of('aes_key') }), (client) => overV2(client, true))],
  ['v3, public key', () => made(sdk(byPublicKey()), (client) => overV3(client))],
  ['v3, certificate', () => made(sdk(byCertificate()), (client) => overV3(client))],
  ['v3, AES', () => made(sdk({ ...byCertificate(), encryptKey: of('aes_key') }), (client) => overV3(client, true))],
]

function made(client: AlipaySdk, call: (client: AlipaySdk) => Call) {
  return { client, call: call(client) }
}

describe('alipay-sdk takes a trade through its life', () => {
  it.each(modes)('over %s', async (name, make) => {
    const { client, call } = make()
    judge = (fields) => client.checkNotifySignV2(fields)
    const number = `L${modes.findIndex(([one]) => one === name)}`
    const begun = performance.now()

    const order = { out_trade_no: number, total_amount: '88.88', subject: '茶叶 tea 100%' }
    const placed = await call('alipay.trade.precreate', { ...order, notify_url: notifyUrl })
    expect(placed['qr_code']).toMatch(/^https:\/\/qr\.alipay\.com\//)
    await sandbox.act('alipay.buyer.pay', { out_trade_no: number })
    expect(accepted.at(-1)).toMatchObject({
      out_trade_no: number,
      trade_status: 'TRADE_SUCCESS',
      subject: order.subject,
    })
    expect(await call('alipay.trade.query', { out_trade_no: number })).toMatchObject({ trade_status: 'TRADE_SUCCESS' })

    const part = { out_trade_no: number, refund_amount: '8.88', out_request_no: 'R1' }
    expect(await call('alipay.trade.refund', part)).toMatchObject({ fund_change: 'Y', refund_fee: '8.88' })
    await expect.poll(() => accepted.at(-1)).toMatchObject({ out_trade_no: number, refund_fee: '8.88' })
    const asked = await call('alipay.trade.fastpay.refund.query', { out_trade_no: number, out_request_no: 'R1' })
    expect(asked).toMatchObject({ refund_amount: '8.88', refund_status: 'REFUND_SUCCESS' })

    const second = { ...order, out_trade_no: `${number}B`, buyer_id: '2088000000000001' }
    await call('alipay.trade.create', second)
    await call('alipay.trade.close', { out_trade_no: second.out_trade_no })
    const closed = await call('alipay.trade.query', { out_trade_no: second.out_trade_no })
    expect(closed).toMatchObject({ trade_status: 'TRADE_CLOSED' })
    spent.push(`${name} ${Math.round(performance.now() - begun)} ms`)
  })
})
