import type { Page, PageVisit, Sdk, SimulatedAnswer } from '../../../../sdk/index.ts'
import { sandboxBuyer } from '../buyer.ts'
import { readAuthorise, type AuthoriseRequest } from '../pages/authorise-request.ts'
import { authorisePage, refusedPage } from '../pages/authorise-view.ts'
import { redirect } from '../pages/document.ts'
import { languageOf } from '../pages/language.ts'
import { withParameters } from '../redirect-target.ts'
import { newUserCode, type Scope } from './tokens.ts'

const PATH = '/oauth2/publicAppAuthorize.htm'

/** Where a user lets an app know who they are [GOPAY docs, DOC]. */
export const userPages = (sdk: Sdk): readonly Page[] => [
  { method: 'GET', path: PATH, visit: (visit) => visitPage(sdk, visit) },
  { method: 'POST', path: PATH, visit: (visit) => visitPage(sdk, visit) },
]

function visitPage(sdk: Sdk, visit: PageVisit): SimulatedAnswer {
  const asked = readAuthorise(sdk, visit)
  if ('refused' in asked) return asked.refused
  const scope = asked.given.get('scope') ?? ''
  if (!isScope(scope)) {
    return refusedPage(sdk, languageOf(visit.request), {
      en: `scope is auth_base or auth_user, not ${scope || 'nothing'}.`,
      zh: `scope 应为 auth_base 或 auth_user，当前为 ${scope || '空'}。`,
    })
  }
  if (visit.request.method === 'POST') {
    return asked.given.get('do') === 'agree' ? goBack(sdk, visit, asked, scope) : refuse(asked)
  }
  // auth_base is silent [DOC].
  return scope === 'auth_base' ? goBack(sdk, visit, asked, scope) : ask(sdk, visit, asked)
}

export function isScope(text: string): text is Scope {
  return text === 'auth_base' || text === 'auth_user'
}

function goBack(sdk: Sdk, visit: PageVisit, asked: AuthoriseRequest, scope: Scope): SimulatedAnswer {
  const simulation = visit.as(asked.credential)
  const { user_id } = sandboxBuyer(sdk, asked.credential)
  const code = newUserCode(simulation, { app_id: asked.appId, user_id, scope })
  const to = withParameters(asked.redirect, { app_id: asked.appId, scope, state: asked.state, auth_code: code })
  const rule = `authorise: auth_code for three minutes, once (3 minutes to 24 hours by scene) [DOC]`
  return redirect(to.href, rule, visit.request.method === 'POST' ? 303 : 302)
}

/** What the browser gets back after a refusal no source tells: here the address without a code (UNCONFIRMED). */
function refuse({ redirect: target, appId, state }: AuthoriseRequest): SimulatedAnswer {
  return redirect(
    withParameters(target, { app_id: appId, state }).href,
    'authorise: refused, no auth_code (UNCONFIRMED)',
    303,
  )
}

function ask(sdk: Sdk, visit: PageVisit, { appId, redirectText, state }: AuthoriseRequest): SimulatedAnswer {
  return authorisePage(sdk, {
    lang: languageOf(visit.request),
    title: { en: 'Let this app know who you are?', zh: '授权应用获取你的信息' },
    lead: { en: `The app ${appId} asks the sandbox's buyer.`, zh: `应用 ${appId} 向沙箱买家申请授权。` },
    allowed: [
      { en: 'Your user ID', zh: '你的用户 ID' },
      { en: 'Nickname, picture, gender, province and city', zh: '昵称、头像、性别、省份与城市' },
    ],
    action: PATH,
    values: {
      app_id: appId,
      scope: 'auth_user',
      redirect_uri: redirectText,
      ...(state === undefined ? {} : { state }),
    },
    rule: 'authorise: auth_user asks the user [GOPAY docs, DOC]',
  })
}
