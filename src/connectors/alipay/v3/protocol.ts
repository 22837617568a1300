import type { HttpRequest, Json, OperationInput, Protocol, Sdk } from '../../../sdk/index.ts'
import { serialNumbers, usesCertificate } from '../certificate-mode.ts'
import { parseBizContent } from '../v2/biz-content.ts'
import { COMMON_PARAMETERS } from '../v2/parameters.ts'
import { v3Answer } from './answer.ts'
import { authText, isV3, writeAuth } from './auth-string.ts'
import { v3Encryption } from './encryption.ts'
import { overriding } from './request-signature.ts'

/** No part of an upload can hold it by accident, and the same call gives the same bytes. */
const BOUNDARY = 'integ-7f1c0e6a5d0c4c9e9a513b1f2f3d4e5f'

/** The v3 interface: the paths and methods of the document, JSON both ways, the signature in headers [PHP3, DOC 054oog]. */
export const v3Protocol =
  (sdk: Sdk) =>
  (plain: Protocol): Protocol => ({
    id: 'v3',
    auth: 'alipayV3',
    encryption: v3Encryption(sdk),
    request(operation, input, baseUrl, credential) {
      const { files = {} } = input
      const request = plain.request(operation, v3Input(input), baseUrl, credential)
      const isUpload = Object.keys(files).length > 0 || /^multipart\//i.test(operation.body?.mediaType ?? '')
      const sent = isUpload ? upload(sdk, request, input) : request
      const isCertificate = usesCertificate(credential, operation.id)
      const certificates = isCertificate ? serialNumbers(sdk, credential) : undefined
      const identity = [
        ['app_id', credential['app_id'] ?? ''] as const,
        ['app_cert_sn', certificates?.app ?? ''] as const,
      ]
      const headers = {
        ...sent.headers,
        accept: 'application/json',
        authorization: writeAuth(authText(identity)),
        ...(certificates && { 'alipay-root-cert-sn': certificates.root }),
      }
      return { ...sent, headers }
    },
    route(request) {
      if (!isV3(request)) return undefined
      const found = plain.route({ ...request, method: overriding(request) ?? request.method, body: new Uint8Array() })
      if (!found) return { operationId: `${request.method} ${request.url.pathname}`, params: {}, body: null }
      const given = bodyOf(sdk, request)
      // What v2 knows as one set of members stands in path, query and body here; handlers read either place.
      const members = isObject(given) ? { ...found.params, ...given } : found.params
      const token = request.headers['alipay-app-auth-token']
      const body = given ?? (request.body.byteLength > 0 ? null : members)
      return {
        operationId: found.operationId,
        params: { ...members, ...(token ? { app_auth_token: token } : {}) },
        body: isObject(body) ? withoutCommon(members) : body,
      }
    },
    answer: (_operation, answer, request) => v3Answer(sdk, answer, request),
    read: (operation, response, credential) => plain.read(operation, response, credential),
  })

/** Addresses that v2 has beside `biz_content` are members of the body in v3 [PHP3]. */
function v3Input(input: OperationInput): OperationInput {
  const common = Object.entries(input.query).filter(([name]) => COMMON_PARAMETERS.has(name))
  if (common.length === 0 || !isObject(input.body)) return input
  const query = Object.fromEntries(Object.entries(input.query).filter(([name]) => !COMMON_PARAMETERS.has(name)))
  return { ...input, query, body: { ...input.body, ...Object.fromEntries(common) } }
}

/** The values as JSON in the part `data`, each file in a part of its own [DOC 054oog, NODE]. */
const upload = (sdk: Sdk, request: HttpRequest, { body, files = {} }: OperationInput): HttpRequest => {
  const values = isObject(body ?? null) ? Object.entries(body as Record<string, Json>) : []
  const data = JSON.stringify(Object.fromEntries(values.filter(([name]) => !Object.hasOwn(files, name))))
  const parts = [
    { name: 'data', type: 'application/json', bytes: Buffer.from(data) },
    ...Object.entries(files).flatMap(([name, list]) => list.map((file) => ({ name, ...file }))),
  ]
  const made = sdk.multipart.formatParts(parts, BOUNDARY)
  return { ...request, body: made.body, headers: { ...request.headers, 'content-type': made.contentType } }
}

/** Null: no JSON. Undefined: nothing at all. Numbers become text, as in `biz_content`. */
const bodyOf = (sdk: Sdk, request: HttpRequest): Json | undefined => {
  const type = request.headers['content-type'] ?? ''
  if (request.body.byteLength === 0) return undefined
  if (!sdk.multipart.isMultipart(type)) return parseBizContent(Buffer.from(request.body).toString('utf8')) ?? null
  const parts = sdk.multipart.parseParts(request.body, type)
  const data = parts.find(({ name, fileName }) => name === 'data' && fileName === undefined)
  const values = parseBizContent(data && Buffer.from(data.bytes).toString('utf8'))
  const files = parts.filter(({ fileName }) => fileName !== undefined)
  const contents = Object.fromEntries(files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString('latin1')]))
  return isObject(values ?? null) ? { ...(values as Record<string, Json>), ...contents } : null
}

function withoutCommon(members: Readonly<Record<string, Json>>): Json {
  // The merchant's token travels in a header here: one in the body is what the call asks about.
  const stays = (name: string) => name === 'app_auth_token' || !COMMON_PARAMETERS.has(name)
  return Object.fromEntries(Object.entries(members).filter(([name]) => stays(name)))
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
}
