import { describe, expect, it } from 'vitest'
import type { Credential } from '../../../src/sdk/index.ts'
import { auth, countingRandom, sdk } from './bench.ts'

const minted = await auth.mint(countingRandom(), { now: () => 0 })
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '')
const problems = (changes: Credential, environment = 'sandbox') =>
  auth.inspect!({ ...minted, ...changes }, environment, { now: () => 0 }).map(
    ({ field, problem }) => `${field}: ${problem.en}`,
  )

describe('a credential', () => {
  it('is minted whole: both parties’ keys fit each other', () => {
    expect(minted['app_id']).toMatch(/^9021\d{12}$/)
    expect(sdk.crypto.sameKeyPair(minted['private_key']!, minted['app_public_key']!)).toBe(true)
    expect(sdk.crypto.sameKeyPair(minted['platform_private_key']!, minted['alipay_public_key']!)).toBe(true)
    expect(problems({}, 'local')).toEqual([])
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
    ['an unreadable public key', { alipay_public_key: '' }, 'sandbox', /^alipay_public_key: .*cannot be read/],
    ['a key that is too short', { private_key: short.privateKey }, 'sandbox', /^private_key: .*2048/],
  ])('is told to have %s', (_name, changes, environment, wanted) => {
    expect(problems(changes, environment)).toEqual([expect.stringMatching(wanted)])
  })

  it('of the real platform cannot sign as the platform', () => {
    const { platform_private_key: _, ...partner } = minted
    const ring = auth.keyRing!(partner, 'platform')
    expect(() => ring.signer().sign({ text: 'x', parts: [] })).toThrow(/local environment/)
  })

  it('names the variables and files of the official SDKs', () => {
    const env = auth.fields.flatMap(({ exportAs }) => exportAs?.env ?? [])
    expect(env).toEqual(['ALIPAY_APP_ID', 'ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY'])
    const secrets = auth.fields.filter(({ secret }) => secret).map(({ name }) => name)
    expect(secrets).toEqual(['private_key', 'platform_private_key'])
  })
})
