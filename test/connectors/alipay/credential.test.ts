import { describe, expect, it } from 'vitest'
import type { Credential } from '../../../src/sdk/index.ts'
import { auth, countingRandom, sdk } from './bench.ts'

const minted = await auth.mint(countingRandom(), { now: () => 0 })
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
const { app_cert: _app, alipay_cert: _alipay, alipay_root_cert: _root, ...publicKeyMode } = minted
const found = (credential: Credential, environment: string) =>
  auth.inspect!(credential, environment, { now: () => 0 }).map(({ field, problem }) => `${field}: ${problem.en}`)
const problems = (changes: Credential, environment = 'sandbox') => found({ ...publicKeyMode, ...changes }, environment)

describe('a credential', () => {
  it('is minted whole: both parties’ keys fit each other', () => {
    expect(minted['app_id']).toMatch(/^9021\d{12}$/)
    expect(sdk.crypto.sameKeyPair(minted['private_key']!, minted['app_public_key']!)).toBe(true)
    expect(sdk.crypto.sameKeyPair(minted['platform_private_key']!, minted['alipay_public_key']!)).toBe(true)
    expect(found(minted, 'local')).toEqual([])
  })

  it('may be the one-line base64 of the key tool, PKCS#8 or PKCS#1', () => {
    const pkcs1 = sdk.crypto.asPkcs1(minted['private_key']!)
    expect(
      problems({ private_key: bare(minted['private_key']!), alipay_public_key: bare(minted['alipay_public_key']!) }),
    ).toEqual([])
    expect(problems({ private_key: bare(pkcs1) })).toEqual([])
  })

  const short = sdk.crypto.generateRsaPair(1024)
  it.each([
    ['an app id that is none', { app_id: '2088' }, 'sandbox', /^app_id: .*sixteen digits/],
    ['a sandbox app in production', {}, 'production', /^app_id: .*sandbox/],
    [
      'its own public key instead of Alipay’s',
      { alipay_public_key: minted['app_public_key']! },
      'sandbox',
      /^alipay_public_key: .*own application key/,
    ],
    [
      'a public key as private key',
      { private_key: minted['app_public_key']! },
      'sandbox',
      /^private_key: .*public key/,
    ],
    [
      'a private key as public key',
      { alipay_public_key: minted['platform_private_key']! },
      'sandbox',
      /^alipay_public_key: .*private key/,
    ],
    ['an unreadable private key', { private_key: 'MIIE…' }, 'sandbox', /^private_key: .*cannot be read/],
    ['an unreadable public key', { alipay_public_key: 'MIIB…' }, 'sandbox', /^alipay_public_key: .*cannot be read/],
    ['a key that is too short', { private_key: short.privateKey }, 'sandbox', /^private_key: .*2048/],
  ])('is told to have %s', (_name, changes, environment, wanted) => {
    expect(problems(changes, environment)).toEqual([expect.stringMatching(wanted)])
  })

  const { alipay_public_key: _key, ...certificateMode } = minted
  it.each([
    ['no certificate at all', { alipay_cert: '' }, /^alipay_public_key: .*cannot be read/],
    ['only one certificate', { alipay_root_cert: '' }, /^alipay_root_cert: .*missing/],
    [
      'certificates that are swapped',
      { app_cert: minted['alipay_cert']!, alipay_cert: minted['app_cert']! },
      /^app_cert: .*swapped/,
    ],
    ['a certificate of another key', { app_cert: minted['alipay_root_cert']! }, /^app_cert: .*not of this/],
    ['a key where a certificate belongs', { alipay_cert: minted['app_public_key']! }, /^alipay_cert: .*cannot be read/],
    ['an unknown algorithm', { sign_type: 'RSA1' }, /^sign_type: /],
    ['an unknown mode', { mode: 'cert' }, /^mode: /],
    ['an AES key of another size', { aes_key: 'AAAA' }, /^aes_key: /],
  ])('in certificate mode is told to have %s', (_name, changes, wanted) => {
    expect(found({ ...certificateMode, ...changes }, 'sandbox')[0]).toMatch(wanted)
  })

  it('in certificate mode needs no public key, and is told when a certificate is over', () => {
    expect(found(certificateMode, 'sandbox')).toEqual([])
    const late = auth.inspect!(certificateMode, 'sandbox', { now: () => Date.UTC(1990, 0) })
    expect(late.map(({ field }) => field)).toEqual(['app_cert', 'alipay_cert'])
  })

  it('of the real platform cannot sign as the platform', () => {
    const { platform_private_key: _, ...partner } = minted
    const ring = auth.keyRing!(partner, 'platform')
    expect(() => ring.signer().sign({ text: 'x', parts: [] })).toThrow(/local environment/)
  })

  it('names the variables and files of the official SDKs', () => {
    const env = auth.fields.flatMap(({ exportAs }) => exportAs?.env ?? [])
    expect(env).toEqual(['ALIPAY_APP_ID', 'ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY', 'ALIPAY_ENCRYPT_KEY'])
    const secrets = auth.fields.filter(({ secret }) => secret).map(({ name }) => name)
    expect(secrets).toEqual(['private_key', 'aes_key', 'platform_private_key', 'root_private_key'])
  })
})
