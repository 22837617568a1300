import type { HttpMessage, SignatureScheme } from '../../sdk/index.ts'
import { SCHEME } from './authorization.ts'
import { TOLERANCE_SECONDS } from './request-signature.ts'

/** Now and then the platform sends one that has to fail, to see whether anybody checks [DOC 4013053249]. */
export const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/'

/**
 * What the platform signs, answers and notifications alike: timestamp, nonce and raw body, each ended by a line feed;
 * for 204 the body is empty [DOC 4013053249]. The key id is the id of the public key or the serial of the certificate.
 */
export const messageSignature = <M extends HttpMessage>(id: string): SignatureScheme<M> => ({
  id,
  toleranceSeconds: TOLERANCE_SECONDS,
  signingInput(message, stamp) {
    const parts = [
      ['timestamp', String(stamp.timestamp)],
      ['nonce', stamp.nonce],
      ['body', Buffer.from(message.body).toString('utf8')],
    ] as const
    return { text: parts.map(([, value]) => `${value}\n`).join(''), parts }
  },
  attach: (message, { value, keyId, stamp }) => ({
    ...message,
    headers: {
      ...message.headers,
      'wechatpay-timestamp': String(stamp.timestamp),
      'wechatpay-nonce': stamp.nonce,
      'wechatpay-signature': value,
      'wechatpay-serial': keyId,
      'wechatpay-signature-type': SCHEME,
    },
  }),
  extract({ headers }) {
    const value = headers['wechatpay-signature']
    const keyId = headers['wechatpay-serial']
    const nonce = headers['wechatpay-nonce']
    const timestamp = headers['wechatpay-timestamp']
    if (!value || !keyId || !nonce || !timestamp || !/^\d{1,12}$/.test(timestamp)) return undefined
    return { value, keyId, stamp: { timestamp: Number(timestamp), nonce } }
  },
  probe: (value) => `${PROBE_PREFIX}${value}`,
})
