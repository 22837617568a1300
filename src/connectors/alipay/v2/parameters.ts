import type { HttpRequest, Sdk } from '../../../sdk/index.ts'
import { bodyText, parseForm, requestCharset } from './charset.ts'

export const GATEWAY_PATH = '/gateway.do'

/** What the gateway itself reads; everything else belongs to the operation [OPEN common parameters, NODE]. */
export const PROTOCOL_PARAMETERS: ReadonlySet<string> = new Set([
  'app_id',
  'method',
  'format',
  'charset',
  'sign_type',
  'sign',
  'timestamp',
  'version',
  'biz_content',
  'alipay_sdk',
  'app_cert_sn',
  'alipay_root_cert_sn',
  'encrypt_type',
])

/** Parameters beside `biz_content` that many operations take [OPEN common parameters]. */
export const COMMON_PARAMETERS: ReadonlySet<string> = new Set([
  'notify_url',
  'return_url',
  'app_auth_token',
  'auth_token',
])

/** Routing, admission, verification and the answer all ask for the same ones. */
const read = new WeakMap<HttpRequest, ReadonlyMap<string, string>>()

/**
 * Every parameter of a gateway request, decoded: from the URL and from the body, a form or the text parts of an upload.
 * Partners may put them in either place, so both are read as one set [DOC 0i2kxr, PHP pageExecute]. A name in both
 * counts as in the URL (UNCONFIRMED). Files are no parameters and are not signed [PHP, NODE].
 */
export function gatewayParameters(sdk: Sdk, request: HttpRequest): ReadonlyMap<string, string> {
  const known = read.get(request)
  if (known) return known
  const fresh = readParameters(sdk, request)
  read.set(request, fresh)
  return fresh
}

function readParameters(sdk: Sdk, request: HttpRequest): ReadonlyMap<string, string> {
  const charset = requestCharset(request)
  const merged = new Map<string, string>()
  const add = (pairs: Iterable<readonly [string, string]>) => {
    for (const [name, value] of pairs) if (!merged.has(name)) merged.set(name, value)
  }
  add(parseForm(sdk, request.url.search, charset))
  const type = request.headers['content-type'] ?? ''
  if (sdk.form.isForm(type)) add(parseForm(sdk, bodyText(request, charset), charset))
  if (sdk.multipart.isMultipart(type))
    for (const part of sdk.multipart.parseParts(request.body, type))
      if (part.fileName === undefined) add([[part.name, sdk.charset.decode(part.bytes, charset)]])
  return merged
}

/** Names of the files of an upload, with their content as text: what the document calls a member. */
export function gatewayFiles(sdk: Sdk, request: HttpRequest): Readonly<Record<string, string>> {
  const type = request.headers['content-type'] ?? ''
  if (!sdk.multipart.isMultipart(type)) return {}
  const files = sdk.multipart.parseParts(request.body, type).filter(({ fileName }) => fileName !== undefined)
  return Object.fromEntries(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('latin1')]))
}

export function isGateway(request: HttpRequest): boolean {
  return request.url.pathname === GATEWAY_PATH
}
