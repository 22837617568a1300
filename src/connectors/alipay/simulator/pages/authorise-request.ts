import type { Credential, PageVisit, Sdk, SimulatedAnswer } from '../../../../sdk/index.ts'
import { redirectTarget } from '../redirect-target.ts'
import { refusedPage } from './authorise-view.ts'
import { languageOf } from './language.ts'

export interface AuthoriseRequest {
  readonly credential: Credential
  readonly appId: string
  readonly redirect: URL
  readonly redirectText: string
  readonly state: string | undefined
  readonly given: ReadonlyMap<string, string>
}

/** Reads and checks what an authorise page is opened or answered with. */
export function readAuthorise(sdk: Sdk, visit: PageVisit): AuthoriseRequest | { readonly refused: SimulatedAnswer } {
  const lang = languageOf(visit.request)
  const refuse = (en: string, zh: string, command?: string) => ({
    refused: refusedPage(sdk, lang, { en, zh }, command),
  })
  const isPost = visit.request.method === 'POST'
  const text = isPost ? Buffer.from(visit.request.body).toString('utf8') : visit.request.url.search
  const given = new Map(sdk.form.parseForm(text))
  // An answer has to come from the page itself, not from a form on some other page.
  if (isPost && /^cross-site$/i.test(visit.request.headers['sec-fetch-site'] ?? ''))
    return refuse('The answer did not come from this page.', '该请求不是从本页面提交的。')
  const appId = given.get('app_id') ?? ''
  const credential = visit.credentials.find((one) => one['app_id'] === appId)
  if (!credential)
    return refuse(`This sandbox has no app ${appId || '(none)'}.`, `本沙箱没有应用 ${appId || '（未给出）'}。`)
  const redirectText = given.get('redirect_uri') ?? ''
  const redirect = redirectTarget(visit, redirectText)
  if (!redirect) {
    return refuse(
      'redirect_uri is missing, or not an address of this machine. The platform takes only addresses that are registered in the console; register one here with:',
      'redirect_uri 缺失，或不是本机地址。平台只接受在控制台登记过的授权回调地址，在沙箱中可这样登记：',
      `integ sandbox act alipay.console.redirect 'url=${/^[\w:/.%~?=&-]+$/.test(redirectText) ? redirectText : 'https://…'}'`,
    )
  }
  const state = given.get('state')
  // Up to 100 letters and digits [GOPAY docs]; what the platform says to others is UNCONFIRMED.
  if (state !== undefined && state.length > 100)
    return refuse('state is longer than 100 characters.', 'state 超过 100 个字符。')
  return { credential, appId, redirect, redirectText, state, given }
}
