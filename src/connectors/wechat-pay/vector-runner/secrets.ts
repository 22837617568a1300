import type { JsonObject } from '../../../sdk/index.ts'
import { open, seal } from '../aead.ts'
import { type Bench, differs, firstProblem } from './bench.ts'
import { checkRequest } from './requests.ts'
import type { WechatPayVector } from './vector-file.ts'

export function checkAead(bench: Bench, vector: WechatPayVector): string | undefined {
  const { key_utf8: key = '', nonce = '', associated_data: aad = '', plaintext = '', ciphertext_base64: text } = vector
  const sealed = seal(bench.sdk, key, plaintext, nonce, aad)
  const other = { ...sealed, associated_data: `${aad}x` }
  return firstProblem(
    differs('ciphertext', sealed.ciphertext, text),
    differs('plaintext', open(bench.sdk, key, { ...sealed, ciphertext: text ?? '' }), plaintext),
    differs('other associated data refused', refused(bench, key, other), true),
    differs('other key refused', refused(bench, 'x'.repeat(32), sealed), true),
  )
}

function refused(bench: Bench, key: string, sealed: JsonObject): boolean {
  try {
    open(bench.sdk, key, sealed)
    return false
  } catch {
    return true
  }
}

/** Padding is random: compared by decrypting. */
export function checkSensitive(bench: Bench, vector: WechatPayVector): string | undefined {
  const { crypto } = bench.sdk
  const { platform_private_key: platform = '', public_key: theirs = '', private_key: own = '' } = bench.credential
  const problems = [
    ...Object.entries(vector.for_platform ?? {}).map(([library, text]) =>
      differs(library, crypto.rsaOaepDecrypt(platform, text), vector.plaintext),
    ),
    ...Object.entries(vector.for_merchant ?? {}).map(([library, text]) =>
      differs(library, crypto.rsaOaepDecrypt(own, text), vector.plaintext),
    ),
    differs(
      'ours',
      crypto.rsaOaepDecrypt(platform, crypto.rsaOaepEncrypt(theirs, vector.plaintext ?? '')),
      vector.plaintext,
    ),
  ]
  return firstProblem(...problems)
}

/** The request, and what is inside the answer. */
export function checkCertificates(bench: Bench, vector: WechatPayVector): string | undefined {
  const { data } = JSON.parse(vector.response?.body ?? '{}') as { readonly data: readonly JsonObject[] }
  const entry = data[0] ?? {}
  const key = bench.credential['apiv3_key'] ?? ''
  const sealed = entry['encrypt_certificate'] as JsonObject
  const { nonce = '' } = sealed as Readonly<Record<string, string>>
  const pem = open(bench.sdk, key, sealed)
  const [read] = (vector.sdk_result?.result ?? []) as readonly {
    readonly serial_no: string
    readonly publicKey: string
  }[]
  const facts = bench.sdk.certificateFacts.readCertificate(pem)
  return firstProblem(
    checkRequest(bench, vector),
    differs('serial', facts.serial, entry['serial_no']),
    differs('serial of the library', facts.serial, read?.serial_no),
    differs('public key', facts.publicKey.trim(), read?.publicKey.trim()),
    differs('encrypted again', seal(bench.sdk, key, pem, nonce, 'certificate').ciphertext, sealed['ciphertext']), // prettier-ignore
  )
}

export function checkSerial(bench: Bench, vector: WechatPayVector): string | undefined {
  const { readCertificate } = bench.sdk.certificateFacts
  const merchant = readCertificate(vector.merchant_certificate ?? '')
  const platform = readCertificate(bench.credential['platform_certificate'] ?? '')
  return firstProblem(
    differs('merchant', merchant.serial, vector.header_form_upper_case),
    differs('platform', platform.serial, vector.platform_serial),
    ...Object.entries(vector.sdk_reads ?? {}).map(([library, read]) =>
      differs(library, merchant.serial, read.toUpperCase()),
    ),
  )
}
