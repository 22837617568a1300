import type { Credential, HttpRequest, HttpResponse, Sdk } from '../../../sdk/index.ts'
import { serialNumbers } from '../certificate-mode.ts'
import { authText, writeAuth } from './auth-string.ts'

/** The path is the method name with slashes, as for every operation without an exception [PHP3]. */
const PATH = '/v3/alipay/open/app/alipaycert/download'

export const v3KeyRequest =
  (sdk: Sdk) =>
  (sn: string, credential: Credential, baseUrl: URL): HttpRequest => {
    const { app, root } = serialNumbers(sdk, credential)
    const url = new URL(PATH, baseUrl)
    url.searchParams.set('alipay_cert_sn', sn)
    const authorization = writeAuth(
      authText([
        ['app_id', credential['app_id'] ?? ''],
        ['app_cert_sn', app],
      ]),
    )
    const headers = { accept: 'application/json', authorization, 'alipay-root-cert-sn': root }
    return { kind: 'request', method: 'GET', url, headers, body: new Uint8Array() }
  }

export function readV3Key(response: HttpResponse): string | undefined {
  if (response.status !== 200) return undefined
  const found = /"alipay_cert_content"\s*:\s*"([^"]+)"/.exec(Buffer.from(response.body).toString('utf8'))
  return found?.[1]?.replaceAll('\\/', '/')
}
