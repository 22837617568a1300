import type { Credential, HttpRequest, Json, Operation, OperationInput, Sdk } from '../../../sdk/index.ts'
import { serialNumbers, usesCertificate } from '../certificate-mode.ts'
import { formatForm } from './charset.ts'
import { COMMON_PARAMETERS, GATEWAY_PATH } from './parameters.ts'

type Pair = readonly [name: string, value: string]

export interface GatewayCall {
  readonly operation: Operation
  readonly input: OperationInput
  readonly baseUrl: URL
  readonly credential: Credential
}

/** No part of an upload can hold it by accident, and the same call gives the same bytes. */
const BOUNDARY = 'integ-7f1c0e6a5d0c4c9e9a513b1f2f3d4e5f'

/** An unsigned gateway request. */
export const buildRequest = (sdk: Sdk, call: GatewayCall): HttpRequest => {
  const { operation, input, baseUrl } = call
  const url = new URL(GATEWAY_PATH, baseUrl)
  const { inUrl, content } = split(call)
  const charset = inUrl.find(([name]) => name === 'charset')?.[1].toLowerCase() ?? 'utf-8'
  const known = sdk.charset.isKnown(charset) ? charset : 'utf-8'
  const common = commonParameters(sdk, call).filter(([name]) => !inUrl.some(([given]) => given === name))
  const headers = { ...input.headers, accept: 'application/json' }
  const isUpload = isMultipart(operation) || Object.keys(input.files ?? {}).length > 0
  const business: Pair[] = content === undefined || isUpload ? [] : [['biz_content', JSON.stringify(content)]]
  if (operation.browser) {
    // pageExecute with GET: everything in one URL [NODE, DOC 0i2kxr].
    url.search = formatForm(sdk, [...common, ...inUrl, ...business], known)
    return { kind: 'request', method: 'GET', url, headers, body: new Uint8Array() }
  }
  // Common parameters in the URL, the rest in the form: the recommended way, and the one of the Node SDK [DOC 057k53, NODE].
  url.search = formatForm(sdk, [...common, ...inUrl], known)
  if (isUpload) {
    const { body, contentType } = sdk.multipart.formatParts(partsOf(content, input), BOUNDARY)
    return { kind: 'request', method: 'POST', url, headers: { ...headers, 'content-type': contentType }, body }
  }
  const type = `application/x-www-form-urlencoded;charset=${known}`
  const body = Buffer.from(formatForm(sdk, business, known))
  return { kind: 'request', method: 'POST', url, headers: { ...headers, 'content-type': type }, body }
}

const commonParameters = (sdk: Sdk, { operation, credential }: GatewayCall): readonly Pair[] => {
  const certificates = usesCertificate(credential, operation.id) ? serialNumbers(sdk, credential) : undefined
  return [
    ['method', operation.id],
    ['app_id', credential['app_id'] ?? ''],
    ['charset', 'utf-8'],
    ['version', '1.0'],
    ...(certificates
      ? ([
          ['app_cert_sn', certificates.app],
          ['alipay_root_cert_sn', certificates.root],
        ] as const)
      : []),
  ]
}

/**
 * What goes beside `biz_content`: common parameters, what the document says travels so (`x-integ-top-level`), and names
 * that it does not know. What is in the path or query of the v3 form is a member of `biz_content` here [PHP3].
 */
function split({ operation, input }: GatewayCall): Split {
  const listed = operation.extensions['top-level']
  const topLevel = new Set(Array.isArray(listed) ? listed.map(String) : [])
  const declared = new Set(operation.parameters.filter((one) => one.in === 'query').map((one) => one.name))
  const inUrl: Pair[] = []
  const members: [string, Json][] = Object.entries(input.path)
  // A blank parameter is not part of the signed string, so it is not sent either [DOC 057k53].
  const putBeside = (name: string, value: Json) => asText(value).trim() && inUrl.push([name, asText(value)])
  for (const [name, value] of Object.entries(input.query)) {
    if (declared.has(name) && !topLevel.has(name) && !COMMON_PARAMETERS.has(name)) members.push([name, value])
    else putBeside(name, value)
  }
  if (input.body !== undefined && !isObject(input.body)) return { inUrl, content: input.body }
  for (const [name, value] of Object.entries(input.body ?? {})) {
    if (topLevel.has(name)) putBeside(name, value)
    else members.push([name, value])
  }
  const isEmpty = members.length === 0 && Object.keys(input.body ?? { none: 1 }).length > 0
  return { inUrl, content: isEmpty ? undefined : Object.fromEntries(members) }
}

interface Split {
  readonly inUrl: readonly Pair[]
  /** Undefined: the call has no `biz_content`. */
  readonly content: Json | undefined
}

/** Text parts are top-level parameters and signed; files are parts of their own and are not [NODE multipartExec, PHP]. */
function partsOf(content: Json | undefined, { files = {} }: OperationInput) {
  const texts = isObject(content ?? null) ? Object.entries(content as Record<string, Json>) : []
  return [
    ...texts
      .filter(([name]) => !Object.hasOwn(files, name))
      .map(([name, value]) => ({ name, bytes: Buffer.from(asText(value)) })),
    ...Object.entries(files).flatMap(([name, list]) => list.map((file) => ({ name, ...file }))),
  ]
}

function isMultipart({ body }: Operation): boolean {
  return /^multipart\//i.test(body?.mediaType ?? '')
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return value !== undefined && value !== null && typeof value === 'object' && !Array.isArray(value)
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
