import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createProfileStore } from '../../src/profiles/store.ts'
import { generateRsaPair } from '../../src/sdk/crypto.ts'
import type { Prompter } from '../../src/ui/prompts.ts'
import { fixedClock } from '../support/fixed.ts'
import { type CliSetup, runCli } from '../support/run-cli.ts'
import { tempDir } from '../support/temp-dir.ts'
import { compileConnectors } from './credential-connectors.ts'

let connectors: Awaited<ReturnType<typeof compileConnectors>>
beforeAll(async () => void (connectors = await compileConnectors()))
afterAll(() => connectors.remove())

const pair = generateRsaPair()
const platform = generateRsaPair()
const APP_ID = '2021000000000001'
const good = { app_id: APP_ID, private_key: pair.privateKey, alipay_public_key: platform.publicKey }
const secretLine = pair.privateKey.split('\n')[3] ?? 'none'

function setUp() {
  const cwd = tempDir()
  const config = join(cwd, 'config')
  const store = createProfileStore({ paths: { config }, clock: fixedClock() })
  writeFileSync(join(cwd, 'app.pem'), pair.privateKey)
  writeFileSync(join(cwd, 'alipay.pem'), platform.publicKey)
  const login = (argv: readonly string[], setup: CliSetup = {}) =>
    runCli(['login', ...argv], {
      builtinConnectors: connectors.folder,
      cwd,
      clock: fixedClock(),
      ...setup,
      env: { INTEG_CONFIG_DIR: config, ...setup.env },
    })
  return { cwd, store, login }
}

/** Answers by the words of the question; keeps what was asked. */
function answering(answers: Readonly<Record<string, unknown>>): Prompter & { readonly asked: string[] } {
  const asked: string[] = []
  const answer = <T>(kind: string, question: { en: string }): Promise<T> => {
    asked.push(`${kind}: ${question.en}`)
    const found = Object.entries(answers).find(([part]) => question.en.includes(part))
    if (!found) throw new TypeError(`no answer to ${question.en}`)
    return Promise.resolve(found[1] as T)
  }
  return {
    asked,
    input: (question) => answer('input', question),
    secret: (question) => answer('secret', question),
    confirm: (question) => answer('confirm', question),
    select: async (question, choices) => {
      const wanted = await answer<string>('select', question)
      return (choices.find((one) => one.name === wanted) ?? choices[0])?.value as never
    },
  }
}

const flags = ['--set', `app_id=${APP_ID}`, '--file', 'private_key=app.pem', '--file', 'alipay_public_key=alipay.pem']

