import { gunzipSync } from 'node:zlib'
import type {
  Credential,
  HttpRequest,
  HttpResponse,
  Json,
  Operation,
  OperationInput,
  Protocol,
  Sdk,
  SimulatedAnswer,
} from '../../sdk/index.ts'
import { formatAuthorization } from './authorization.ts'
import { newestCertificate, type PlatformCertificate } from './certificates.ts'
import { hasSensitive, mapSensitive } from './sensitive.ts'

/** What `route` calls a path of APIv3 that leads nowhere, for the simulator to word. */
export const UNKNOWN_PATH = 'unknown-path'
export const WRONG_METHOD = 'wrong-method'
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Plain paths and bodies, and around them: the merchant's number, the id of the platform key, encrypted members. */
export const wechatRest =
  (sdk: Sdk) =>
  (plain: Protocol): Protocol => ({
    ...plain,
    request(operation, input, baseUrl, credential) {
      const key = encryptionKey(sdk, credential)
      const sealed = key && encrypted(sdk, operation, input, key.text)
      const request = plain.request(operation, sealed ?? input, baseUrl, credential)
      // Answers are signed with the public key where the request names it [DOC 4013038816]; with encrypted members the id is a must.
      const serial = sealed || key?.id === credential['public_key_id'] ? key?.id : undefined
      return {
        ...request,
        headers: {
          // Without one, some paths answer 400 before they look at anything else [PROBE P6].
          'user-agent': 'integ',
          ...request.headers,
          ...(serial === undefined ? {} : { 'wechatpay-serial': request.headers['wechatpay-serial'] ?? serial }),
          authorization: formatAuthorization({ mchid: credential['mchid'] ?? '' }),
        },
      }
    },
    route(request) {
      const routed = plain.route(request)
      if (routed || !request.url.pathname.startsWith('/v3/')) return routed
      const known = METHODS.some((method) => plain.route({ ...request, method, body: new Uint8Array() }))
      return { operationId: known ? WRONG_METHOD : UNKNOWN_PATH, params: {}, body: null }
    },
    answer: (operation, answer, request) => answerOf(sdk, plain, operation, answer, request),
    read: (operation, response, credential) => readOf(sdk, plain, operation, response, credential),
  })

type EncryptionKey = { readonly id: string; readonly text: string }

/** The public key where there is one, else the newest certificate [DOC 4012551764]. */
function encryptionKey(sdk: Sdk, credential: Credential): EncryptionKey | undefined {
  const { public_key_id: id, public_key: text } = credential
  if (id && text) return { id, text }
  const certificate: PlatformCertificate | undefined = newestCertificate(sdk, credential)
  return certificate && { id: certificate.serial, text: certificate.pem }
}

/** Undefined: nothing in it is to be encrypted. */
function encrypted(sdk: Sdk, operation: Operation, input: OperationInput, key: string): OperationInput | undefined {
  const schema = operation.body?.schema
  if (input.body === undefined || !hasSensitive(schema, input.body)) return undefined
  return { ...input, body: mapSensitive(schema, input.body, (text) => sdk.crypto.rsaOaepEncrypt(key, text)) }
}

function answerOf(
  sdk: Sdk,
  plain: Protocol,
  operation: Operation | undefined,
  answer: SimulatedAnswer,
  request: HttpRequest,
): HttpResponse {
  const made: HttpResponse = answer.bytes
    ? { kind: 'response', status: answer.status, headers: { ...answer.headers }, body: answer.bytes }
    : plain.answer(operation, answer, request)
  const type = made.headers['content-type']
  const json = type === 'application/json' ? { 'content-type': 'application/json; charset=utf-8' } : {}
  // Orders leave it out when they refuse the caller [PROBE P2, R3].
  const bare = answer.status === 401 && request.url.pathname.startsWith('/v3/pay/')
  const id = bare ? {} : { 'request-id': requestId(sdk, request) }
  return { ...made, headers: { server: 'nginx', ...id, ...made.headers, ...json } }
}

/** Upper-case hexadecimal as in samples, made from the request so that the answer to the same request is the same. */
function requestId(sdk: Sdk, request: HttpRequest): string {
  const seed = `${request.method} ${request.url.href} ${request.headers['authorization'] ?? ''}`
  return `08${sdk.crypto.hash('sha1', seed).toString('hex').slice(0, 22).toUpperCase()}`
}

/** Files are unpacked, and what was encrypted for the merchant is opened. */
function readOf(
  sdk: Sdk,
  plain: Protocol,
  operation: Operation,
  response: HttpResponse,
  credential: Credential = {},
): Json {
  if (isGzip(response.body)) return unpacked(response.body)
  const value = plain.read(operation, response, credential)
  const schema = operation.responses[String(response.status)]?.schema
  const { private_key: key } = credential
  if (!schema || !key) return value
  return mapSensitive(schema, value, (text) => opened(sdk, key, text))
}

function opened(sdk: Sdk, key: string, text: string): string {
  try {
    return sdk.crypto.rsaOaepDecrypt(key, text)
  } catch {
    return text
  }
}

/** Bills of real merchants are large, but none is a thousand times what was sent. */
const MAX_UNPACKED = 256 * 1024 * 1024

/** What is no whole gzip, or grows beyond all bounds, stays as it came. */
function unpacked(body: Uint8Array): string {
  try {
    return gunzipSync(body, { maxOutputLength: MAX_UNPACKED }).toString('utf8')
  } catch {
    return Buffer.from(body).toString('latin1')
  }
}

const isGzip = (body: Uint8Array) => body[0] === 0x1f && body[1] === 0x8b
