import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ensureLocalCredential } from '../../../src/profiles/local.ts'
import { createRedactor } from '../../../src/profiles/redact.ts'
import { chooseEnvironment, resolveCredential, type ResolveInput } from '../../../src/profiles/resolve.ts'
import { createProfileStore } from '../../../src/profiles/store.ts'
import { fixedClock, seededRandom } from '../../support/fixed.ts'
import { tempDir } from '../../support/temp-dir.ts'
import { bearer } from './toy.ts'

const two = {
  id: 'two-part',
  auth: {
    basic: {
      id: 'basic',
      fields: [
        { name: 'user', label: { en: 'User', zh: '用户' }, secret: false },
        { name: 'key', label: { en: 'Key', zh: '密钥' }, secret: true, format: 'pem' as const },
      ],
      mint: () => ({ user: 'minted', key: 'minted-key' }),
    },
  },
}

async function setUp(change: Partial<ResolveInput> = {}) {
  const store = createProfileStore({ paths: { config: tempDir() }, clock: fixedClock() })
  const sandbox = { connector: 'two-part', environment: 'sandbox' } as const
  await store.save({ ...sandbox, name: 'named', credential: { user: 'named-user', key: 'named-key-1' } })
  await store.save({ ...sandbox, name: 'active', credential: { user: 'active-user', key: 'active-key-1' } })
  await store.save({
    ...sandbox,
    environment: 'production',
    name: 'real',
    credential: { user: 'real-user', key: 'real-key-1' },
  })
  const redactor = createRedactor()
  const input: ResolveInput = {
    connector: two,
    environment: 'sandbox',
    profileName: undefined,
    env: {},
    cwd: tempDir(),
    store,
    project: undefined,
    local: () => ensureLocalCredential(two, store, { random: seededRandom(), clock: fixedClock() }),
    redactor,
    ...change,
  }
  return {
    store,
    redactor,
    input,
    resolve: (more: Partial<ResolveInput> = {}) => resolveCredential({ ...input, ...more }),
  }
}

const project = (environment: 'local' | 'sandbox' | 'production') => ({ environment, file: '/shop/integration.json' })

describe('the environment', () => {
  const profile = { name: 'p', connector: 'c', environment: 'production', credential: {}, createdAt: '' } as const
  it.each([
    ['sandbox', { environment: 'sandbox' as const, env: { INTEG_ENV: 'local' }, project: project('local') }, undefined],
    ['sandbox', { environment: undefined, env: { INTEG_ENV: 'sandbox' }, project: project('local') }, undefined],
    ['production', { environment: undefined, env: {}, project: project('sandbox') }, profile],
    ['sandbox', { environment: undefined, env: {}, project: project('sandbox') }, undefined],
    ['local', { environment: undefined, env: {}, project: undefined }, undefined],
    ['local', { environment: undefined, env: { INTEG_ENV: '' }, project: undefined }, undefined],
  ])('is %s for %j', (wanted, input, named) => {
    expect(chooseEnvironment(input, named)).toBe(wanted)
  })

  it('is never production because a file says so', () => {
    const input = { environment: undefined, env: {}, project: project('production') }
    expect(() => chooseEnvironment(input, undefined)).toThrow(/says production/)
    expect(chooseEnvironment({ ...input, environment: 'production' }, undefined)).toBe('production')
  })

  it('has to be that of a profile that is named', () => {
    expect(() => chooseEnvironment({ environment: 'sandbox', env: {}, project: undefined }, profile)).toThrow(
      /--env asks for sandbox/,
    )
    expect(() =>
      chooseEnvironment({ environment: undefined, env: { INTEG_ENV: 'local' }, project: undefined }, profile),
    ).toThrow(/INTEG_ENV asks for local/)
  })

  it('refuses a word that is no environment', () => {
    expect(() =>
      chooseEnvironment({ environment: undefined, env: { INTEG_ENV: 'prod' }, project: undefined }, undefined),
    ).toThrow(/INTEG_ENV/)
  })
})

