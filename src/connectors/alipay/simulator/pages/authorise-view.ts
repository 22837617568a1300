import type { Lang, Sdk, SimulatedAnswer, Text } from '../../../../sdk/index.ts'
import { hidden, htmlPage } from './document.ts'
import { escaped } from './escape.ts'

export interface AuthoriseView {
  readonly lang: Lang
  readonly title: Text
  readonly lead: Text
  /** What agreeing allows. */
  readonly allowed: readonly Text[]
  /** HTML of further inputs. */
  readonly inputs?: string
  readonly action: string
  readonly values: Readonly<Record<string, string>>
  readonly rule: string
}

export function authorisePage(sdk: Sdk, view: AuthoriseView): SimulatedAnswer {
  const say = (text: Text) => escaped(text[view.lang])
  const main = [
    `<h1>${say(view.title)}</h1><p class="lead">${say(view.lead)}</p>`,
    `<ul>${view.allowed.map((one) => `<li>${say(one)}</li>`).join('')}</ul>`,
    `<form method="post" action="${escaped(view.action)}">${hidden(view.values)}${view.inputs ?? ''}`,
    `<button class="main" name="do" value="agree">${say({ en: 'Agree', zh: '同意授权' })}</button>`,
    `<button name="do" value="refuse">${say({ en: 'Refuse', zh: '拒绝' })}</button></form>`,
  ].join('')
  return htmlPage(sdk, { lang: view.lang, title: view.title, main, rule: view.rule })
}

/** The request itself is wrong: nobody is sent anywhere. */
export function refusedPage(sdk: Sdk, lang: Lang, text: Text, command?: string): SimulatedAnswer {
  const title: Text = { en: 'This authorisation cannot begin', zh: '无法发起授权' }
  const more = command === undefined ? '' : `<pre>${escaped(command)}</pre>`
  const main = `<h1>${escaped(title[lang])}</h1><p class="box bad" role="alert">${escaped(text[lang])}</p>${more}`
  return htmlPage(sdk, { lang, title, main, status: 400, rule: 'authorise: the request is not accepted' })
}
