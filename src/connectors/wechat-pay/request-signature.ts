import type { HttpRequest, SignatureScheme } from '../../sdk/index.ts'
import { formatAuthorization, readAuthorization, readPairs } from './authorization.ts'
import { partBytes } from './multipart.ts'

/** How far a clock may be off, tested before the signature [PROBE P7, DOC 4012072670]. */
export const TOLERANCE_SECONDS = 300

/**
 * METHOD, path with query, timestamp, nonce, body: five lines, each ended by a line feed [DOC 4012365342, GO].
 * The key id is the serial number of the merchant certificate. The merchant's number is put into the header by whoever
 * makes the request: a signature does not know it.
 */
export const requestSignature = (): SignatureScheme<HttpRequest> => ({
  id: 'wechatpay2-request',
  toleranceSeconds: TOLERANCE_SECONDS,
  signingInput(message, stamp) {
    const { pathname, search } = message.url
    const parts = [
      ['method', message.method.toUpperCase()],
      // Character for character what goes over the wire: no decoding, no sorting [DOC 4012365337].
      ['path', `${pathname}${search}`],
      ['timestamp', String(stamp.timestamp)],
      ['nonce', stamp.nonce],
      ['body', signedBody(message)],
    ] as const
    return { text: parts.map(([, value]) => `${value}\n`).join(''), parts }
  },
  attach(message, { value, keyId, stamp }) {
    const authorization = formatAuthorization({
      mchid: readPairs(message.headers)?.get('mchid') ?? '',
      nonce_str: stamp.nonce,
      signature: value,
      timestamp: String(stamp.timestamp),
      serial_no: keyId,
    })
    return { ...message, headers: { ...message.headers, authorization } }
  },
  extract(message) {
    const given = readAuthorization(message.headers)
    if (!given) return undefined
    const stamp = { timestamp: Number(given.timestamp), nonce: given.nonce_str }
    return { value: given.signature, keyId: given.serial_no, stamp }
  },
})

/** The exact text sent; of an upload only the JSON of part `meta` [OAPI uploads, GO, AXIOS]. */
function signedBody({ headers, body }: HttpRequest): string {
  const type = headers['content-type'] ?? ''
  const signed = /^multipart\//i.test(type) ? partBytes(body, type, 'meta') : body
  return Buffer.from(signed ?? new Uint8Array()).toString('utf8')
}
