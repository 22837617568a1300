import { AlipaySdk } from 'alipay-sdk'
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished, describe, expect, it } from 'vitest'
import { exportFiles, writeExport } from '../../../src/profiles/export.ts'
import { generateRsaPair, rsaSign, rsaVerify, sameKeyPair } from '../../../src/sdk/crypto.ts'
import { tempDir } from '../../support/temp-dir.ts'
import { bearer, toy, toyScheme } from './toy.ts'

const pair = generateRsaPair()
const platform = generateRsaPair()
const label = { en: 'x', zh: 'x' }
/** Names its files as the official SDK of the platform does. */
const payments = {
  id: 'payments',
  auth: {
    rsa: {
      ...toyScheme,
      fields: [
        { name: 'app_id', label, secret: false, exportAs: { env: 'ALIPAY_APP_ID' } },
        {
          name: 'private_key',
          label,
          secret: true,
          format: 'pem' as const,
          exportAs: { env: 'ALIPAY_PRIVATE_KEY', file: 'app-private-key.pem' },
        },
        {
          name: 'platform_public_key',
          label,
          secret: false,
          format: 'pem' as const,
          exportAs: { env: 'ALIPAY_PUBLIC_KEY', file: 'platform-public-key.pem' },
        },
        { name: 'platform_private_key', label, secret: true, format: 'pem' as const, optional: true },
      ],
    },
  },
}
const credential = {
  app_id: '9021000000000000',
  private_key: pair.privateKey,
  platform_public_key: platform.publicKey,
  platform_private_key: platform.privateKey,
}
const request = {
  connector: payments,
  credential,
  baseUrl: 'http://127.0.0.1:4921',
  variables: { ALIPAY_GATEWAY: '{baseUrl}/gateway.do' },
  dir: 'keys',
}

const readEnv = (text: string) =>
  Object.fromEntries(
    text
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
const mode = (path: string) => statSync(path).mode & 0o777

describe('an export', () => {
  const files = exportFiles(request)
  const content = (name: string) => files.find((file) => file.name === name)?.content ?? ''

  it('holds the key files and .env, and nothing of the platform’s private key', () => {
    expect(files.map((file) => file.name)).toEqual(['app-private-key.pem', 'platform-public-key.pem', '.env'])
    expect(content('app-private-key.pem')).toMatch(/^-----BEGIN RSA PRIVATE KEY-----\n/)
    expect(sameKeyPair(content('app-private-key.pem'), pair.publicKey)).toBe(true)
    expect(readEnv(content('.env'))).toMatchObject({
      ALIPAY_APP_ID: '9021000000000000',
      ALIPAY_GATEWAY: 'http://127.0.0.1:4921/gateway.do',
    })
    const secret = platform.privateKey.split('\n')[1] ?? 'none'
    for (const file of files) expect(file.content).not.toContain(secret)
  })

  it.each([
    ['from .env', () => readEnv(content('.env'))],
    [
      'from the files',
      () => ({
        ...readEnv(content('.env')),
        ALIPAY_PRIVATE_KEY: content('app-private-key.pem'),
        ALIPAY_PUBLIC_KEY: content('platform-public-key.pem'),
      }),
    ],
  ])('is taken as it is by the official SDK, %s', (_, read) => {
    const env: Record<string, string> = read()
    const sdk = new AlipaySdk({
      appId: env['ALIPAY_APP_ID'] ?? '',
      privateKey: env['ALIPAY_PRIVATE_KEY'] ?? '',
      alipayPublicKey: env['ALIPAY_PUBLIC_KEY'] ?? '',
      gateway: env['ALIPAY_GATEWAY'] ?? '',
    })
    const order = new URLSearchParams(sdk.sdkExecute('alipay.trade.app.pay', { bizContent: { out_trade_no: '1' } }))
    const signed = [...order]
      .filter(([name]) => name !== 'sign')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map((one) => one.join('='))
      .join('&')
    expect(rsaVerify(pair.publicKey, signed, order.get('sign') ?? '')).toBe(true)
    const notice = { out_trade_no: '1', trade_status: 'TRADE_SUCCESS' }
    const text = 'out_trade_no=1&trade_status=TRADE_SUCCESS'
    expect(sdk.checkNotifySign({ ...notice, sign: rsaSign(platform.privateKey, text), sign_type: 'RSA2' })).toBe(true)
  })

  it('takes keys in the one-line form of a console too', () => {
    const oneLine = { ...credential, private_key: pair.privateKey.replace(/-----[^-]+-----|\s/g, '') }
    expect(exportFiles({ ...request, credential: oneLine })).toEqual(files)
  })

  it('names the path of a key file where the SDK wants a path', () => {
    const env =
      exportFiles({ ...request, connector: toy, credential: { app_id: 'a b', private_key: pair.privateKey } }).at(-1)
        ?.content ?? ''
    expect(readEnv(env)).toMatchObject({ TOY_PRIVATE_KEY_FILE: 'keys/app-private-key.pem', TOY_APP_ID: "'a b'" })
  })

  it('of a connector that names nothing is .env alone', () => {
    const plain = exportFiles({
      connector: bearer,
      credential: { token: 't0ken-value' },
      baseUrl: 'http://127.0.0.1:1',
      dir: 'keys',
    })
    expect(plain).toEqual([{ name: '.env', content: 'ACME_TOKEN=t0ken-value\nACME_BASE_URL=http://127.0.0.1:1\n' }])
  })

  it('is closed to others, is ignored by git, and is all or nothing', () => {
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    const dir = join(tempDir(), 'keys')
    const written = writeExport(dir, files, false)
    expect(written.map((file) => file.state)).toEqual(['written', 'written', 'written'])
    expect(mode(dir)).toBe(0o700)
    for (const { path } of written) expect(mode(path)).toBe(0o600)
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n')
    chmodSync(join(dir, '.env'), 0o644)
    expect(writeExport(dir, files, false).map((file) => file.state)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(mode(join(dir, '.env'))).toBe(0o600)
  })

  it('does not replace other content unless told to, and then not through a link', () => {
    const dir = tempDir()
    const own = join(dir, 'my.env')
    writeFileSync(own, 'MINE=1\n')
    symlinkSync(own, join(dir, '.env'))
    expect(() => writeExport(dir, files, false)).toThrow(/Nothing was written/)
    expect(existsSync(join(dir, 'app-private-key.pem'))).toBe(false)
    expect(writeExport(dir, files, true).at(-1)?.state).toBe('replaced')
    expect(readFileSync(own, 'utf8')).toBe('MINE=1\n')
  })

  it('leaves the mode of a folder that holds other things', () => {
    const dir = join(tempDir(), 'project')
    mkdirSync(dir, { mode: 0o755 })
    chmodSync(dir, 0o755)
    writeFileSync(join(dir, 'package.json'), '{}')
    writeExport(dir, files, false)
    expect(mode(dir)).toBe(0o755)
    expect(existsSync(join(dir, '.gitignore'))).toBe(false)
  })
})
