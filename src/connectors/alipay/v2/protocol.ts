import type { HttpRequest, HttpResponse, Json, Operation, Protocol, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { parseBizContent } from './biz-content.ts'
import { rawMembers, resultMember } from './members.ts'
import { GATEWAY_PATH, gatewayParameters, isGateway, PROTOCOL_PARAMETERS } from './parameters.ts'

const FORM_TYPE = 'application/x-www-form-urlencoded;charset=utf-8'

/** The v2 gateway: one address, the operation's name in `method`, the input as JSON text in `biz_content`. */
export const v2Protocol = (sdk: Sdk): Protocol => ({
  id: 'v2',
  request(operation, input, baseUrl, credential) {
    const url = new URL(GATEWAY_PATH, baseUrl)
    const common: (readonly [string, string])[] = [
      ['method', operation.id],
      ['app_id', credential['app_id'] ?? ''],
      ['charset', 'utf-8'],
      ['version', '1.0'],
    ]
    // A blank parameter is not part of the signed string, so it is not sent either [DOC 057k53].
    const named = Object.entries(input.query)
      .map(([name, value]) => [name, asText(value)] as const)
      .filter(([, value]) => value.trim() !== '')
    const business = input.body === undefined ? [] : [['biz_content', JSON.stringify(input.body)] as const]
    const headers = { ...input.headers, accept: 'application/json' }
    if (operation.browser) {
      // pageExecute with GET: everything in one URL [NODE, DOC 0i2kxr].
      url.search = sdk.form.formatForm([...common, ...named, ...business])
      return { kind: 'request', method: 'GET', url, headers, body: new Uint8Array() }
    }
    // Common parameters in the URL, the rest in the form: the recommended way, and the one of the Node SDK [DOC 057k53, NODE].
    url.search = sdk.form.formatForm([...common, ...named])
    const body = Buffer.from(sdk.form.formatForm(business))
    return { kind: 'request', method: 'POST', url, headers: { ...headers, 'content-type': FORM_TYPE }, body }
  },
  route(request) {
    if (!isGateway(request)) return undefined
    const given = gatewayParameters(sdk, request)
    const params = Object.fromEntries([...given].filter(([name]) => !PROTOCOL_PARAMETERS.has(name)))
    // A biz_content that is no JSON leaves null, which no schema takes; `refuse` words it.
    return { operationId: given.get('method'), params, body: parseBizContent(given.get('biz_content')) ?? null }
  },
  answer: (operation, answer, request) => answerOf(sdk, operation, answer, request),
  read(_operation, response) {
    const text = Buffer.from(response.body).toString('utf8')
    const result = resultMember(rawMembers(text) ?? [])
    return (result && parsed(result[1])) ?? text
  },
})

function answerOf(
  sdk: Sdk,
  operation: Operation | undefined,
  answer: SimulatedAnswer,
  request: HttpRequest,
): HttpResponse {
  const headers = { 'content-type': 'text/html;charset=utf-8', trace_id: traceId(sdk, request), ...answer.headers }
  return {
    kind: 'response',
    status: answer.status,
    headers,
    body: Buffer.from(answer.text ?? wrapped(operation, answer)),
  }
}

function wrapped(operation: Operation | undefined, answer: SimulatedAnswer): string {
  // `error_response` where the call cannot be attributed to a method, else the method's own node [NODE, LIVE].
  const node = operation ? `${operation.id.replaceAll('.', '_')}_response` : 'error_response'
  // Compact, `/` as `\/` [PHP parserJSONSource, NODE test data]. A slash stands only inside strings.
  return JSON.stringify({ [node]: answer.body ?? {} }).replaceAll('/', '\\/')
}

/** Thirty characters, made from the request so that the answer to the same request is the same. */
function traceId(sdk: Sdk, request: HttpRequest): string {
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

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
