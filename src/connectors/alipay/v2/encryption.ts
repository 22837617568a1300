import type { ContentEncryption, HttpRequest, HttpResponse, Sdk } from '../../../sdk/index.ts'
import { contentKey, requiredKey } from '../content-key.ts'
import { failure } from '../simulator/answers.ts'
import { answerCharset, answerText, bodyText, formatForm, parseForm, requestCharset } from './charset.ts'
import { rawMembers, resultMember } from './members.ts'
import { gatewayParameters } from './parameters.ts'

/**
 * Encrypted contents of the gateway: `biz_content` is ciphertext and `encrypt_type=AES` says so; the result of the answer
 * is a JSON string of ciphertext [NODE, PHP parserEncryptJSONItem, DOC 02mse3]. Encrypted first, signed afterwards.
 */
export const v2Encryption = (sdk: Sdk): ContentEncryption => ({
  sealRequest(request, credential) {
    const key = requiredKey(sdk, credential)
    const content = gatewayParameters(sdk, request).get('biz_content')
    if (!content) return request
    const sealed = withContent(sdk, request, key.encrypt(content))
    const url = new URL(sealed.url)
    url.search = formatForm(
      sdk,
      [...parseForm(sdk, url.search, requestCharset(request)), ['encrypt_type', 'AES']],
      requestCharset(request),
    )
    return { ...sealed, url }
  },
  openRequest(request, credential) {
    const given = gatewayParameters(sdk, request)
    const content = given.get('biz_content')?.trim()
    if (given.get('encrypt_type') !== 'AES' || !content) return request
    const key = contentKey(sdk, credential)
    if (!key) return failure('isv.decryption-error-not-valid-encrypt-key', 'the app has no AES key [OPEN 105806]')
    const plain = key.decrypt(content)
    if (plain === undefined)
      return failure('isv.decryption-error-unknown', 'made with another key than the app’s [OPEN 105806, LIVE]')
    return withContent(sdk, request, plain)
  },
  sealAnswer(response, credential) {
    const key = contentKey(sdk, credential)
    const result = resultMember(rawMembers(answerText(sdk, response)) ?? [])
    if (!key || !result) return response
    // Base64 needs no escapes, and its slashes are not escaped either [NODE test data].
    return withResult(sdk, response, result[0], JSON.stringify(key.encrypt(result[1])))
  },
  openAnswer(response, credential) {
    const result = resultMember(rawMembers(answerText(sdk, response)) ?? [])
    if (!result?.[1].startsWith('"')) return response
    const plain = contentKey(sdk, credential)?.decrypt(JSON.parse(result[1]) as string)
    // Errors from before the decryption come as a plain object [NODE].
    return plain === undefined ? response : withResult(sdk, response, result[0], plain)
  },
})

/** The request with another `biz_content`, in the place where it was. */
const withContent = (sdk: Sdk, request: HttpRequest, content: string): HttpRequest => {
  const charset = requestCharset(request)
  const changed = (text: string) =>
    formatForm(
      sdk,
      parseForm(sdk, text, charset).map(([name, value]) => [name, name === 'biz_content' ? content : value] as const),
      charset,
    )
  const url = new URL(request.url)
  if (parseForm(sdk, url.search, charset).some(([name]) => name === 'biz_content')) {
    url.search = changed(url.search)
    return { ...request, url }
  }
  const type = request.headers['content-type'] ?? ''
  if (sdk.multipart.isMultipart(type)) {
    const parts = sdk.multipart.parseParts(request.body, type)
    const bytes = sdk.charset.encode(content, charset)
    const replaced = parts.map((part) => (part.name === 'biz_content' ? { ...part, bytes } : part))
    const boundary = /boundary="?([^";]+)/i.exec(type)?.[1] ?? ''
    return { ...request, body: sdk.multipart.formatParts(replaced, boundary).body }
  }
  return { ...request, body: Buffer.from(changed(bodyText(request, charset))) }
}

const withResult = (sdk: Sdk, response: HttpResponse, name: string, raw: string): HttpResponse => {
  const members = rawMembers(answerText(sdk, response)) ?? []
  const written = members.map(([known, value]) => `${JSON.stringify(known)}:${known === name ? raw : value}`)
  return { ...response, body: sdk.charset.encode(`{${written.join(',')}}`, answerCharset(sdk, response)) }
}
