import type { AuthScheme, HttpRequest } from '../../../sdk/index.ts'
import { serialNumbers } from '../certificate-mode.ts'
import { isV3, readAuth, writeAuth } from '../v3/auth-string.ts'
import { gatewayParameters } from '../v2/parameters.ts'
import { checkAnswer } from './answers.ts'
import { type Bench, differs, firstProblem, recordedRequest } from './bench.ts'
import { checkSealedRequest } from './encryption.ts'
import type { AlipayVector } from './vector-file.ts'

/** Both directions of a recorded request, and its answer. */
export function checkRequest(bench: Bench, vector: AlipayVector): string | undefined {
  if (!vector.http) return 'no http'
  const request = recordedRequest(bench, vector.http)
  const auth = isV3(request) ? bench.v3 : bench.auth
  return firstProblem(
    checkSignedRequest(bench, vector, request, auth),
    vector.client?.mode === 'certificate' ? checkSerialNumbers(bench, request) : undefined,
    vector.client?.content_encryption ? checkSealedRequest(bench, vector, request) : undefined,
    vector.response ? checkAnswer(bench, vector, vector.response, auth, request) : undefined,
  )
}

/** The platform accepts what the SDK sent, we make the same string and signature, and a changed request is refused. */
export function checkSignedRequest(
  bench: Bench,
  vector: AlipayVector,
  request: HttpRequest,
  auth: AuthScheme = bench.auth,
): string | undefined {
  const platform = auth.keyRing!(bench.credential, 'platform')
  const scheme = auth.request!
  const clock = { now: () => vector.clock_ms ?? 0 }
  const accepts = vector.platform_rule_accepts_signature ?? true
  const verdict = bench.tools.verify(scheme, request, platform, clock)
  const tampered = bench.tools.verify(scheme, withParameter(request, 'out_trade_no_x', '1'), platform, clock)
  // Where the SDK keeps blank values it signs another string than the platform: nothing to reproduce then.
  if (!accepts) return differs('accepted', verdict.ok, false)
  const again = bench.tools.sign(
    scheme,
    unsigned(request),
    auth.keyRing!({ ...bench.credential, sign_type: vector.client?.sign_type ?? 'RSA2' }, 'partner'),
    { timestamp: (vector.clock_ms ?? 0) / 1000, nonce: readAuth(request)?.pairs.get('nonce') ?? '' },
    auth.requestKeyId?.(request),
  )
  return firstProblem(
    differs('accepted', verdict.ok, true),
    differs('string verified', verdict.input?.text, vector.string_to_sign),
    differs('changed request', tampered.ok ? 'accepted' : tampered.reason, 'mismatch'),
    differs('string signed', again.input.text, vector.string_to_sign),
    differs('signature', scheme.extract(again.message)?.value, vector.signature ?? scheme.extract(request)?.value),
    differs('request with another file', fileChanged(bench, request, auth, clock), true),
  )
}

/** Files are not part of a signature [NODE, PHP, DOC 054oog]. */
function fileChanged(bench: Bench, request: HttpRequest, auth: AuthScheme, clock: { now(): number }): boolean {
  const { sdk, tools } = bench
  const type = request.headers['content-type'] ?? ''
  if (!sdk.multipart.isMultipart(type)) return true
  const parts = sdk.multipart
    .parseParts(request.body, type)
    .map((part) => (part.fileName === undefined ? part : { ...part, bytes: Buffer.from('another file') }))
  const boundary = /boundary=(.*)$/.exec(type)?.[1] ?? ''
  const changed = { ...request, body: sdk.multipart.formatParts(parts, boundary).body }
  return tools.verify(auth.request!, changed, auth.keyRing!(bench.credential, 'platform'), clock).ok
}

function checkSerialNumbers(bench: Bench, request: HttpRequest): string | undefined {
  const { app, root } = serialNumbers(bench.sdk, bench.credential)
  const given = gatewayParameters(bench.sdk, request)
  const auth = readAuth(request)
  return firstProblem(
    differs('app_cert_sn', app, auth ? auth.pairs.get('app_cert_sn') : given.get('app_cert_sn')),
    differs('root sn', root, auth ? request.headers['alipay-root-cert-sn'] : given.get('alipay_root_cert_sn')),
  )
}

/** Without what signing adds. What an SDK puts behind the timestamp of a v3 auth string fixes that too. */
function unsigned(request: HttpRequest): HttpRequest {
  const auth = readAuth(request)
  if (auth) {
    const text = auth.text.replace(/,nonce=[^,]*,timestamp=\d+$/, '')
    return { ...request, headers: { ...request.headers, authorization: writeAuth(text) } }
  }
  const url = new URL(request.url)
  for (const name of ['sign', 'sign_type', 'timestamp']) url.searchParams.delete(name)
  return { ...request, url }
}

function withParameter(request: HttpRequest, name: string, value: string): HttpRequest {
  const url = new URL(request.url)
  url.searchParams.set(name, value)
  return { ...request, url }
}
