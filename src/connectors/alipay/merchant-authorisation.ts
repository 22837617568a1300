import type { JsonObject, MerchantAuthorisation } from '../../sdk/index.ts'

/** The page's hosts [DOC 097l48, EASY]; the sandbox of this machine serves it itself. */
const HOSTS: Readonly<Record<string, string>> = {
  production: 'https://openauth.alipay.com',
  sandbox: 'https://openauth-sandbox.dl.alipaydev.com',
}

/** A merchant lets the app of a service provider (ISV) act for them [OPEN alipay.open.auth.token.app]. */
export const merchantAuthorisation: MerchantAuthorisation = {
  pageUrl({ credential, environment, baseUrl, redirectUrl, state }) {
    const url = new URL('/oauth2/appToAppAuth.htm', HOSTS[environment] ?? baseUrl)
    url.searchParams.set('app_id', credential['app_id'] ?? '')
    url.searchParams.set('redirect_uri', redirectUrl.href)
    url.searchParams.set('state', state)
    return url
  },
  readReturn: (url) => ({
    code: url.searchParams.get('app_auth_code') ?? undefined,
    state: url.searchParams.get('state') ?? undefined,
  }),
  exchange: (code) => ({
    operation: 'alipay.open.auth.token.app',
    values: { grant_type: 'authorization_code', code },
  }),
  readTokens(answer) {
    const { app_auth_token: token, app_refresh_token: refreshToken, auth_app_id: appId } = { ...(answer as JsonObject) }
    if (typeof token !== 'string') return undefined
    return {
      token,
      ...(typeof refreshToken === 'string' ? { refreshToken } : {}),
      ...(typeof appId === 'string' ? { appId } : {}),
    }
  },
  act: {
    action: 'alipay.merchant.authorise',
    params: (merchant) => ({ merchant }),
    code: (result) => {
      const code = (result as JsonObject)['app_auth_code']
      return typeof code === 'string' ? code : undefined
    },
  },
}
