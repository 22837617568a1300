import type { Page, PageVisit, Sdk, SimulatedAnswer, Simulation, Text } from '../../../../sdk/index.ts'
import { pay } from '../lifecycle.ts'
import { actingFor } from '../owner.ts'
import { htmlPage, redirect } from '../pages/document.ts'
import { escaped } from '../pages/escape.ts'
import { languageOf } from '../pages/language.ts'
import type { Order, Trade } from '../trade.ts'
import { leadsAway, returnAddress } from './addresses.ts'
import { appPaid, CANCELLED, FAILED, type AppResult } from './app-result.ts'
import { look, signIn, type Found } from './buy.ts'
import { credentialOf, findSession } from './session.ts'
import { linkButton, lostPage, orderPage, statePage, type CashierView } from './view.ts'

interface Arrived extends CashierView {
  readonly simulation: Simulation
  readonly found: Exclude<Found, { kind: 'none' }>
  readonly order: Order | Trade
}

const CASHIER_RULE = 'cashier: no trade before the buyer signs in [DOC 02ekfq]'
const FAILURE: Text = {
  en: 'The payment failed: the balance is not enough. Try again, or pay another way.',
  zh: '付款失败：账户余额不足。请重试或更换付款方式。',
}

/** Where the buyer of a page, an app order or an order code decides. */
export const cashierPages = (sdk: Sdk): readonly Page[] => [
  { method: 'GET', path: '/cashier/:session', visit: (visit) => show(sdk, visit) },
  { method: 'POST', path: '/cashier/:session', visit: (visit) => decide(sdk, visit) },
  // The text of an order code is https://qr.alipay.com/<code>; here the same code leads to the sandbox.
  {
    method: 'GET',
    path: '/qr/:code',
    visit: (visit) => redirect(`/cashier/${encodeURIComponent(visit.params['code'] ?? '')}`, 'order code scanned'),
  },
]

function arrive(visit: PageVisit): Arrived | undefined {
  const session = findSession(visit, visit.params['session'] ?? '')
  const credential = session && credentialOf(visit.credentials, session)
  if (!session || !credential) return undefined
  const simulation = actingFor(visit.as(credential), session.app_id)
  const found = look(simulation, session.out_trade_no)
  if (found.kind === 'none') return undefined
  const order = found.kind === 'trade' ? found.trade : found.order
  return { lang: languageOf(visit.request), session, rule: CASHIER_RULE, simulation, found, order }
}

function show(sdk: Sdk, visit: PageVisit): SimulatedAnswer {
  const here = arrive(visit)
  if (!here) return lostPage(sdk, languageOf(visit.request))
  const query = visit.request.url.searchParams
  if (isOpen(here)) {
    if (query.has('cancelled')) return cancelledPage(sdk, here)
    return orderPage(sdk, here, here.order, query.has('failed') ? FAILURE : undefined)
  }
  return closedOrPaid(sdk, here)
}

function isOpen({ found }: Arrived): boolean {
  return found.kind === 'order' || (found.kind === 'trade' && found.trade.status === 'WAIT_BUYER_PAY')
}

function decide(sdk: Sdk, visit: PageVisit): SimulatedAnswer {
  const here = arrive(visit)
  if (!here) return lostPage(sdk, languageOf(visit.request))
  const self = `/cashier/${here.session.id}`
  const choice = new Map(sdk.form.parseForm(Buffer.from(visit.request.body).toString('utf8'))).get('do')
  if (!isOpen(here)) return redirect(self, 'cashier: nothing left to decide', 303)
  if (choice === 'cancel') return cancel(sdk, here)
  if (choice !== 'pay' && choice !== 'fail') return redirect(self, 'cashier: no such choice', 303)
  const { simulation, found, session } = here
  const trade = found.kind === 'trade' ? found.trade : signIn(sdk, simulation, found.order)
  if (choice === 'fail') {
    // Signed in but not paid: the trade waits [DOC 02ekfq].
    if (session.way === 'app') return appResultPage(sdk, here, FAILED)
    return redirect(`${self}?failed`, 'cashier: payment failed, the trade waits for the buyer [DOC 02ekfq]', 303)
  }
  const paid = pay(simulation, trade)
  if (session.way === 'app') return appResultPage(sdk, here, appPaid(sdk, simulation, simulation.credential, paid))
  const back = returnAddress(sdk, simulation, simulation.credential, paid, session.way)
  return redirect(back?.href ?? self, 'cashier: paid; back to return_url, signed by rule 1 [DOC 02mse7]', 303)
}

/**
 * A mobile page has quit_url for it [OPEN alipay.trade.wap.pay]; a desktop page has nothing, and return_url is for
 * payments only: the buyer stays here (UNCONFIRMED).
 */
function cancel(sdk: Sdk, here: Arrived): SimulatedAnswer {
  if (here.session.way === 'app') return appResultPage(sdk, here, CANCELLED)
  const quit = leadsAway(here.order.quit_url)
  const to = quit?.href ?? `/cashier/${here.session.id}?cancelled`
  return redirect(
    to,
    'cashier: given up without a payment; quit_url where there is one [OPEN alipay.trade.wap.pay]',
    303,
  )
}

function cancelledPage(sdk: Sdk, here: Arrived): SimulatedAnswer {
  const back = { en: 'Back to the payment', zh: '返回付款' }[here.lang]
  return statePage(sdk, here, here.order, {
    tone: 'note',
    title: { en: 'Not paid', zh: '尚未付款' },
    text: {
      en: 'You left without paying. The order stays open until its time is over.',
      zh: '你已取消付款。订单在截止时间之前仍可支付。',
    },
    more: linkButton(`/cashier/${here.session.id}`, back),
  })
}

function closedOrPaid(sdk: Sdk, here: Arrived): SimulatedAnswer {
  const { found, order, simulation, session, lang } = here
  const isPaid =
    found.kind === 'trade' && (found.trade.status === 'TRADE_SUCCESS' || found.trade.status === 'TRADE_FINISHED')
  if (!isPaid) {
    return statePage(sdk, here, order, {
      tone: 'bad',
      title: { en: 'This order can no longer be paid', zh: '该订单已无法付款' },
      text: { en: 'It was closed, refunded or its time is over.', zh: '订单已关闭、已退款或已超过付款时限。' },
    })
  }
  const back = returnAddress(sdk, simulation, simulation.credential, found.trade, session.way)
  const label = { en: 'Back to the merchant', zh: '返回商户' }[lang]
  return statePage(sdk, here, order, {
    tone: 'good',
    title: { en: 'Paid', zh: '付款成功' },
    text: { en: 'The order is paid.', zh: '订单已付款。' },
    more: back && session.way !== 'app' ? linkButton(back.href, label) : '',
  })
}

/** In a real app the mobile SDK hands this over; here it stands on the page. */
function appResultPage(sdk: Sdk, { lang, order }: Arrived, result: AppResult): SimulatedAnswer {
  const title: Text = { en: 'What the app receives', zh: 'App 收到的结果' }
  const lead: Text = {
    en: 'The mobile SDK hands these three values to the app. Send result to your server and verify it there.',
    zh: '移动端 SDK 将以下三个值返回给 App。请把 result 交由服务端验签。',
  }
  const main = `<h1>${escaped(title[lang])}</h1><p class="lead">${escaped(lead[lang])}</p><p class="lead">${escaped(order.subject)}</p><pre tabindex="0">${escaped(JSON.stringify(result, null, 2))}</pre>`
  return htmlPage(sdk, { lang, title, main, rule: `app.pay: resultStatus ${result.resultStatus} [DOC 00iki4]` })
}
