import type { AuthScheme, Credential, KeyRing, SignatureScheme, SigningInput } from '../auth.ts'
import { equalText, hmac } from '../crypto.ts'
import type { HttpMessage, HttpRequest } from '../http.ts'
import { field, mintText } from './static.ts'

/** Settings of `x-integ-scheme: { use: hmac-header, … }`. */
export interface HmacHeaderSettings {
  /** Header of the signature. */
  readonly header: string
  /** What is signed, in this order: `timestamp`, `nonce`, `method`, `path`, `query`, `body`, `header:<name>`, or any other text as it is. */
  readonly text: readonly string[]
  readonly join: string
  readonly digest: 'sha256-hex' | 'sha256-base64' | 'sha1-hex' | 'sha1-base64'
  /** In front of the value, such as `sha256=`. */
  readonly prefix: string
  readonly timestampHeader: string
  readonly nonceHeader: string
  readonly toleranceSeconds?: number
}

const DEFAULTS: HmacHeaderSettings = {
  header: 'x-signature',
  text: ['body'],
  join: '.',
  digest: 'sha256-hex',
  prefix: '',
  timestampHeader: 'x-timestamp',
  nonceHeader: 'x-nonce',
}

/** A keyed hash of parts of the message in a header: what most webhooks and many APIs use. */
export function createHmacSignature(id: string, given: Partial<HmacHeaderSettings>): SignatureScheme<HttpRequest> {
  const settings = { ...DEFAULTS, ...given }
  const stamped = (part: string) => settings.text.includes(part)
  return {
    id,
    ...(settings.toleranceSeconds !== undefined &&
      stamped('timestamp') && { toleranceSeconds: settings.toleranceSeconds }),
    signingInput(message, stamp): SigningInput {
      const parts = settings.text.map((part) => {
        if (part === 'timestamp') return [part, String(stamp.timestamp)] as const
        return part === 'nonce' ? ([part, stamp.nonce] as const) : ([part, partOf(message, part)] as const)
      })
      return { text: parts.map(([, value]) => value).join(settings.join), parts }
    },
    attach: (message, { value, stamp }) => ({
      ...message,
      headers: {
        ...message.headers,
        [settings.header.toLowerCase()]: settings.prefix + value,
        ...(stamped('timestamp') && { [settings.timestampHeader.toLowerCase()]: String(stamp.timestamp) }),
        ...(stamped('nonce') && { [settings.nonceHeader.toLowerCase()]: stamp.nonce }),
      },
    }),
    extract(message) {
      const carried = message.headers[settings.header.toLowerCase()]
      if (carried?.startsWith(settings.prefix) !== true) return undefined
      const timestamp = Number(message.headers[settings.timestampHeader.toLowerCase()] ?? 0)
      const nonce = message.headers[settings.nonceHeader.toLowerCase()] ?? ''
      if (stamped('timestamp') && !Number.isInteger(timestamp)) return undefined
      return { value: carried.slice(settings.prefix.length), keyId: 'hmac', stamp: { timestamp, nonce } }
    },
  }
}

function partOf(message: HttpMessage, part: string): string {
  if (part === 'body') return Buffer.from(message.body).toString('utf8')
  if (part.startsWith('header:')) return message.headers[part.slice('header:'.length).toLowerCase()] ?? ''
  if (message.kind !== 'request') return part
  if (part === 'method') return message.method
  if (part === 'path') return message.url.pathname
  return part === 'query' ? message.url.search.slice(1) : part
}

export function hmacKeyRing(credential: Credential, digest: HmacHeaderSettings['digest'] = DEFAULTS.digest): KeyRing {
  const [algorithm, encoding] = digest.split('-') as ['sha256' | 'sha1', 'hex' | 'base64']
  const sign = (text: string) => hmac(algorithm, credential['secret'] ?? '', text).toString(encoding)
  return {
    signer: () => ({ keyId: 'hmac', sign: (input) => sign(input.text) }),
    verifier: (keyId) => (keyId === 'hmac' ? { verify: (text, value) => equalText(sign(text), value) } : undefined),
  }
}

export function createHmacHeader(id: string, settings: Partial<HmacHeaderSettings>): AuthScheme {
  return {
    id,
    fields: [field('secret', { en: 'Signing secret', zh: '签名密钥' }, true)],
    request: createHmacSignature(id, settings),
    keyRing: (credential) => hmacKeyRing(credential, settings.digest),
    mint: (random) => ({ secret: mintText(random, 'local_') }),
  }
}
