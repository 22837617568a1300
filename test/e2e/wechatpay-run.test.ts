import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bin, runBin } from '../support/bin.ts'
import { root } from '../support/sources.ts'
import { tempDir } from '../support/temp-dir.ts'

// Two SDKs as their users have them, with the platform's host built in: order, payment, notification, query, refund,
// close. Each step is checked by the SDK's own verification.

/** What both programs share: a receiver of notifications, the person who pays, and the ids. */
const STAGE = `
  const load = require('node:module').createRequire('${root}/package.json')
  const { once } = require('node:events')
  const execute = require('node:util').promisify(require('node:child_process').execFile)
  const env = process.env
  const pem = (label, text) => '-----BEGIN ' + label + '-----\\n' + text.match(/.{1,64}/g).join('\\n') + '\\n-----END ' + label + '-----\\n'
  const privateKey = pem('PRIVATE KEY', env.WECHAT_PAY_PRIVATE_KEY)
  const platformKey = pem('PUBLIC KEY', env.WECHAT_PAY_PUBLIC_KEY)
  const received = []
  const receiver = require('node:http').createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part)).on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(204).end()
    })
  }).listen(0, '127.0.0.1')
  const notifyUrl = () => 'http://127.0.0.1:' + receiver.address().port + '/notify'
  const act = (action, ...params) => execute(process.execPath, ['${bin}', 'sandbox', 'act', action, ...params])
  const arrived = async (type) => {
    for (let tries = 0; tries < 100; tries++) {
      const found = received.find(({ body }) => JSON.parse(body).event_type === type)
      if (found) return found
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(type + ' has not arrived; there are ' + JSON.stringify(received.map(({ body }) => JSON.parse(body).event_type)))
  }
  const order = (number) => ({ description: '茶 & cake', out_trade_no: number, notify_url: notifyUrl(), amount: { total: 1250 } })
  const refund = (number) => ({ out_trade_no: number, out_refund_no: number + '-r', notify_url: notifyUrl(), amount: { refund: 250, total: 1250, currency: 'CNY' } })
  const done = (result) => { receiver.close(); console.log(JSON.stringify(result)) }
  const failed = (error) => { console.error(error.response?.data ?? error); process.exitCode = 1; receiver.close() }
`

async function lifecycle(source: string): Promise<Record<string, unknown>> {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'integration.json'), JSON.stringify({ connectors: ['wechat-pay'] }))
  writeFileSync(
    join(cwd, 'shop.cjs'),
    `${STAGE}\nonce(receiver, 'listening').then(async () => {${source}}).catch(failed)`,
  )
  const { code, stdout, stderr } = await runBin(['run', '--', process.execPath, 'shop.cjs'], { cwd, limitMs: 28_000 })
  expect(code, stderr).toBe(0)
  expect(stderr).toMatch(/answers for .*api\.mch\.weixin\.qq\.com/)
  return JSON.parse(stdout) as Record<string, unknown>
}

