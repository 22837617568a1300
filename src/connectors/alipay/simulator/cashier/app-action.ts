import type { Action, HttpRequest, Operation, Sdk, SimulatedCall, Simulation } from '../../../../sdk/index.ts'
import { alipayKeyRing } from '../../key-rings.ts'
import { parseBizContent } from '../../v2/biz-content.ts'
import { gatewayParameters } from '../../v2/parameters.ts'
import { requestSignature } from '../../v2/request-signature.ts'
import { pay } from '../lifecycle.ts'
import { merchantGrant, stateOf } from '../merchants/grants.ts'
import { merchantToken } from '../merchants/permit.ts'
import { actingFor, ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import { appPaid, CANCELLED, FAILED } from './app-result.ts'
import { look, signIn } from './buy.ts'
import { readPageOrder } from './open.ts'

const OPERATION: Operation = {
  id: 'alipay.trade.app.pay',
  method: 'POST',
  path: '/v3/alipay/trade/app/pay',
  summary: '',
  tags: [],
  auth: [],
  parameters: [],
  responses: {},
  emits: [],
  writes: true,
  extensions: {},
}

/** The mobile SDK in the buyer's app: takes the order string of alipay.trade.app.pay and gives what the app would get. */
export const appAction = (sdk: Sdk): Action => ({
  summary: {
    en: 'The app opens an order string: pay, cancel or fail.',
    zh: 'App 使用订单串调起支付：付款、取消或失败。',
  },
  params: [
    {
      name: 'order',
      summary: { en: 'The order string, as the server made it.', zh: '服务端生成的订单串。' },
      required: true,
    },
    {
      name: 'choice',
      summary: { en: 'pay (default), cancel or fail.', zh: 'pay（默认）、cancel 或 fail。' },
      required: false,
    },
  ],
  run(simulation, params) {
    const { order = '', choice = 'pay' } = params
    if (!['pay', 'cancel', 'fail'].includes(choice)) {
      throw sdk.refuseAction({ en: 'choice is pay, cancel or fail.', zh: 'choice 的取值为 pay、cancel 或 fail。' })
    }
    const call = forMerchant(sdk, readOrderString(sdk, simulation, order))
    const read = readPageOrder(sdk, call, 'app')
    if ('refused' in read) {
      const refused = bodyOf(read.refused.body ?? null)
      const said = `${textOf(refused, 'sub_code')} ${textOf(refused, 'sub_msg')}`
      throw sdk.refuseAction({ en: `The order is refused: ${said}`, zh: `订单被拒绝：${said}` })
    }
    if (choice === 'cancel') return CANCELLED
    const found = look(call, read.value.out_trade_no)
    if (found.kind !== 'order' && found.kind !== 'trade') return FAILED
    const trade = found.kind === 'order' ? signIn(sdk, call, found.order) : found.trade
    return choice === 'fail' ? FAILED : appPaid(sdk, call, call.credential, pay(call, trade))
  },
})

/** An order string of a service provider names the merchant who gets the money. */
function forMerchant(sdk: Sdk, call: SimulatedCall): SimulatedCall {
  const token = merchantToken(sdk, call.request)
  if (token === undefined) return call
  const grant = merchantGrant(call, token)
  if (grant?.app_id === ownerOf(call.credential) && stateOf(grant, call.clock.now()) === 'valid')
    return actingFor(call, grant.merchant.app_id)
  throw sdk.refuseAction({
    en: 'The order is refused: aop.invalid-app-auth-token',
    zh: '订单被拒绝：aop.invalid-app-auth-token',
  })
}

/** Checks the string as the app's wallet does before it shows anything. */
function readOrderString(sdk: Sdk, simulation: Simulation, order: string): SimulatedCall {
  const url = new URL('http://localhost/gateway.do')
  // Whole addresses are taken as well: what stands behind the question mark is the order string.
  url.search = order.slice(order.indexOf('?') + 1)
  const request: HttpRequest = { kind: 'request', method: 'GET', url, headers: {}, body: new Uint8Array() }
  const given = gatewayParameters(sdk, request)
  if (given.get('app_id') !== simulation.credential['app_id']) {
    throw sdk.refuseAction({
      en: 'The order string names an app_id that this sandbox does not know.',
      zh: '订单串中的 app_id 不是本沙箱的应用。',
    })
  }
  if (given.get('method') !== OPERATION.id) {
    throw sdk.refuseAction({
      en: `The order string is not one of ${OPERATION.id}.`,
      zh: `该字符串不是 ${OPERATION.id} 的订单串。`,
    })
  }
  const scheme = requestSignature(sdk)
  const signed = scheme.extract(request)
  const verifier = alipayKeyRing(sdk, simulation.credential, 'platform').verifier(signed?.keyId ?? '')
  const input = scheme.signingInput(request, signed?.stamp ?? { timestamp: 0, nonce: '' }, signed?.keyId ?? '')
  if (!signed || verifier?.verify(input.text, signed.value) !== true) {
    throw sdk.refuseAction({
      en: `The signature of the order string does not fit. The wallet signs this text: ${input.text}`,
      zh: `订单串验签失败。钱包端的待签名字符串为：${input.text}`,
    })
  }
  const body = parseBizContent(given.get('biz_content'))
  if (body === undefined) throw sdk.refuseAction({ en: 'biz_content is no JSON.', zh: 'biz_content 不是 JSON。' })
  const params = Object.fromEntries(given)
  return { ...simulation, operation: OPERATION, params, body, request }
}
