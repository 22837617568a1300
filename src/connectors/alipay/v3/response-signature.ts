import type { HttpResponse, SignatureScheme } from '../../../sdk/index.ts'
import { readKeyId, writeKeyId } from '../key-id.ts'

/**
 * The signature of a v3 answer: timestamp, nonce and body, each with a line break behind it, SHA-256 only
 * [DOC 054d0z, NODE]. In certificate mode the header `alipay-sn` names the platform's certificate.
 */
export const v3ResponseSignature: SignatureScheme<HttpResponse> = {
  id: 'alipay-v3-response',
  signingInput(message, stamp) {
    const parts = [
      ['timestamp', message.headers['alipay-timestamp'] ?? milliseconds(stamp.timestamp)],
      ['nonce', message.headers['alipay-nonce'] ?? stamp.nonce],
      ['body', Buffer.from(message.body).toString('utf8')],
    ] as const
    return { text: parts.map(([, line]) => `${line}\n`).join(''), parts }
  },
  attach(message, { value, keyId, stamp }) {
    const { sn } = readKeyId(keyId)
    const headers = {
      ...message.headers,
      'alipay-timestamp': message.headers['alipay-timestamp'] ?? milliseconds(stamp.timestamp),
      'alipay-nonce': message.headers['alipay-nonce'] ?? stamp.nonce,
      'alipay-signature': value,
      ...(sn === undefined ? {} : { 'alipay-sn': sn }),
    }
    return { ...message, headers }
  },
  extract({ headers }) {
    const value = headers['alipay-signature']
    if (!value) return undefined
    const sn = headers['alipay-sn']
    const stamp = { timestamp: Number(headers['alipay-timestamp'] ?? 0) / 1000, nonce: headers['alipay-nonce'] ?? '' }
    return { value, keyId: writeKeyId({ algorithm: 'RSA2', ...(sn ? { sn } : {}) }), stamp }
  },
}

const milliseconds = (seconds: number) => String(Math.round(seconds * 1000))
