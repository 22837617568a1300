import type { HttpRequest, Sdk, SignatureScheme, Stamp } from '../../../sdk/index.ts'
import { formatBeijing, parseBeijing } from '../beijing-time.ts'
import { readKeyId, writeKeyId } from '../key-id.ts'
import { formatForm, parseForm, requestCharset } from './charset.ts'
import { gatewayParameters } from './parameters.ts'

/**
 * The signature of a v2 gateway request: one more parameter over all the others [DOC 057k53, PHP].
 * The key id is the `sign_type`, and the character set where it is not UTF-8; the stamp's time travels as `timestamp`, and there is no nonce.
 */
export const requestSignature = (sdk: Sdk): SignatureScheme<HttpRequest> => {
  /** What signing adds to an unsigned request. A request that carries a signature is taken literally, malformed or not. */
  const added = (given: ReadonlyMap<string, string>, stamp: Stamp, keyId: string): (readonly [string, string])[] => {
    if (given.has('sign')) return []
    const stamps = [
      ['sign_type', readKeyId(keyId).algorithm],
      ['timestamp', formatBeijing(stamp.timestamp * 1000)],
    ] as const
    return stamps.filter(([name]) => !given.has(name))
  }
  return {
    id: 'alipay-v2-request',
    // No window is documented for v2: `isv.invalid-timestamp` is about the format [DOC 02km9f]; a tolerance is UNCONFIRMED.
    signingInput(message, stamp, keyId) {
      const given = gatewayParameters(sdk, message)
      const signed = [...given, ...added(given, stamp, keyId)]
        // `sign` itself is left out, `sign_type` stays [DOC 057k53, NODE, PHP].
        .filter(([name]) => name !== 'sign')
        // Blank values are not part of the string [DOC 057k53, PHP, JAVA]. NODE keeps them and is refused for it (its issue 48).
        .filter(([, value]) => value.trim() !== '')
      const parts = sdk.form.sortPairs(signed)
      return { text: sdk.form.joinPairs(parts), parts }
    },
    attach(message, signature) {
      const given = gatewayParameters(sdk, message)
      const url = new URL(message.url)
      const charset = requestCharset(message)
      const kept = parseForm(sdk, url.search, charset).filter(([name]) => name !== 'sign')
      const pairs = [...kept, ...added(given, signature.stamp, signature.keyId), ['sign', signature.value] as const]
      url.search = formatForm(sdk, pairs, charset)
      return { ...message, url }
    },
    extract(message) {
      const given = gatewayParameters(sdk, message)
      const value = given.get('sign')
      if (!value) return undefined
      const timestamp = (parseBeijing(given.get('timestamp') ?? '') ?? 0) / 1000
      const keyId = writeKeyId({ algorithm: given.get('sign_type') ?? '', charset: requestCharset(message) })
      return { value, keyId, stamp: { timestamp, nonce: '' } }
    },
  }
}
