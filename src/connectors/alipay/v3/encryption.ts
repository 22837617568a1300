import type { ContentEncryption, Sdk } from '../../../sdk/index.ts'
import { contentKey, requiredKey } from '../content-key.ts'
import { failure } from '../simulator/answers.ts'

const ENCRYPT_TYPE = 'alipay-encrypt-type'

/** Encrypted contents of v3: the whole body is base64 ciphertext, both ways, and is signed as such [DOC 054q58, NODE]. */
export const v3Encryption = (sdk: Sdk): ContentEncryption => ({
  sealRequest(request, credential) {
    const key = requiredKey(sdk, credential)
    if (request.body.byteLength === 0) return request
    if (sdk.multipart.isMultipart(request.headers['content-type']))
      throw sdk.refuseAction({ en: 'Uploads cannot be encrypted [NODE].', zh: '文件上传不支持内容加密。' })
    const body = Buffer.from(key.encrypt(Buffer.from(request.body).toString('utf8')))
    return { ...request, body, headers: { ...request.headers, 'content-type': 'text/plain', [ENCRYPT_TYPE]: 'AES' } }
  },
  openRequest(request, credential) {
    if (!request.headers[ENCRYPT_TYPE] || request.body.byteLength === 0) return request
    const key = contentKey(sdk, credential)
    if (!key) return failure('isv.decryption-error-not-valid-encrypt-key', 'the app has no AES key [OPEN 105806]')
    const plain = key.decrypt(Buffer.from(request.body).toString('utf8'))
    if (plain === undefined)
      return failure('isv.decryption-error-unknown', 'made with another key than the app’s [OPEN 105806, LIVE]')
    return { ...request, body: Buffer.from(plain), headers: { ...request.headers, 'content-type': 'application/json' } }
  },
  // Failures were seen in plain only; whether an encrypted request gets an encrypted failure is UNCONFIRMED.
  sealAnswer(response, credential) {
    const key = contentKey(sdk, credential)
    if (!key || response.status >= 300) return response
    return { ...response, body: Buffer.from(key.encrypt(Buffer.from(response.body).toString('utf8'))) }
  },
  openAnswer(response, credential) {
    const text = Buffer.from(response.body).toString('utf8').trim()
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return response
    const plain = contentKey(sdk, credential)?.decrypt(text)
    return plain === undefined ? response : { ...response, body: Buffer.from(plain) }
  },
})
