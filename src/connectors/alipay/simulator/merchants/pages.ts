import type { Page, PageVisit, Sdk, SimulatedAnswer } from '../../../../sdk/index.ts'
import { readAuthorise, type AuthoriseRequest } from '../pages/authorise-request.ts'
import { authorisePage } from '../pages/authorise-view.ts'
import { redirect } from '../pages/document.ts'
import { escaped } from '../pages/escape.ts'
import { languageOf } from '../pages/language.ts'
import { withParameters } from '../redirect-target.ts'
import { grantsTo, merchantNamed, newMerchantCode } from './grants.ts'

const PATH = '/oauth2/appToAppAuth.htm'
const USUAL = 'shop1'

/** Where a merchant lets the app of a service provider act for them [EASY, GOPAY docs]. */
export const merchantPages = (sdk: Sdk): readonly Page[] => [
  { method: 'GET', path: PATH, visit: (visit) => visitPage(sdk, visit) },
  { method: 'POST', path: PATH, visit: (visit) => visitPage(sdk, visit) },
]

function visitPage(sdk: Sdk, visit: PageVisit): SimulatedAnswer {
  const asked = readAuthorise(sdk, visit)
  if ('refused' in asked) return asked.refused
  if (visit.request.method !== 'POST') return ask(sdk, visit, asked)
  const { appId, state, redirect: target } = asked
  if (asked.given.get('do') !== 'agree') {
    // What comes back after a refusal no source tells: here the address without a code (UNCONFIRMED).
    const to = withParameters(target, { app_id: appId, state })
    return redirect(to.href, 'authorise: refused, no app_auth_code (UNCONFIRMED)', 303)
  }
  const name = (asked.given.get('merchant') ?? '').trim().slice(0, 64) || USUAL
  const merchant = merchantNamed(sdk, appId, name)
  const code = newMerchantCode(visit.as(asked.credential), { app_id: appId, merchant })
  const to = withParameters(target, { app_id: appId, state, app_auth_code: code })
  return redirect(to.href, 'authorise: app_auth_code, once, 24 hours [OPEN alipay.open.auth.token.app]', 303)
}

function ask(sdk: Sdk, visit: PageVisit, { appId, redirectText, state, given }: AuthoriseRequest): SimulatedAnswer {
  const lang = languageOf(visit.request)
  const known = [...new Set(grantsTo(visit, appId).map((one) => one.merchant.name))]
  const label = { en: 'Merchant', zh: '商户' }[lang]
  const hint = {
    en: 'Any name: the sandbox makes the merchant. The same name is the same merchant.',
    zh: '名称任意，沙箱会生成该商户；同名即为同一商户。',
  }[lang]
  const value = given.get('merchant') ?? USUAL
  const list = known.map((name) => `<option value="${escaped(name)}"></option>`).join('')
  return authorisePage(sdk, {
    lang,
    title: { en: 'Let this app act for your shop?', zh: '授权服务商应用代你经营' },
    lead: { en: `The app ${appId} of a service provider asks a merchant.`, zh: `服务商应用 ${appId} 向商户申请授权。` },
    allowed: [
      { en: 'Make orders, refund and query in your name', zh: '以你的名义下单、退款与查询' },
      { en: 'Receive notifications about your orders', zh: '接收你的订单通知' },
    ],
    inputs: `<div><label for="merchant">${label}</label><input type="text" id="merchant" name="merchant" value="${escaped(value)}" maxlength="64" list="known" autocomplete="off" aria-describedby="hint" required><datalist id="known">${list}</datalist><p class="hint" id="hint">${hint}</p></div>`,
    action: PATH,
    values: { app_id: appId, redirect_uri: redirectText, ...(state === undefined ? {} : { state }) },
    rule: 'authorise: a merchant is asked [EASY, GOPAY docs]',
  })
}
