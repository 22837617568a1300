import type { HttpRequest, Sdk } from '../../../sdk/index.ts'

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
])

/**
 * Every parameter of a gateway request, decoded: from the URL and, for forms, from the body. Partners may put them in
 * either place, so both are read as one set [DOC 0i2kxr, PHP pageExecute]. A name in both counts as in the URL (UNCONFIRMED).
 * Decoding is UTF-8; GBK requests are read right only while they are plain ASCII.
 */
export function gatewayParameters(sdk: Sdk, request: HttpRequest): ReadonlyMap<string, string> {
  const merged = new Map<string, string>()
  const add = (text: string) => {
    for (const [name, value] of sdk.form.parseForm(text)) if (!merged.has(name)) merged.set(name, value)
  }
  add(request.url.search)
  if (sdk.form.isForm(request.headers['content-type'])) add(Buffer.from(request.body).toString('utf8'))
  return merged
}

export function isGateway(request: HttpRequest): boolean {
  return request.url.pathname === GATEWAY_PATH
}
