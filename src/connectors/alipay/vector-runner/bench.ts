import type { AuthScheme, Credential, HttpRequest, HttpResponse, Sdk, SigningTools } from '../../../sdk/index.ts'
import { alipayRsa2 } from '../auth.ts'
import { alipayV3 } from '../v3/auth.ts'
import type { AlipayVectorFile, RecordedHttp, RecordedResponse } from './vector-file.ts'

/** What every kind of vector is checked with. A check returns what is wrong, or nothing. */
export interface Bench {
  readonly sdk: Sdk
  readonly tools: SigningTools
  readonly auth: AuthScheme
  readonly v3: AuthScheme
  readonly credential: Credential
  readonly gateway: URL
}

export const APP_ID = '2021009999000001'

export function makeBench(sdk: Sdk, tools: SigningTools, file: AlipayVectorFile): Bench {
  const { app, alipay } = file.keys
  return {
    sdk,
    tools,
    auth: alipayRsa2(sdk),
    v3: alipayV3(sdk),
    gateway: new URL(file.gateway),
    credential: {
      app_id: APP_ID,
      private_key: app.private_pkcs8,
      app_public_key: app.public,
      alipay_public_key: alipay.public,
      platform_private_key: alipay.private_pkcs8,
      app_cert: file.certs?.app ?? '',
      alipay_cert: file.certs?.alipay ?? '',
      alipay_root_cert: file.certs?.root_bundle ?? '',
      aes_key: file.aes_key_base64 ?? '',
    },
  }
}

export function recordedRequest(bench: Bench, http: RecordedHttp): HttpRequest {
  const headers = Object.fromEntries(http.headers.map(([name, value]) => [name.toLowerCase(), value]))
  const url = new URL(http.target ?? '/', bench.gateway)
  return { kind: 'request', method: http.method, url, headers, body: Buffer.from(http.body ?? '') }
}

export function recordedResponse(recorded: RecordedResponse): HttpResponse {
  return { kind: 'response', status: recorded.status, headers: recorded.headers, body: Buffer.from(recorded.body) }
}

/** `name: got … instead of …` when they differ. */
export function differs(name: string, got: unknown, wanted: unknown): string | undefined {
  return got === wanted ? undefined : `${name}: got ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`
}

export function firstProblem(...problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined)
}
