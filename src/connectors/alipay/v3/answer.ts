import type { HttpRequest, HttpResponse, Json, JsonObject, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'

const SUCCESS = '10000'
const IN_PROCESS = '10003'
/** Members of the gateway's own layer, which v3 says by the HTTP status instead [PHP3]. */
const LAYER = new Set(['code', 'msg', 'sub_code', 'sub_msg'])
/** HTTP status of the coarse v2 codes; business and parameter errors are 400 [DOC 054fcv]. */
const STATUSES: Readonly<Record<string, number>> = { '20000': 500, '20001': 401, '40005': 429, '40006': 401 }

/** The answer of a v2 handler in the words of v3: the plain result, or a status and `{code, message}` [DOC 054fcv, PHP3]. */
export const v3Answer = (sdk: Sdk, answer: SimulatedAnswer, request: HttpRequest): HttpResponse => {
  const trace = { 'alipay-trace-id': traceId(sdk, request) }
  if (answer.bytes ?? answer.text) {
    const body = answer.bytes ?? Buffer.from(answer.text ?? '')
    return { kind: 'response', status: answer.status, headers: { ...trace, ...answer.headers }, body }
  }
  const { status, body } = translated(answer)
  const headers = { 'content-type': 'application/json;charset=UTF-8', ...trace }
  return { kind: 'response', status, headers, body: Buffer.from(JSON.stringify(body)) }
}

function translated({ status, body }: SimulatedAnswer): { readonly status: number; readonly body: Json } {
  const result = isObject(body) ? body : {}
  const code = textOf(result, 'code')
  if (code === undefined) return { status, body: result }
  if (code === SUCCESS) return { status: 200, body: without(result) }
  // A payment that waits for the buyer: 202 is "accepted, not processed" [DOC 054fcv]; that it is this one is UNCONFIRMED.
  if (code === IN_PROCESS) return { status: 202, body: without(result) }
  // The sandbox of the platform leaves out `links` [PROBE V2].
  const message = textOf(result, 'sub_msg') ?? textOf(result, 'msg') ?? ''
  return { status: STATUSES[code] ?? 400, body: { code: v3Code(textOf(result, 'sub_code') ?? code), message } }
}

function textOf(result: JsonObject, name: string): string | undefined {
  const value = result[name]
  return typeof value === 'string' ? value : undefined
}

/** The sub_code without `isv.`, `isp.` or `aop.`; business codes unchanged [PHP3 CommonErrorType]. */
export function v3Code(subCode: string): string {
  return subCode.replace(/^(isv|isp|aop)\./, '')
}

function without(result: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(result).filter(([name]) => !LAYER.has(name)))
}

const traceId = (sdk: Sdk, request: HttpRequest): string =>
  sdk.crypto
    .hash('md5', Buffer.concat([Buffer.from(request.url.href), request.body]))
    .toString('hex')
    .slice(0, 30)

function isObject(value: Json | undefined): value is JsonObject {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
}
