import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const good = {
  ALIPAY_APP_ID: '2021000000000000',
  ALIPAY_PRIVATE_KEY: pem,
  ALIPAY_PUBLIC_KEY: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  ALIPAY_GATEWAY: 'https://openapi.alipay.com/gateway.do',
}

test('every missing variable is named at once', () => {
  const problems = () => {
    try {
      return readConfig({}) && []
    } catch (error) {
      return (error as ConfigError).problems
    }
  }
  expect(problems()).toHaveLength(4)
})

test.each([
  ['PEM with line breaks', pem],
  ['PEM with written-out line breaks', pem.replaceAll('\n', '\\n')],
  ['bare PKCS#8', pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')],
  ['bare PKCS#1', pair.privateKey.export({ type: 'pkcs1', format: 'der' }).toString('base64')],
])('a private key is taken as %s', (_, key) => {
  const config = readConfig({ ...good, ALIPAY_PRIVATE_KEY: key })
  expect(config.alipay.privateKey).toContain('BEGIN RSA PRIVATE KEY')
})

test.each([
  { ALIPAY_PRIVATE_KEY: 'not a key' },
  { ALIPAY_GATEWAY: 'openapi.alipay.com' },
  { PORT: '70000' },
  { PORT: 'web' },
  { PUBLIC_URL: 'shop.example.com' },
])('%j is refused, and the secret is not repeated', (change) => {
  expect(() => readConfig({ ...good, ...change })).toThrow(ConfigError)
  expect(() => readConfig({ ...good, ...change })).not.toThrow(pem)
})
