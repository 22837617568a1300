import type { Action, Sdk } from '../../../../sdk/index.ts'
import { ownerOf } from '../owner.ts'
import { grantsTo, merchantNamed, newMerchantCode, saveMerchantGrant } from './grants.ts'

/** What merchants do in their own console. */
export const merchantActions = (sdk: Sdk): Readonly<Record<string, Action>> => ({
  'merchant.authorise': {
    summary: {
      en: 'A merchant authorises the app: a code for alipay.open.auth.token.app.',
      zh: '商户授权应用：得到用于 alipay.open.auth.token.app 的授权码。',
    },
    params: [
      {
        name: 'merchant',
        summary: { en: 'Name of the merchant (shop1).', zh: '商户名称（默认 shop1）。' },
        required: false,
      },
      {
        name: 'methods',
        summary: {
          en: 'Operations that are granted, separated by commas; all when absent.',
          zh: '授权的接口，以逗号分隔；不填为全部。',
        },
        required: false,
      },
    ],
    run(simulation, { merchant = '', methods = '' }) {
      const appId = ownerOf(simulation.credential)
      const granted = methods
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean)
      const who = merchantNamed(sdk, appId, merchant.trim() || 'shop1')
      const code = newMerchantCode(simulation, {
        app_id: appId,
        merchant: who,
        ...(granted.length > 0 ? { methods: granted } : {}),
      })
      return { merchant: who.name, auth_app_id: who.app_id, app_id: appId, app_auth_code: code }
    },
  },
  'merchant.revoke': {
    summary: { en: 'A merchant withdraws the authorisation.', zh: '商户取消授权。' },
    params: [
      {
        name: 'merchant',
        summary: { en: 'Name of the merchant, or its app id.', zh: '商户名称或其应用 APPID。' },
        required: true,
      },
    ],
    run(simulation, { merchant = '' }) {
      const all = grantsTo(simulation, ownerOf(simulation.credential))
      const found = all.filter((one) => !one.revoked && [one.merchant.name, one.merchant.app_id].includes(merchant))
      if (found.length === 0) {
        throw sdk.refuseAction({
          en: `No merchant ${merchant} has authorised this app.`,
          zh: `商户 ${merchant} 没有授权该应用。`,
        })
      }
      for (const grant of found) saveMerchantGrant(simulation, { ...grant, revoked: true })
      return { merchant, revoked: found.length }
    },
  },
})
