import type { HttpResponse, SignatureScheme } from '../../../sdk/index.ts'
import { rawMembers, resultMember, stringMember } from './members.ts'

const textOf = (message: HttpResponse) => Buffer.from(message.body).toString('utf8')

/**
 * The signature of a v2 answer: over the raw characters of the result member, from `{` to the matching `}`
 * [DOC 02mse7, NODE getSignStr, PHP]. An encrypted result is a JSON string and is signed with its quotation marks [PHP].
 * The answer does not name its algorithm: it is the one of the request's `sign_type`, so the key id is empty.
 */
export const responseSignature = (): SignatureScheme<HttpResponse> => ({
  id: 'alipay-v2-response',
  signingInput(message) {
    const result = resultMember(rawMembers(textOf(message)) ?? [])
    const text = result?.[1] ?? ''
    const parts = result ? [result] : []
    // The platform has signed both `\/` and `/`; the official SDKs try the second when the first fails [PHP checkResponseSign, JAVA].
    return text.includes('\\/') ? { text, parts, alternatives: [text.replaceAll('\\/', '/')] } : { text, parts }
  },
  attach(message, signature) {
    const members = rawMembers(textOf(message))
    if (!members) return message
    // `sign` is the last member, and there is no blank anywhere: PHP cuts by byte offsets [PHP parserJSONSource].
    const kept = members.filter(([name]) => name !== 'sign').map(([name, raw]) => `${JSON.stringify(name)}:${raw}`)
    const text = `{${[...kept, `"sign":${JSON.stringify(signature.value)}`].join(',')}}`
    return { ...message, body: Buffer.from(text) }
  },
  extract(message) {
    const value = stringMember(rawMembers(textOf(message)) ?? [], 'sign')
    return value ? { value, keyId: '', stamp: { timestamp: 0, nonce: '' } } : undefined
  },
})