describe('a credential', () => {
  it('comes from the active profile when nothing else is said', async () => {
    const { resolve } = await setUp()
    expect(await resolve()).toMatchObject({
      environment: 'sandbox',
      profile: 'active',
      credential: { user: 'active-user', key: 'active-key-1' },
      sources: { user: { kind: 'profile', name: 'active' }, key: { kind: 'profile', name: 'active' } },
      shadowed: [],
    })
  })

  it('comes field by field from environment variables before the active profile', async () => {
    const { resolve } = await setUp()
    const found = await resolve({ env: { INTEG_TWO_PART_KEY: 'from-variable' } })
    expect(found.credential).toEqual({ user: 'active-user', key: 'from-variable' })
    expect(found.sources['key']).toEqual({ kind: 'variable', name: 'INTEG_TWO_PART_KEY' })
    expect(found.shadowed).toEqual(['key'])
  })

  it('comes from a profile that is named before any variable', async () => {
    const { resolve } = await setUp()
    const found = await resolve({
      environment: undefined,
      profileName: 'named',
      env: { INTEG_TWO_PART_USER: 'x', INTEG_TWO_PART_KEY: 'y' },
    })
    expect(found).toMatchObject({
      environment: 'sandbox',
      profile: 'named',
      credential: { user: 'named-user', key: 'named-key-1' },
      shadowed: [],
    })
  })

  it('needs no store when the variables are complete', async () => {
    const { resolve } = await setUp()
    const empty = createProfileStore({ paths: { config: join(tempDir(), 'none') }, clock: fixedClock() })
    const found = await resolve({ store: empty, env: { INTEG_TWO_PART_USER: 'u', INTEG_TWO_PART_KEY: 'k' } })
    expect(found.credential).toEqual({ user: 'u', key: 'k' })
    expect(found.profile).toBeUndefined()
  })

  it('is read from the file that a variable names, and from a PEM in one line', async () => {
    const { resolve, input } = await setUp()
    writeFileSync(join(input.cwd, 'key.pem'), '-----BEGIN X-----\r\nabc\r\n-----END X-----\r\n\r\n')
    const pem = '-----BEGIN X-----\nabc\n-----END X-----\n'
    const fromFile = await resolve({ env: { INTEG_TWO_PART_KEY: '@key.pem' } })
    expect(fromFile.credential['key']).toBe(pem)
    expect(fromFile.sources['key']).toEqual({
      kind: 'variable',
      name: 'INTEG_TWO_PART_KEY',
      file: join(input.cwd, 'key.pem'),
    })
    const oneLine = await resolve({ env: { INTEG_TWO_PART_KEY: pem.trim().replaceAll('\n', '\\n') } })
    expect(oneLine.credential['key']).toBe(pem)
    const at = await resolve({ env: { INTEG_TWO_PART_USER: '@@name' } })
    expect(at.credential['user']).toBe('@name')
    await expect(resolve({ env: { INTEG_TWO_PART_KEY: '@none.pem' } })).rejects.toMatchObject({
      code: 'credential-file-unreadable',
      category: 'auth',
    })
  })

  it('is minted for local, and variables meant for a real platform do not get in its way', async () => {
    const { resolve, store } = await setUp()
    const found = await resolve({ environment: 'local', env: { INTEG_TWO_PART_USER: 'real' } })
    expect(found).toMatchObject({ environment: 'local', profile: 'two-part-local', credential: { user: 'minted' } })
    expect(store.find('two-part', 'local')?.name).toBe('two-part-local')
  })

  it('that is missing names the login and the variables, and has exit category auth', async () => {
    const { resolve } = await setUp()
    const error = await resolve({ connector: bearer }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'no-credential', category: 'auth' })
    const { hints } = error as { hints: { text: { en: string }; command?: string }[] }
    expect(hints[0]?.command).toBe('integ login acme --env sandbox')
    expect(hints[1]?.text.en).toContain('INTEG_ACME_TOKEN')
  })

  it('of a profile that does not exist, or is of another connector, is refused', async () => {
    const { resolve } = await setUp()
    await expect(resolve({ profileName: 'activ' })).rejects.toMatchObject({ code: 'unknown-profile', category: 'auth' })
    await expect(resolve({ connector: bearer, profileName: 'active' })).rejects.toMatchObject({
      code: 'profile-elsewhere',
    })
  })

  it('hides every secret it met, the replaced one too, and nothing else', async () => {
    const { resolve, redactor } = await setUp()
    await resolve({ env: { INTEG_TWO_PART_KEY: 'variable-secret' } })
    const masked = redactor.mask('active-user active-key-1 variable-secret')
    expect(masked).toContain('active-user')
    expect(masked).not.toMatch(/active-key-1|variable-secret/)
  })
})
