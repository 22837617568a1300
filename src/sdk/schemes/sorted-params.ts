import type { AuthScheme, Credential, KeyRing, SignatureScheme, SigningInput } from '../auth.ts'
import { equalText, hash, hmac } from '../crypto.ts'
import { type Pairs, formatForm, isForm, joinPairs, parseForm, sortPairs } from '../form.ts'
import type { HttpRequest } from '../http.ts'
import { field, mintText } from './static.ts'

/** Settings of `x-integ-scheme: { use: sorted-params, … }`. */
export interface SortedParamsSettings {
  /** Parameter of the signature. */
  readonly param: string
  readonly timestampParam: string
  readonly nonceParam: string
  readonly digest: 'md5' | 'sha1' | 'sha256' | 'hmac-sha256' | 'hmac-sha1'
  /** What stands between the text and the secret where the digest takes no key: `&key=`. */
  readonly secretJoin: string
  readonly upperCase: boolean
  readonly toleranceSeconds?: number
}

const DEFAULTS: SortedParamsSettings = {
  param: 'sign',
  timestampParam: 'timestamp',
  nonceParam: 'nonce',
  digest: 'hmac-sha256',
  secretJoin: '&key=',
  upperCase: false,
}

/** Every parameter that is not empty, in byte order of its name, joined as `a=1&b=2`. Form body when there is one, else the query. */
function createSignature(id: string, settings: SortedParamsSettings): SignatureScheme<HttpRequest> {
  const own = new Set([settings.param, settings.timestampParam, settings.nonceParam])
  return {
    id,
    ...(settings.toleranceSeconds !== undefined && { toleranceSeconds: settings.toleranceSeconds }),
    signingInput(message, stamp): SigningInput {
      const stamped: Pairs = [
        [settings.timestampParam, String(stamp.timestamp)],
        [settings.nonceParam, stamp.nonce],
      ]
      const parts = sortPairs(
        [...paramsOf(message).filter(([name]) => !own.has(name)), ...stamped].filter(([, value]) => value !== ''),
      )
      return { text: joinPairs(parts), parts }
    },
    attach: (message, { value, stamp }) =>
      withParams(message, [
        ...paramsOf(message).filter(([name]) => !own.has(name)),
        [settings.timestampParam, String(stamp.timestamp)],
        ...(stamp.nonce === '' ? [] : [[settings.nonceParam, stamp.nonce] as const]),
        [settings.param, value],
      ]),
    extract(message) {
      const params = new Map(paramsOf(message))
      const value = params.get(settings.param)
      const timestamp = Number(params.get(settings.timestampParam))
      if (value === undefined || !Number.isInteger(timestamp)) return undefined
      return { value, keyId: 'shared', stamp: { timestamp, nonce: params.get(settings.nonceParam) ?? '' } }
    },
  }
}

function carriesForm(message: HttpRequest): boolean {
  return isForm(message.headers['content-type']) && message.body.byteLength > 0
}

function paramsOf(message: HttpRequest): Pairs {
  return carriesForm(message) ? parseForm(Buffer.from(message.body).toString('utf8')) : [...message.url.searchParams]
}

function withParams(message: HttpRequest, params: Pairs): HttpRequest {
  if (carriesForm(message)) return { ...message, body: Buffer.from(formatForm(params)) }
  const url = new URL(message.url)
  url.search = formatForm(params)
  return { ...message, url }
}

function keyRing(credential: Credential, settings: SortedParamsSettings): KeyRing {
  const secret = credential['secret'] ?? ''
  const sign = (text: string): string => {
    const keyed = settings.digest.startsWith('hmac-')
    const digest = settings.digest.replace('hmac-', '') as 'md5' | 'sha1' | 'sha256'
    const bytes = keyed ? hmac(digest, secret, text) : hash(digest, text + settings.secretJoin + secret)
    return settings.upperCase ? bytes.toString('hex').toUpperCase() : bytes.toString('hex')
  }
  return {
    signer: () => ({ keyId: 'shared', sign: (input) => sign(input.text) }),
    verifier: (keyId) => (keyId === 'shared' ? { verify: (text, value) => equalText(sign(text), value) } : undefined),
  }
}

export function createSortedParams(id: string, given: Partial<SortedParamsSettings>): AuthScheme {
  const settings = { ...DEFAULTS, ...given }
  return {
    id,
    fields: [field('secret', { en: 'Signing secret', zh: '签名密钥' }, true)],
    request: createSignature(id, settings),
    keyRing: (credential) => keyRing(credential, settings),
    mint: (random) => ({ secret: mintText(random, 'local_') }),
  }
}
