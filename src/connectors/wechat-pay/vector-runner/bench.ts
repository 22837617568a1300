import type { AuthScheme, Clock, Credential, HttpRequest, HttpResponse, Sdk, SigningTools } from '../../../sdk/index.ts'
import { wechatPay2 } from '../auth.ts'
import type { RecordedHttp, RecordedResponse, WechatPayVector, WechatPayVectorFile } from './vector-file.ts'

/** What every kind of vector is checked with. A check returns what is wrong, or nothing. */
export interface Bench {
  readonly sdk: Sdk
  readonly tools: SigningTools
  readonly auth: AuthScheme
  readonly credential: Credential
}

export function makeBench(sdk: Sdk, tools: SigningTools, file: WechatPayVectorFile): Bench {
  const { merchant, wechatpay } = file.keys
  return {
    sdk,
    tools,
    auth: wechatPay2(sdk),
    credential: {
      mchid: file.mchid,
      appid: file.appid,
      serial_no: sdk.certificateFacts.readCertificate(merchant.certificate).serial,
      private_key: merchant.private_pkcs8,
      merchant_certificate: merchant.certificate,
      apiv3_key: file.apiv3_key,
      public_key_id: file.public_key_id,
      public_key: wechatpay.public,
      platform_certificate: wechatpay.certificate,
      platform_private_key: wechatpay.private_pkcs8,
      platform_certificate_key: wechatpay.private_pkcs8,
    },
  }
}

export const clockOf = (vector: WechatPayVector): Clock => ({ now: () => vector.clock_ms ?? 0 })

export function recordedRequest(http: RecordedHttp): HttpRequest {
  const headers = Object.fromEntries(http.headers.map(([name, value]) => [name.toLowerCase(), value]))
  const url = new URL(`https://api.mch.weixin.qq.com${http.target ?? '/'}`)
  return { kind: 'request', method: http.method, url, headers, body: Buffer.from(http.body ?? '') }
}

export function recordedResponse(recorded: RecordedResponse): HttpResponse {
  const entries = Object.entries(recorded.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const)
  return {
    kind: 'response',
    status: recorded.status,
    headers: Object.fromEntries(entries),
    body: Buffer.from(recorded.body),
  }
}

/** `name: got … instead of …` when they differ. */
export function differs(name: string, got: unknown, wanted: unknown): string | undefined {
  return got === wanted ? undefined : `${name}: got ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`
}

export function firstProblem(...problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined)
}