/** Both SDKs end in the same place. */
const EXPECTED = {
  codeUrl: expect.stringMatching(/^weixin:\/\/wxpay\//),
  unpaid: 'NOTPAY',
  paid: { trade_state: 'SUCCESS', out_trade_no: 'order-1', amount: { total: 1250 } },
  state: 'SUCCESS',
  refund: expect.stringMatching(/^(PROCESSING|SUCCESS)$/),
  refunded: { refund_status: 'SUCCESS', out_refund_no: 'order-1-r', amount: { refund: 250 } },
  refundState: 'SUCCESS',
  after: 'REFUND',
  closed: 204,
  closedState: 'CLOSED',
  refused: { status: 404, code: 'ORDER_NOT_EXIST' },
}

const missing = !existsSync(join(root, 'dist/connectors/wechat-pay'))

test.skipIf(missing)(
  'wechatpay-axios-plugin: every answer verified, notifications verified and decrypted',
  async () => {
    const result = await lifecycle(`
    const { Wechatpay, Rsa, Aes, Formatter } = load('wechatpay-axios-plugin')
    const { WECHAT_PAY_MCHID: mchid, WECHAT_PAY_APPID: appid, WECHAT_PAY_PUBLIC_KEY_ID: keyId } = env
    const certs = { [keyId]: platformKey }
    const sdk = new Wechatpay({ mchid, serial: env.WECHAT_PAY_SERIAL_NO, privateKey, certs, headers: { 'Wechatpay-Serial': keyId } })
    const open = async (type) => {
      const { headers, body } = await arrived(type)
      const signed = Formatter.response(headers['wechatpay-timestamp'], headers['wechatpay-nonce'], body)
      if (!Rsa.verify(signed, headers['wechatpay-signature'], Rsa.from(certs[headers['wechatpay-serial']], Rsa.KEY_TYPE_PUBLIC)))
        throw new Error('the notification does not verify')
      const { ciphertext, nonce, associated_data } = JSON.parse(body).resource
      return JSON.parse(Aes.AesGcm.decrypt(ciphertext, env.WECHAT_PAY_APIV3_KEY, nonce, associated_data))
    }
    const query = (number) => sdk.v3.pay.transactions.outTradeNo.$out_trade_no$.get({ params: { mchid }, out_trade_no: number }).then(({ data }) => data)
    const { data: native } = await sdk.v3.pay.transactions.native.post({ appid, mchid, ...order('order-1') })
    const unpaid = await query('order-1')
    await act('wechat-pay.buyer.pay', 'out_trade_no=order-1')
    const paid = await open('TRANSACTION.SUCCESS')
    const { trade_state } = await query('order-1')
    const { data: refunded } = await sdk.v3.refund.domestic.refunds.post(refund('order-1'))
    const told = await open('REFUND.SUCCESS')
    const { data: asked } = await sdk.v3.refund.domestic.refunds.$out_refund_no$.get({ out_refund_no: 'order-1-r' })
    const after = await query('order-1')
    await sdk.v3.pay.transactions.native.post({ appid, mchid, ...order('order-2') })
    const closed = await sdk.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no: 'order-2' })
    const last = await query('order-2')
    const refused = await query('order-3').catch(({ response }) => ({ status: response.status, code: response.data.code }))
    done({ codeUrl: native.code_url, unpaid: unpaid.trade_state, paid, state: trade_state, refund: refunded.status, refunded: told,
      refundState: asked.status, after: after.trade_state, closed: closed.status, closedState: last.trade_state, refused })`)
    expect(result).toMatchObject(EXPECTED)
  },
)

test.skipIf(missing)(
  'wechatpay-node-v3: fetches the platform certificate, and notifications verify and decrypt',
  async () => {
    const result = await lifecycle(`
    const WxPay = load('wechatpay-node-v3')
    const { WECHAT_PAY_MCHID: mchid, WECHAT_PAY_APPID: appid, WECHAT_PAY_APIV3_KEY: key } = env
    const sdk = new WxPay({ appid, mchid, publicKey: Buffer.from(platformKey), privateKey: Buffer.from(privateKey), serial_no: env.WECHAT_PAY_SERIAL_NO, key })
    const [certificate] = await sdk.get_certificates(key)
    if (!certificate.publicKey.includes('BEGIN PUBLIC KEY')) throw new Error('no platform certificate')
    // It knows certificates only; who uses the public key puts it beside them.
    WxPay.certificates[env.WECHAT_PAY_PUBLIC_KEY_ID] = platformKey
    const open = async (type) => {
      const { headers, body } = await arrived(type)
      const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => headers['wechatpay-' + name])
      if (!(await sdk.verifySign({ timestamp, nonce, serial, signature, body }))) throw new Error('the notification does not verify')
      const { ciphertext, nonce: iv, associated_data } = JSON.parse(body).resource
      return sdk.decipher_gcm(ciphertext, associated_data, iv)
    }
    const good = (answer) => { if (answer.status >= 300) throw new Error(JSON.stringify(answer)); return answer }
    const query = async (number) => good(await sdk.query({ out_trade_no: number })).data
    const native = good(await sdk.transactions_native(order('order-1'))).data
    const unpaid = await query('order-1')
    await act('wechat-pay.buyer.pay', 'out_trade_no=order-1')
    const paid = await open('TRANSACTION.SUCCESS')
    const { trade_state } = await query('order-1')
    const refunded = good(await sdk.refunds(refund('order-1'))).data
    const told = await open('REFUND.SUCCESS')
    const asked = good(await sdk.find_refunds('order-1-r')).data
    const after = await query('order-1')
    good(await sdk.transactions_native(order('order-2')))
    const closed = good(await sdk.close('order-2'))
    const last = await query('order-2')
    const unknown = await sdk.query({ out_trade_no: 'order-3' })
    const refused = { status: unknown.status, code: JSON.parse(unknown.error).code }
    done({ codeUrl: native.code_url, unpaid: unpaid.trade_state, paid, state: trade_state, refund: refunded.status, refunded: told,
      refundState: asked.status, after: after.trade_state, closed: closed.status, closedState: last.trade_state, refused })`)
    expect(result).toMatchObject(EXPECTED)
  },
)
