import type { HttpRequest, Sdk, SignatureScheme, Stamp } from '../../../sdk/index.ts'
import { readAuth, writeAuth } from './auth-string.ts'

/** A stamp older than this is refused [DOC 054q58]; that one ahead by as much is refused too is UNCONFIRMED. */
const TOLERANCE_SECONDS = 600
export const APP_AUTH_TOKEN = 'alipay-app-auth-token'

/**
 * The signature of a v3 request: auth string, method, target, body, and the merchant's token where there is one, each
 * with a line break behind it [DOC 054q58, NODE]. The unsigned request brings its identity along in a header without `sign`.
 */
export const v3RequestSignature = (sdk: Sdk): SignatureScheme<HttpRequest> => ({
  id: 'alipay-v3-request',
  toleranceSeconds: TOLERANCE_SECONDS,
  signingInput(message, stamp) {
    const auth = stamped(message, stamp)
    const { url } = message
    const token = message.headers[APP_AUTH_TOKEN]
    const parts: (readonly [string, string])[] = [
      ['auth', auth],
      ['method', message.method],
      // As sent, query string included, no host [DOC 054q58].
      ['target', `${url.pathname}${url.search}`],
      ['body', signedBody(sdk, message)],
      ...(token ? [['app-auth-token', token] as const] : []),
    ]
    const textOf = (lines: typeof parts) => lines.map(([, line]) => `${line}\n`).join('')
    const override = overriding(message)
    if (override === undefined) return { text: textOf(parts), parts }
    // Which of the two methods is signed no page says (UNCONFIRMED): either is taken.
    const other = parts.map(([name, line]) => [name, name === 'method' ? override : line] as const)
    return { text: textOf(parts), parts, alternatives: [textOf(other)] }
  },
  attach(message, { value, stamp }) {
    const authorization = writeAuth(stamped(message, stamp), value)
    return { ...message, headers: { ...message.headers, authorization } }
  },
  extract(message) {
    const auth = readAuth(message)
    if (!auth?.sign) return undefined
    const timestamp = Number(auth.pairs.get('timestamp')) / 1000
    return { value: auth.sign, keyId: 'RSA2', stamp: { timestamp, nonce: auth.pairs.get('nonce') ?? '' } }
  },
})

/** The auth string: as it stands in a signed request, completed by nonce and milliseconds in an unsigned one. */
function stamped(message: HttpRequest, stamp: Stamp): string {
  const auth = readAuth(message)
  if (auth?.sign !== undefined || auth?.pairs.has('timestamp')) return auth.text
  const own = `nonce=${stamp.nonce},timestamp=${Math.round(stamp.timestamp * 1000)}`
  return auth?.text ? `${auth.text},${own}` : own
}

/** An upload signs the JSON of its part `data` and nothing else [DOC 054oog, NODE]. */
const signedBody = (sdk: Sdk, message: HttpRequest): string => {
  const type = message.headers['content-type'] ?? ''
  if (!sdk.multipart.isMultipart(type)) return Buffer.from(message.body).toString('utf8')
  const data = sdk.multipart.parseParts(message.body, type).find(({ name }) => name === 'data')
  return data ? Buffer.from(data.bytes).toString('utf8') : ''
}

/** POST may stand in for other methods [DOC 054oog]. */
export function overriding(message: HttpRequest): string | undefined {
  const wanted = message.headers['x-http-method-override']?.toUpperCase()
  return message.method === 'POST' && wanted && /^(PUT|PATCH|DELETE)$/.test(wanted) ? wanted : undefined
}
