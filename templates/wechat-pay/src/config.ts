import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

export interface Config {
  readonly port: number
  readonly host: string
  /** Where WeChat Pay reaches this server, without a slash at the end. */
  readonly publicUrl: string
  /** Seconds between two reconciliations; 0 turns them off. */
  readonly reconcileSeconds: number
  readonly wechatPay: WechatPayConfig
}

export interface WechatPayConfig {
  readonly mchid: string
  readonly appid: string
  /** Of the merchant's own certificate. */
  readonly serialNo: string
  /** PKCS#8 PEM. */
  readonly privateKey: string
  readonly apiv3Key: string
  readonly publicKeyId: string
  /** WeChat Pay's public key, SPKI PEM. */
  readonly publicKey: string
}

/** Names every variable that is missing or wrong, so that one look is enough. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

type Env = Readonly<Record<string, string | undefined>>

export function readConfig(env: Env): Config {
  const problems: string[] = []
  const text = (name: string): string => {
    const value = env[name]?.trim() ?? ''
    if (value === '') problems.push(`${name} is not set.`)
    return value
  }
  const form = (name: string, pattern: RegExp, expected: string): string => {
    const value = text(name)
    if (value !== '' && !pattern.test(value)) problems.push(`${name} has to be ${expected}.`)
    return value
  }
  const whole = (name: string, fallback: number, highest: number): number => {
    const value = env[name]?.trim() || String(fallback)
    if (/^\d{1,6}$/.test(value) && Number(value) <= highest) return Number(value)
    problems.push(`${name} has to be a whole number up to ${highest}.`)
    return fallback
  }
  const address = (name: string, fallback: string): string => {
    const value = env[name]?.trim() || fallback
    if (/^https?:\/\/[^\s/]+/.test(value)) return value
    problems.push(`${name} has to start with http:// or https://.`)
    return value
  }
  const key = (name: string, read: (value: string) => string): string => {
    const value = text(name)
    if (value === '') return value
    try {
      return read(value.replaceAll('\\n', '\n'))
    } catch {
      problems.push(`${name} is not an RSA key in PEM or base64.`)
      return value
    }
  }

  const port = whole('PORT', 3000, 65_535)
  const config: Config = {
    port,
    host: env['HOST']?.trim() || '127.0.0.1',
    publicUrl: address('PUBLIC_URL', `http://127.0.0.1:${port}`).replace(/\/+$/, ''),
    reconcileSeconds: whole('RECONCILE_SECONDS', 60, 86_400),
    wechatPay: {
      mchid: form('WECHAT_PAY_MCHID', /^\d{1,32}$/, 'the digits of the merchant number'),
      appid: text('WECHAT_PAY_APPID'),
      serialNo: form('WECHAT_PAY_SERIAL_NO', /^[0-9A-F]{1,40}$/i, 'hexadecimal digits'),
      privateKey: key('WECHAT_PAY_PRIVATE_KEY', (value) => exportPem(readPrivateKey(value), 'pkcs8')),
      apiv3Key: form('WECHAT_PAY_APIV3_KEY', /^[ -~]{32}$/, '32 characters'),
      publicKeyId: form('WECHAT_PAY_PUBLIC_KEY_ID', /^PUB_KEY_ID_\w+$/, 'PUB_KEY_ID_ and what follows it'),
      publicKey: key('WECHAT_PAY_PUBLIC_KEY', (value) => exportPem(readPublicKey(value), 'spki')),
    },
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** PEM, or its base64 without the markers, in PKCS#8 or PKCS#1. */
function readPrivateKey(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPrivateKey(text)
  const key = Buffer.from(text, 'base64')
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
  } catch {
    return createPrivateKey({ key, format: 'der', type: 'pkcs1' })
  }
}

function readPublicKey(text: string): KeyObject {
  if (text.includes('-----BEGIN')) return createPublicKey(text)
  return createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
}

function exportPem(key: KeyObject, type: 'pkcs8' | 'spki'): string {
  return key.export({ type, format: 'pem' }).toString()
}
