import type { HttpRequest, Sdk, SignatureScheme } from '../../sdk/index.ts'

type Pairs = ReturnType<Sdk['form']['parseForm']>

/** A notification is a form in the body; the `return_url` of a page payment is the same form in a query string. */
const formOf = (message: HttpRequest) =>
  message.method === 'GET' ? message.url.search.slice(1) : Buffer.from(message.body).toString('utf8')

/**
 * Notifications are signed in two ways [DOC 02mse7, PHP rsaCheckV1/V2, NODE]:
 * rule 1 leaves out `sign` and `sign_type` (payment results, return_url),
 * rule 2 leaves out `sign` only (platform messages with `msg_method`, life accounts). Receivers accept either.
 */
export const notifySignature = (sdk: Sdk): SignatureScheme<HttpRequest> => ({
  id: 'alipay-notify',
  signingInput(message, _stamp, keyId) {
    const given = sdk.form.parseForm(formOf(message))
    const names = new Set(given.map(([name]) => name))
    const all = names.has('sign') || names.has('sign_type') ? given : [...given, ['sign_type', keyId] as const]
    const rule2 = sdk.form.sortPairs(all.filter(([name]) => name !== 'sign'))
    const rule1 = rule2.filter(([name]) => name !== 'sign_type')
    const [parts, other] = names.has('msg_method') ? [rule2, rule1] : [rule1, rule2]
    const filled = (pairs: Pairs) => pairs.filter(([, value]) => value !== '')
    // Whether the sender leaves out empty values is UNCONFIRMED: one page says so, another the opposite [DOC 02mse7, 02kdnf; GO, NODE].
    const texts = [parts, other, filled(parts), filled(other)].map((pairs) => sdk.form.joinPairs(pairs))
    const [text = '', ...alternatives] = new Set(texts)
    return { text, parts, alternatives }
  },
  attach(message, signature) {
    const given = sdk.form.parseForm(formOf(message)).filter(([name]) => name !== 'sign')
    const typed = given.some(([name]) => name === 'sign_type')
    const pairs = [
      ...given,
      ...(typed ? [] : [['sign_type', signature.keyId] as const]),
      ['sign', signature.value] as const,
    ]
    const text = sdk.form.formatForm(pairs)
    if (message.method !== 'GET') return { ...message, body: Buffer.from(text) }
    const url = new URL(message.url)
    url.search = text
    return { ...message, url }
  },
  extract(message) {
    const given = new Map(sdk.form.parseForm(formOf(message)))
    const value = given.get('sign')
    if (!value) return undefined
    return { value, keyId: given.get('sign_type') ?? '', stamp: { timestamp: 0, nonce: '' } }
  },
})