describe('login', () => {
  it('saves what options and files give, for the platform’s own sandbox, readable by this user only', async () => {
    const { login, store } = setUp()
    const result = await login(['alipay', ...flags])
    expect(result.stderr).toContain(store.location)
    expect(result.code).toBe(0)
    expect(result.stdout).toBe('Saved the profile alipay-sandbox (Alipay, sandbox).\n')
    expect(store.find('alipay', 'sandbox')).toMatchObject({ name: 'alipay-sandbox', credential: good })
    expect(statSync(store.location).mode & 0o777).toBe(0o600)
  })

  it('takes a JSON object from standard input, and shows none of its secrets', async () => {
    const { login, store } = setUp()
    const result = await login(['alipay', '--from', '-', '--env', 'production', '--name', 'my.shop', '--json'], {
      stdin: JSON.stringify(good),
    })
    expect(result.code).toBe(0)
    expect(result.json()).toMatchObject({
      version: 1,
      profile: 'my.shop',
      connector: 'alipay',
      environment: 'production',
      location: store.location,
      problems: [],
    })
    expect(store.find('alipay', 'production')?.name).toBe('my.shop')
    expect(result.stdout + result.stderr).not.toContain(secretLine)
  })

  it('takes a JSON file and keys in one line', async () => {
    const { login, store, cwd } = setUp()
    const oneLine = pair.privateKey.replace(/-----[^-]+-----|\s/g, '')
    writeFileSync(
      join(cwd, 'c.json'),
      JSON.stringify({ ...good, private_key: oneLine, alipay_public_key: platform.publicKey.replaceAll('\n', '\\n') }),
    )
    expect((await login(['alipay', '--from', 'c.json'])).code).toBe(0)
    expect(store.find('alipay', 'sandbox')?.credential).toEqual({ ...good, private_key: oneLine })
  })

  it.each([
    ['app_id and keys', ['alipay']],
    ['the keys', ['alipay', '--set', `app_id=${APP_ID}`]],
    ['everything, with --json', ['alipay', '--json']],
  ])('names the option when nobody can be asked for %s', async (_, argv) => {
    const { login, store } = setUp()
    const result = await login(argv)
    expect(result.code).toBe(2)
    expect(result.stdout + result.stderr).toMatch(/--from <file.json>|--file private_key=<path>/)
    expect(existsSync(store.location)).toBe(false)
  })

  it('refuses a secret on the command line, says why, and does not repeat it', async () => {
    const { login, store } = setUp()
    const result = await login(['acme', '--set', 'token=very-secret-token'])
    expect(result.code).toBe(2)
    expect(result.stderr).toMatch(
      /arguments of a running command[\s\S]*--file token=<path>[\s\S]*--from -[\s\S]*INTEG_ACME_TOKEN/,
    )
    expect(result.stderr).not.toContain('very-secret-token')
    expect((await login(['acme', '--set', 'very-secret-token'])).stderr).not.toContain('very-secret-token')
    expect(existsSync(store.location)).toBe(false)
  })

  it.each([
    ['not JSON', '{"private_key": "MIIsecret', 'not valid JSON'],
    ['an array', '[]', 'not an object'],
    ['a number', '{"app_id": 2021000000000001}', '"app_id" is not a string'],
    ['an unknown field', '{"appid": "1"}', 'app_id, private_key'],
  ])('refuses %s on standard input without repeating it', async (_, stdin, said) => {
    const { login } = setUp()
    const result = await login(['alipay', '--from', '-'], { stdin })
    expect(result.code).toBe(2)
    expect(result.stderr).toContain(said)
    expect(result.stderr).not.toContain('MIIsecret')
  })

  it('does not save what looks wrong, unless told to', async () => {
    const { login, store, cwd } = setUp()
    writeFileSync(join(cwd, 'own.pem'), pair.publicKey)
    const wrong = [
      'alipay',
      '--set',
      'app_id=123',
      '--file',
      'private_key=app.pem',
      '--file',
      'alipay_public_key=own.pem',
    ]
    const result = await login(wrong)
    expect(result.code).toBe(4)
    expect(result.stderr).toMatch(
      /app_id: An app id has sixteen digits[\s\S]*alipay_public_key: This is the public half of your own/,
    )
    expect(store.list()).toEqual([])
    const told = await login([...wrong, '--yes', '--json'])
    expect(told.code).toBe(0)
    expect((told.json() as { problems: { field: string }[] }).problems.map((one) => one.field)).toEqual([
      'app_id',
      'alipay_public_key',
    ])
    expect(store.list()).toHaveLength(1)
  })

  it('asks for the connector and each field, keys by path', async () => {
    const { login, store } = setUp()
    const prompts = answering({
      platform: 'Alipay',
      'App ID': APP_ID,
      'private key': 'app.pem',
      'public key': './alipay.pem',
    })
    const result = await login([], { tty: true, prompts })
    expect(result.stderr).toContain('open.alipay.com')
    expect(result.code).toBe(0)
    expect(prompts.asked).toEqual([
      'select: Which platform?',
      'input: App ID',
      'input: Application private key (path of the file)',
      'input: Alipay public key (path of the file)',
    ])
    expect(store.find('alipay', 'sandbox')?.credential).toEqual(good)
  })

  it('asks for secrets unseen, and for the way to authenticate where there are several', async () => {
    const { login, store } = setUp()
    const prompts = answering({ authenticate: 'key', Token: ' acme-token-1234 ' })
    expect((await login(['acme'], { tty: true, prompts })).code).toBe(0)
    expect(prompts.asked).toEqual(['select: How do you authenticate?', 'secret: Token'])
    expect(store.find('acme', 'sandbox')?.credential).toEqual({ token: 'acme-token-1234' })
  })

  it('asks again before it saves what looks wrong', async () => {
    const { login, store } = setUp()
    const prompts = answering({
      'App ID': '12',
      'private key': 'app.pem',
      'public key': 'alipay.pem',
      'all the same': false,
    })
    const result = await login(['alipay'], { tty: true, prompts })
    expect(result.code).toBe(1)
    expect(result.stderr).toContain('Nothing was saved.')
    expect(store.list()).toEqual([])
  })

  it('has nothing to do for local, nor for a platform without authentication, nor one that does not exist', async () => {
    const { login } = setUp()
    expect(await login(['alipay', '--env', 'local'])).toMatchObject({ code: 2, stdout: '' })
    expect((await login(['open', '--from', '-'], { stdin: '{}' })).stderr).toContain('without a credential')
    expect((await login(['alipai'])).stderr).toContain('alipay')
    expect((await login([])).code).toBe(2)
  })

  it('says with exit code 3 where it cannot write, and how to do without', async () => {
    const { login, cwd } = setUp()
    writeFileSync(join(cwd, 'blocked'), '')
    const result = await login(['alipay', ...flags], { env: { INTEG_CONFIG_DIR: join(cwd, 'blocked', 'integ') } })
    expect(result.code).toBe(3)
    expect(result.stderr).toMatch(/INTEG_CONFIG_DIR/)
    expect(readFileSync(join(cwd, 'blocked'), 'utf8')).toBe('')
  })
})
