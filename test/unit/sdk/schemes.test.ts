import { describe, expect, it } from 'vitest'
import { authSchemesOf, webhookSchemesOf } from '../../../src/registry/auth-schemes.ts'
import type { AuthScheme } from '../../../src/sdk/auth.ts'
import { createSdk } from '../../../src/sdk/define.ts'
import type { HttpRequest } from '../../../src/sdk/http.ts'
import { signMessage, verifyMessage } from '../../../src/signing/message.ts'
import { fixedClock, seededRandom } from '../../support/fixed.ts'

const request: HttpRequest = {
  kind: 'request',
  method: 'POST',
  url: new URL('http://127.0.0.1/a?b=1'),
  headers: { cookie: 'x=1' },
  body: Buffer.from('{}'),
}
const schemes = authSchemesOf({
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  header: { type: 'apiKey', in: 'header', name: 'X-Key' },
  query: { type: 'apiKey', in: 'query', name: 'key' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
  oauth: { type: 'oauth2' },
  tls: { type: 'mutualTLS' },
  hmac: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Sign',
    integ: {
      use: 'hmac-header',
      text: ['timestamp', 'method', 'path', 'body'],
      join: '\n',
      prefix: 'v1=',
      toleranceSeconds: 300,
    },
  },
  sorted: {
    type: 'apiKey',
    in: 'query',
    name: 'sign',
    integ: { use: 'sorted-params', digest: 'md5', upperCase: true, toleranceSeconds: 300 },
  },
})
const scheme = (name: string): AuthScheme => schemes[name] as AuthScheme

describe('standard security schemes', () => {
  it('are made for all but those that need code', () => {
    expect(Object.keys(schemes)).toEqual(['bearer', 'basic', 'header', 'query', 'cookie', 'oauth', 'hmac', 'sorted'])
  })

  it.each(['bearer', 'basic', 'header', 'query', 'cookie', 'oauth'])(
    '%s is recognised by the side that minted it',
    async (name) => {
      const { static: fixed, mint } = scheme(name)
      const credential = await mint(seededRandom(1), fixedClock())
      const other = await mint(seededRandom(2), fixedClock())
      const sent = fixed?.attach(request, credential)
      expect(sent && fixed?.matches(sent, credential)).toBe('ok')
      expect(sent && fixed?.matches(sent, other)).toBe('mismatch')
      expect(fixed?.matches(request, credential)).toBe('missing')
    },
  )

  it('do not touch the request that they are given', () => {
    scheme('query').static?.attach(request, { apiKey: 'k' })
    expect(request.url.href).toBe('http://127.0.0.1/a?b=1')
    expect(scheme('cookie').static?.attach(request, { apiKey: 'k' }).headers['cookie']).toBe('x=1; sid=k')
  })

  it('name secret fields as such', () => {
    expect(scheme('basic').fields.map(({ name, secret }) => [name, secret])).toEqual([
      ['username', false],
      ['password', true],
    ])
  })
})

describe.each(['hmac', 'sorted'])('the ready-made scheme %s', async (name) => {
  const clock = fixedClock()
  const { request: signature, keyRing, mint } = scheme(name)
  const credential = await mint(seededRandom(1), clock)
  const stamp = { timestamp: Math.floor(clock.now() / 1000), nonce: 'n1' }
  const partner = keyRing?.(credential, 'partner')
  const platform = keyRing?.(credential, 'platform')
  if (!signature || !partner || !platform) throw new TypeError(name)
  const { message } = signMessage(signature, request, partner, stamp)

  it('verifies what it signed', () => {
    expect(verifyMessage(signature, message, platform, clock)).toMatchObject({ ok: true })
  })

  it('notices a change, a missing signature and an old stamp', () => {
    const changed =
      name === 'hmac'
        ? { ...message, body: Buffer.from('{ }') }
        : { ...message, url: new URL(message.url.href.replace('b=1', 'b=2')) }
    expect(verifyMessage(signature, changed, platform, clock)).toMatchObject({ ok: false, reason: 'mismatch' })
    expect(verifyMessage(signature, request, platform, clock)).toMatchObject({ ok: false, reason: 'missing' })
    expect(verifyMessage(signature, message, platform, fixedClock(clock.now() + 301_000))).toMatchObject({
      ok: false,
      reason: 'expired',
    })
  })
})

describe('known signatures', () => {
  it('HMAC over timestamp and body gives the digest that openssl gives', () => {
    const { request: signature, keyRing } = authSchemesOf({
      s: { type: 'apiKey', name: 'x', in: 'header', integ: { use: 'hmac-header', text: ['timestamp', 'body'] } },
    })['s'] as AuthScheme
    const keys = keyRing?.({ secret: 'test' }, 'partner')
    if (!signature || !keys) throw new TypeError('missing')
    const { message, input } = signMessage(signature, request, keys, { timestamp: 1700000000, nonce: '' })
    expect(input.text).toBe('1700000000.{}')
    // printf '1700000000.{}' | openssl dgst -sha256 -hmac test
    expect(message.headers['x']).toBe('91dff526ea91625b2c0961f314dff62fe9b019efa5f0994fae77116a93f588b3')
  })

  it('MD5 over sorted parameters and the secret gives the digest that md5sum gives', () => {
    const { request: signature, keyRing } = scheme('sorted')
    const keys = keyRing?.({ secret: 'test' }, 'partner')
    if (!signature || !keys) throw new TypeError('missing')
    const { message, input } = signMessage(signature, request, keys, { timestamp: 1700000000, nonce: 'n' })
    expect(input.text).toBe('b=1&nonce=n&timestamp=1700000000')
    // printf 'b=1&nonce=n&timestamp=1700000000&key=test' | md5sum
    expect(message.url.searchParams.get('sign')).toBe('FD481D2E2A0866CB9340AD6D10C8A0DA')
  })
})

describe('webhook schemes', () => {
  const schemesOfEvents = webhookSchemesOf(
    { hook: { type: 'apiKey', in: 'header', name: 'X-Hook', integ: { use: 'hmac-header', text: ['body'] } } },
    ['hook', '', 'hook'],
  )

  it('sign where the document says how, and add nothing where it does not', () => {
    expect(Object.keys(schemesOfEvents)).toEqual(['hook', ''])
    const event = { type: 'order.paid', id: 'e1', payload: { a: 1 } }
    for (const [id, webhook] of Object.entries(schemesOfEvents)) {
      const credential = { secret: 's' }
      const wrapped = webhook.wrap(event, new URL('http://127.0.0.1/hook'), credential, { timestamp: 1, nonce: '' })
      const { message } = signMessage(webhook.signature, wrapped, webhook.keyRing(credential, 'platform'), {
        timestamp: 1,
        nonce: '',
      })
      expect('x-hook' in message.headers).toBe(id === 'hook')
      expect(
        verifyMessage(webhook.signature, message, webhook.keyRing(credential, 'partner'), fixedClock()),
      ).toMatchObject({ ok: true })
      expect(webhook.unwrap(message, credential)).toEqual(event)
      expect(webhook.acknowledged(webhook.acknowledgement())).toBe(true)
    }
  })
})

describe('the sdk', () => {
  it('hands back the module and words what an action refuses', () => {
    const sdk = createSdk()
    const module = { checks: [] }
    expect(sdk.defineConnector(module)).toBe(module)
    expect(sdk.refuseAction({ en: 'Not now.', zh: '现在不行。' })).toMatchObject({
      code: 'action-refused',
      text: { zh: '现在不行。' },
    })
  })
})
