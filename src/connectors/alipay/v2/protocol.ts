import type { HttpRequest, HttpResponse, Json, Operation, Protocol, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { parseBizContent } from './biz-content.ts'
import { answerText, requestCharset } from './charset.ts'
import { v2Encryption } from './encryption.ts'
import { rawMembers, resultMember } from './members.ts'
import { COMMON_PARAMETERS, gatewayFiles, gatewayParameters, isGateway, PROTOCOL_PARAMETERS } from './parameters.ts'
import { buildRequest } from './request.ts'

/** The v2 gateway: one address, the operation's name in `method`, the input as JSON text in `biz_content`. */
export const v2Protocol = (sdk: Sdk): Protocol => ({
  id: 'v2',
  auth: 'alipayRsa2',
  encryption: v2Encryption(sdk),
  request: (operation, input, baseUrl, credential) => buildRequest(sdk, { operation, input, baseUrl, credential }),
  route(request) {
    if (!isGateway(request)) return undefined
    const given = gatewayParameters(sdk, request)
    const beside: Record<string, string> = {}
    for (const [name, value] of given) if (!PROTOCOL_PARAMETERS.has(name) && name !== '__proto__') beside[name] = value
    // A biz_content that is no JSON leaves null, which no schema takes; `refuse` words it.
    const content = parseBizContent(given.get('biz_content')) ?? null
    const isUpload = sdk.multipart.isMultipart(request.headers['content-type'])
    const values = isUpload && isObject(content) ? { ...content, ...beside, ...gatewayFiles(sdk, request) } : content
    // Operations whose values travel beside biz_content have none [PHP3, NODE].
    const body = given.has('biz_content') || isUpload ? values : membersOf(beside)
    return { operationId: given.get('method'), params: { ...membersOf(content), ...beside }, body }
  },
  answer: (operation, answer, request) => answerOf(sdk, operation, answer, request),
  read(_operation, response) {
    const text = answerText(sdk, response)
    const result = resultMember(rawMembers(text) ?? [])
    return (result && parsed(result[1])) ?? text
  },
})

/** In v3 some of them stand in the path or the query, and a document made of v3 paths says so [PHP3]. */
function membersOf(content: Json): Readonly<Record<string, Json>> {
  if (!isObject(content)) return {}
  return Object.fromEntries(Object.entries(content).filter(([name]) => !COMMON_PARAMETERS.has(name)))
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function answerOf(
  sdk: Sdk,
  operation: Operation | undefined,
  answer: SimulatedAnswer,
  request: HttpRequest,
): HttpResponse {
  // A request in GBK is answered in GBK [DOC 057k53]; an answer that says its own type is written in that.
  const charset = requestCharset(request)
  const headers = { 'content-type': `text/html;charset=${charset}`, trace_id: traceId(sdk, request), ...answer.headers }
  return {
    kind: 'response',
    status: answer.status,
    headers,
    body: answer.bytes ?? bodyOf(sdk, operation, answer, charset),
  }
}

const bodyOf = (sdk: Sdk, operation: Operation | undefined, answer: SimulatedAnswer, charset: string): Uint8Array => {
  if (answer.text === undefined) return sdk.charset.encode(wrapped(operation, answer), charset)
  return sdk.charset.encode(answer.text, answer.headers?.['content-type'] === undefined ? charset : 'utf-8')
}

function wrapped(operation: Operation | undefined, answer: SimulatedAnswer): string {
  // `error_response` where the call cannot be attributed to a method, and for oauth.token; else the method's own node [NODE, LIVE].
  const isPlaced = operation && !(operation.id === 'alipay.system.oauth.token' && isFailure(answer))
  const node = isPlaced ? `${operation.id.replaceAll('.', '_')}_response` : 'error_response'
  // Compact, `/` as `\/` [PHP parserJSONSource, NODE test data]. A slash stands only inside strings.
  const text = `{${JSON.stringify(node)}:${JSON.stringify(answer.body ?? {})}}`
  return text.includes('/') ? text.replaceAll('/', '\\/') : text
}

function isFailure({ body }: SimulatedAnswer): boolean {
  return isObject(body ?? null) && typeof (body as { readonly code?: Json }).code === 'string'
}

/** Thirty characters, made from the request so that the answer to the same request is the same: from its signature, or from all of it. */
function traceId(sdk: Sdk, request: HttpRequest): string {
  const signature = Buffer.from((gatewayParameters(sdk, request).get('sign') ?? '').slice(0, 24), 'base64')
  if (signature.byteLength >= 15) return signature.toString('hex', 0, 15)
  const seed = Buffer.concat([Buffer.from(request.url.href), request.body])
  return sdk.crypto.hash('md5', seed).toString('hex').slice(0, 30)
}

/** Undefined when the value is no JSON after all. */
function parsed(raw: string): Json | undefined {
  try {
    return JSON.parse(raw) as Json
  } catch {
    return undefined
  }
}
