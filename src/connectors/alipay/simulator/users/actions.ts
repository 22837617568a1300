import type { Action, Sdk } from '../../../../sdk/index.ts'
import { sandboxBuyer } from '../buyer.ts'
import { leadsAway } from '../cashier/addresses.ts'
import { ownerOf } from '../owner.ts'
import { registerRedirect } from '../redirect-target.ts'
import { isScope } from './pages.ts'
import { newUserCode } from './tokens.ts'

/** What a user does without a browser, and what the app's owner sets in the console. */
export const userActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'user.authorise': {
    summary: {
      en: 'The user agrees: an auth_code for alipay.system.oauth.token.',
      zh: '用户同意授权：得到用于 alipay.system.oauth.token 的 auth_code。',
    },
    params: [
      {
        name: 'scope',
        summary: { en: 'auth_user (default) or auth_base.', zh: 'auth_user（默认）或 auth_base。' },
        required: false,
      },
    ],
    run(simulation, { scope = 'auth_user' }) {
      if (!isScope(scope)) {
        throw sdk.refuseAction({
          en: 'scope is auth_user or auth_base.',
          zh: 'scope 的取值为 auth_user 或 auth_base。',
        })
      }
      const appId = ownerOf(simulation.credential)
      const { user_id } = sandboxBuyer(sdk, simulation.credential)
      return { app_id: appId, scope, auth_code: newUserCode(simulation, { app_id: appId, user_id, scope }) }
    },
  },
  'console.redirect': {
    summary: {
      en: 'Registers an address that authorise pages may lead back to.',
      zh: '登记授权回调地址。',
    },
    params: [{ name: 'url', summary: { en: 'http or https.', zh: 'http 或 https 地址。' }, required: true }],
    run(simulation, { url = '' }) {
      const address = leadsAway(url)
      if (!address || !/^https?:$/.test(address.protocol)) {
        throw sdk.refuseAction({ en: 'Give an http or https address.', zh: '请给出 http 或 https 地址。' })
      }
      return { redirect_uri: registerRedirect(simulation, address) }
    },
  },
})
