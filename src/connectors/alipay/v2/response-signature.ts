import type { HttpResponse, Sdk, SignatureScheme } from '../../../sdk/index.ts'
import { readKeyId, writeKeyId } from '../key-id.ts'
import { answerCharset, answerText } from './charset.ts'
import { rawMembers, resultMember, stringMember, type RawMembers } from './members.ts'

const CERTIFICATE = 'alipay_cert_sn'

/**
 * The signature of a v2 answer: over the raw characters of the result member, from `{` to the matching `}`
 * [DOC 02mse7, NODE getSignStr, PHP]. An encrypted result is a JSON string and is signed with its quotation marks [PHP].
 * The answer does not name its algorithm: it is the one of the request's `sign_type`. In certificate mode it names the
 * platform's certificate, outside of what is signed [DOC 02kdnf, PHP].
 */
export const responseSignature = (sdk: Sdk): SignatureScheme<HttpResponse> => {
  // What is signed, and where the signature goes, are read from the same members.
  const read = new WeakMap<HttpResponse, RawMembers>()
  const membersOf = (message: HttpResponse): RawMembers | undefined => {
    const members = read.get(message) ?? rawMembers(answerText(sdk, message))
    if (members) read.set(message, members)
    return members
  }
  return {
    id: 'alipay-v2-response',
    signingInput(message) {
      const result = resultMember(membersOf(message) ?? [])
      const text = result?.[1] ?? ''
      const parts = result ? [result] : []
      // The platform has signed both `\/` and `/`; the official SDKs try the second when the first fails [PHP checkResponseSign, JAVA].
      return text.includes('\\/') ? { text, parts, alternatives: [text.replaceAll('\\/', '/')] } : { text, parts }
    },
    attach(message, signature) {
      const members = membersOf(message)
      if (!members) return message
      const { sn } = readKeyId(signature.keyId)
      const own = new Set(['sign', CERTIFICATE])
      // `sign` is the last member, and there is no blank anywhere: PHP cuts by byte offsets [PHP parserJSONSource].
      const kept = members.filter(([name]) => !own.has(name)).map(([name, raw]) => `${JSON.stringify(name)}:${raw}`)
      const certificate = sn === undefined ? [] : [`"${CERTIFICATE}":${JSON.stringify(sn)}`]
      const text = `{${[...kept, ...certificate, `"sign":${JSON.stringify(signature.value)}`].join(',')}}`
      return { ...message, body: sdk.charset.encode(text, answerCharset(sdk, message)) }
    },
    extract(message) {
      const members = membersOf(message) ?? []
      const value = stringMember(members, 'sign')
      if (!value) return undefined
      const sn = stringMember(members, CERTIFICATE)
      const keyId = writeKeyId({ algorithm: '', charset: answerCharset(sdk, message), ...(sn ? { sn } : {}) })
      return { value, keyId, stamp: { timestamp: 0, nonce: '' } }
    },
  }
}
