import type { Credential, HttpRequest, HttpResponse, Sdk } from '../../../sdk/index.ts'
import { serialNumbers } from '../certificate-mode.ts'
import { rawMembers, resultMember, stringMember } from './members.ts'
import { GATEWAY_PATH } from './parameters.ts'

const METHOD = 'alipay.open.app.alipaycert.download'

export const v2KeyRequest =
  (sdk: Sdk) =>
  (sn: string, credential: Credential, baseUrl: URL): HttpRequest => {
    const { app, root } = serialNumbers(sdk, credential)
    const url = new URL(GATEWAY_PATH, baseUrl)
    url.search = sdk.form.formatForm([
      ['method', METHOD],
      ['app_id', credential['app_id'] ?? ''],
      ['charset', 'utf-8'],
      ['version', '1.0'],
      ['app_cert_sn', app],
      ['alipay_root_cert_sn', root],
    ])
    const body = Buffer.from(sdk.form.formatForm([['biz_content', JSON.stringify({ alipay_cert_sn: sn })]]))
    const headers = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded;charset=utf-8',
    }
    return { kind: 'request', method: 'POST', url, headers, body }
  }

export function readV2Key(response: HttpResponse): string | undefined {
  const result = resultMember(rawMembers(Buffer.from(response.body).toString('utf8')) ?? [])
  return stringMember(rawMembers(result?.[1] ?? '') ?? [], 'alipay_cert_content')
}
