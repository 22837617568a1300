import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../../src/profiles/fingerprint.ts'
import { overviewOf } from '../../../src/profiles/overview.ts'
import { createRedactor } from '../../../src/profiles/redact.ts'
import { inspectShape } from '../../../src/profiles/shape.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { generateRsaPair } from '../../../src/sdk/crypto.ts'
import { fixedClock } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'
import { toy, toyScheme } from './toy.ts'

const pair = generateRsaPair()

describe('a fingerprint', () => {
  it('is the same for both halves of a pair, in whatever form they come', () => {
    const own = fingerprint(pair.privateKey).en
    expect(own).toMatch(/^RSA 2048, SHA-256 [0-9a-f]{16}$/)
    expect(fingerprint(pair.publicKey).en).toBe(own)
    expect(fingerprint(pair.privateKey.replace(/-----[^-]+-----|\s/g, '')).en).toBe(own)
  })
  it('tells of a short secret only its length', () => {
    expect(fingerprint('hunter2')).toEqual({ en: '7 characters', zh: '7 个字符' })
    expect(fingerprint('a-token-of-decent-length').en).toMatch(/^24 characters, SHA-256 [0-9a-f]{8}$/)
  })
})

describe('the overview', () => {
  const at = (store = createProfileStore({ paths: { config: tempDir() }, clock: fixedClock() })) => ({
    connector: toy,
    environment: undefined,
    profileName: undefined,
    env: {},
    cwd: '/',
    store,
    project: undefined,
    redactor: createRedactor(),
  })

  it('says that the local credential will be made, and makes none', () => {
    const input = at()
    expect(overviewOf(input)).toMatchObject([{ environment: 'local', current: true, pending: true, fields: [] }])
    expect(input.store.list()).toEqual([])
  })

  it('shows each environment that has something, secrets as fingerprints', async () => {
    const input = at()
    await input.store.save({
      name: 'a',
      connector: 'toy-pay',
      environment: 'sandbox',
      credential: { app_id: '42', private_key: pair.privateKey },
    })
    const shown = overviewOf({ ...input, env: { INTEG_TOY_PAY_APP_ID: '43' } })
    expect(shown.map((one) => [one.environment, one.current, one.profile])).toEqual([
      ['local', true, undefined],
      ['sandbox', false, 'a'],
    ])
    expect(shown[1]).toMatchObject({
      shadowed: [{ field: 'app_id', variable: 'INTEG_TOY_PAY_APP_ID' }],
      fields: [
        { name: 'app_id', value: '43', source: { kind: 'variable', name: 'INTEG_TOY_PAY_APP_ID' } },
        {
          name: 'private_key',
          secret: true,
          fingerprint: fingerprint(pair.privateKey),
          source: { kind: 'profile', name: 'a' },
        },
      ],
    })
    expect(JSON.stringify(shown)).not.toContain(pair.privateKey.split('\n')[1])
  })
})

describe('the shape of a credential', () => {
  const inspect = (credential: Record<string, string>, scheme = toyScheme) =>
    inspectShape(scheme, credential, 'sandbox', fixedClock()).map((one) => one.field)
  it('is fine when required fields are there and keys are keys', () => {
    expect(inspect({ app_id: '1', private_key: pair.privateKey })).toEqual([])
  })
  it('is not when one is missing, no key, or holds a line break', () => {
    expect(inspect({ app_id: 'a\nb', private_key: 'not a key' })).toEqual(['app_id', 'private_key'])
    expect(inspect({ app_id: '1' })).toEqual(['private_key'])
  })
  it('is first what the scheme says of it', () => {
    const problem = { en: 'wrong', zh: '错误' }
    const own = { ...toyScheme, inspect: () => [{ field: 'private_key', problem, fix: problem }] }
    expect(inspectShape(own, { app_id: '1', private_key: 'x' }, 'sandbox', fixedClock())).toEqual([
      { field: 'private_key', problem, fix: problem },
    ])
  })
})
