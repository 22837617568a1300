import { expect, test } from 'vitest'
import { integrationEnvironment } from '../../../src/profiles/environment.ts'
import { mintCredential } from '../../../src/profiles/local.ts'
import { createBearer } from '../../../src/sdk/schemes/bearer.ts'
import { readPrivateKey } from '../../../src/sdk/crypto.ts'
import { fixedClock, seededRandom } from '../../support/fixed.ts'
import { builtinRegistry } from '../../support/registry.ts'

test('an Alipay integration gets what the official SDKs read, and nothing that only the platform may know', async () => {
  const connector = await (await builtinRegistry()).get('alipay')
  const credential = await mintCredential(connector, { random: seededRandom(), clock: fixedClock() })
  const variables = integrationEnvironment(connector, credential, 'http://127.0.0.1:4921/')
  expect(variables).toMatchObject({
    ALIPAY_APP_ID: credential['app_id'],
    ALIPAY_GATEWAY: 'http://127.0.0.1:4921/gateway.do',
  })
  expect(readPrivateKey(variables['ALIPAY_PRIVATE_KEY'] ?? '').asymmetricKeyType).toBe('rsa')
  expect(variables['ALIPAY_PRIVATE_KEY']).not.toMatch(/\s|-----/)
  expect(Object.values(variables).join()).not.toContain(credential['platform_private_key']?.split('\n')[1])
})

test('a connector that names nothing gives its address and fields under its own name', () => {
  const manifest = {
    id: 'acme-pay',
    name: { en: '', zh: '' },
    summary: { en: '', zh: '' },
    sdk: 1,
    openapi: '',
    environments: {},
  }
  const connector = { id: 'acme-pay', auth: { token: createBearer('token') }, manifest }
  expect(integrationEnvironment(connector, { token: 'abc' }, 'http://127.0.0.1:1')).toEqual({
    ACME_PAY_BASE_URL: 'http://127.0.0.1:1',
    ACME_PAY_TOKEN: 'abc',
  })
})
