import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const good = {
  WECHAT_PAY_MCHID: '1900000001',
  WECHAT_PAY_APPID: 'wx0123456789abcdef',
  WECHAT_PAY_SERIAL_NO: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  WECHAT_PAY_PRIVATE_KEY: pem,
  WECHAT_PAY_APIV3_KEY: '0123456789abcdefghijklmnopqrstuv',
  WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000000012026010100000000000000',
  WECHAT_PAY_PUBLIC_KEY: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
}

test('every missing variable is named at once', () => {
  const problems = () => {
    try {
      return readConfig({}) && []
    } catch (error) {
      return (error as ConfigError).problems
    }
  }
  expect(problems()).toHaveLength(Object.keys(good).length)
})

test.each([
  ['PEM with line breaks', pem],
  ['PEM with written-out line breaks', pem.replaceAll('\n', '\\n')],
  ['bare PKCS#8', pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')],
  ['bare PKCS#1', pair.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')],
])('a private key is taken as %s', (_, key) => {
  const config = readConfig({ ...good, WECHAT_PAY_PRIVATE_KEY: key })
  expect(config.wechatPay.privateKey).toBe(pem)
})

test.each([
  { WECHAT_PAY_PRIVATE_KEY: 'not a key' },
  { WECHAT_PAY_APIV3_KEY: 'too short' },
  { WECHAT_PAY_MCHID: 'wx1' },
  { WECHAT_PAY_PUBLIC_KEY_ID: good.WECHAT_PAY_SERIAL_NO },
  { PORT: '70000' },
  { PORT: 'web' },
  { PUBLIC_URL: 'shop.example.com' },
])('%j is refused, and the secret is not repeated', (change) => {
  expect(() => readConfig({ ...good, ...change })).toThrow(ConfigError)
  expect(() => readConfig({ ...good, ...change })).not.toThrow(pem)
})
