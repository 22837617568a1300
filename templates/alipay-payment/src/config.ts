import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

export interface Config {
  readonly port: number
  readonly host: string
  /** Where Alipay reaches this server, without a slash at the end. */
  readonly publicUrl: string
  /** Seconds between two reconciliations; 0 turns them off. */
  readonly reconcileSeconds: number
  readonly alipay: AlipayConfig
}

export interface AlipayConfig {
  readonly appId: string
  /** PKCS#1 PEM, the form that the SDK takes without further settings. */
  readonly privateKey: string
  /** Alipay's public key, SPKI PEM. */
  readonly publicKey: string
  readonly gateway: string
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
  const whole = (name: string, fallback: number, highest: number): number => {
    const value = env[name]?.trim() || String(fallback)
    if (/^\d{1,6}$/.test(value) && Number(value) <= highest) return Number(value)
    problems.push(`${name} has to be a whole number up to ${highest}.`)
    return fallback
  }
  const address = (name: string, fallback?: string): string => {
    const value = fallback === undefined ? text(name) : env[name]?.trim() || fallback
    if (value === '' || /^https?:\/\/[^\s/]+/.test(value)) return value
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
    alipay: {
      appId: text('ALIPAY_APP_ID'),
      privateKey: key('ALIPAY_PRIVATE_KEY', (value) => exportPem(readPrivateKey(value), 'pkcs1')),
      publicKey: key('ALIPAY_PUBLIC_KEY', (value) => exportPem(readPublicKey(value), 'spki')),
      gateway: address('ALIPAY_GATEWAY'),
    },
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return config
}

/** Alipay hands keys out as bare base64, in PKCS#8 or PKCS#1. */
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

function exportPem(key: KeyObject, type: 'pkcs1' | 'spki'): string {
  return key.export({ type, format: 'pem' }).toString()
}
