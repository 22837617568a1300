import type { Page, PageVisit, Sdk, SimulatedAnswer } from '../../../sdk/index.ts'
import { buyerActions } from './buyer-actions.ts'
import { findPayable, type Payable, totalOf } from './find-payable.ts'
import { payPage, type PageFacts } from './pay-page.ts'
import { H5_PATH } from './tickets.ts'

/** `weixin://wxpay/bizpayurl?pr=…` as an address that a browser can open. */
const CODE_PATH = '/wxpay/bizpayurl'
type Deed = 'pay' | 'cancel' | 'fail'
const DEEDS: readonly string[] = ['pay', 'cancel', 'fail']

/** The page behind h5_url, at the path of the real one, and one for the code of a native order. */
export const payPages = (sdk: Sdk): readonly Page[] =>
  [H5_PATH, CODE_PATH].flatMap((path): Page[] => [
    { method: 'GET', path, visit: (visit) => shown(visit, path) },
    { method: 'POST', path, visit: (visit) => acted(sdk, visit, path) },
  ])

function shown(visit: PageVisit, path: string): SimulatedAnswer {
  return payPage(factsOf(visit, path, visit.request.url.searchParams))
}

async function acted(sdk: Sdk, visit: PageVisit, path: string): Promise<SimulatedAnswer> {
  const form = new URLSearchParams(Buffer.from(visit.request.body).toString('utf8'))
  const deed = form.get('deed') ?? ''
  const facts = factsOf(visit, path, form)
  const action = DEEDS.includes(deed) ? buyerActions(sdk)[`buyer.${deed}`] : undefined
  if (!action || !facts.number) return payPage(facts)
  try {
    await action.run(visit, ticketOf(path, form))
    return payPage({ ...factsOf(visit, path, form), deed: deed as Deed })
  } catch (error) {
    return payPage({ ...factsOf(visit, path, form), problem: error instanceof Error ? error.message : String(error) })
  }
}

function ticketOf(path: string, given: URLSearchParams): Readonly<Record<string, string>> {
  return path === H5_PATH ? { prepay_id: given.get('prepay_id') ?? '' } : { code_url: given.get('pr') ?? '' }
}

function factsOf(visit: PageVisit, path: string, given: URLSearchParams): PageFacts {
  const ticket = ticketOf(path, given)
  const found = findPayable(visit, ticket)
  const hidden = Object.fromEntries([...given].filter(([name]) => name !== 'deed'))
  const back = given.get('redirect_url') ?? undefined
  if (!found) return { path, hidden }
  return { path, hidden, ...describe(visit, found), ...(back === undefined ? {} : { back }) }
}

function describe(visit: PageVisit, payable: Payable): Pick<PageFacts, 'number' | 'what' | 'total' | 'state'> {
  const total = totalOf(visit, payable)
  if ('combination' in payable) {
    const { combine_out_trade_no: number, transaction_id: id, numbers } = payable.combination
    return { number, what: numbers.join(', '), total, state: id === undefined ? 'NOTPAY' : 'SUCCESS' }
  }
  const { out_trade_no: number, description, state } = payable.order
  return { number, what: description, total, state }
}
