import type { AuthScheme, ContentEncryption, HttpRequest, HttpResponse } from '../../../sdk/index.ts'
import { contentKey } from '../content-key.ts'
import { gatewayParameters } from '../v2/parameters.ts'
import { v2Encryption } from '../v2/encryption.ts'
import { rawMembers, resultMember } from '../v2/members.ts'
import { isV3 } from '../v3/auth-string.ts'
import { v3Encryption } from '../v3/encryption.ts'
import { type Bench, differs, firstProblem } from './bench.ts'
import type { AlipayVector } from './vector-file.ts'

/** AES on its own: both directions, and another key opens nothing. */
export function checkAes(bench: Bench, vector: AlipayVector): string | undefined {
  const key = contentKey(bench.sdk, { aes_key: vector.key_base64 ?? '' })
  const other = contentKey(bench.sdk, { aes_key: Buffer.alloc(16, 7).toString('base64') })
  const [plain = '', sealed = ''] = [vector.plaintext, vector.ciphertext_base64]
  return firstProblem(
    differs('encrypted', key?.encrypt(plain), sealed),
    differs('decrypted', key?.decrypt(sealed), plain),
    differs('opened by another key', other?.decrypt(sealed) === plain, false),
  )
}

/** A recorded encrypted request opens to what the SDK was given, and sealing it again gives the same bytes. */
export function checkSealedRequest(bench: Bench, vector: AlipayVector, request: HttpRequest): string | undefined {
  const encryption = encryptionOf(bench, request)
  const opened = encryption.openRequest(request, bench.credential)
  if (!('kind' in opened)) return `not opened: ${JSON.stringify(opened.body)}`
  const sealed = encryption.sealRequest(opened, bench.credential)
  return firstProblem(
    differs('plain text', contentOf(bench, opened), JSON.stringify(givenContent(vector))),
    differs('sealed again', contentOf(bench, sealed), contentOf(bench, request)),
  )
}

/** A recorded encrypted answer opens to what the SDK told, and sealing it again gives the same bytes. */
export function checkSealedAnswer(
  bench: Bench,
  vector: AlipayVector,
  response: HttpResponse,
  auth: AuthScheme,
): string | undefined {
  const encryption = auth === bench.v3 ? v3Encryption(bench.sdk) : v2Encryption(bench.sdk)
  const opened = encryption.openAnswer(response, bench.credential)
  const sealed = encryption.sealAnswer(opened, bench.credential)
  const told = vector.sdk_verdict?.result as Readonly<Record<string, unknown>> | undefined
  const { traceId: _trace, responseHttpStatus: _status, data, ...rest } = told ?? {}
  return firstProblem(
    differs('opened answer', JSON.stringify(resultOf(opened)), JSON.stringify(data ?? rest)),
    differs('answer sealed again', textOf(sealed), textOf(response)),
  )
}

function encryptionOf(bench: Bench, request: HttpRequest): ContentEncryption {
  return isV3(request) ? v3Encryption(bench.sdk) : v2Encryption(bench.sdk)
}

function contentOf(bench: Bench, request: HttpRequest): string | undefined {
  return isV3(request) ? textOf(request) : gatewayParameters(bench.sdk, request).get('biz_content')
}

function givenContent({ call }: AlipayVector): unknown {
  const [, second, third] = call?.args ?? []
  const given = { ...(second as object), ...(third as object) } as Readonly<Record<string, unknown>>
  return given['bizContent'] ?? given['body']
}

function resultOf(response: HttpResponse): unknown {
  const text = textOf(response)
  return JSON.parse(resultMember(rawMembers(text) ?? [])?.[1] ?? text)
}

const textOf = (message: HttpRequest | HttpResponse) => Buffer.from(message.body).toString('utf8')
