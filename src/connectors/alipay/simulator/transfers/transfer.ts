import type { Json, JsonObject, Random, Simulation } from '../../../../sdk/index.ts'
import { beijingDay, formatBeijing } from '../../beijing-time.ts'
import { formatYuan, type Cents } from '../money.ts'

/** Money to an account or a bank card. Times are milliseconds since the epoch, amounts are cents. */
export type Transfer = {
  readonly app_id: string
  readonly caller?: string
  readonly out_biz_no: string
  readonly order_id: string
  readonly pay_fund_order_id: string
  readonly product_code: string
  readonly biz_scene: string
  readonly amount: Cents
  readonly at: number
  /** Bank cards take their time: from then on it is there. */
  readonly arrives: number
  readonly fingerprint: string
}

type State = Pick<Simulation, 'state'>

/** UNCONFIRMED: how long a bank takes. */
export const BANK_MS = 2 * 60 * 60_000

export function saveTransfer({ state }: State, transfer: Transfer): void {
  state.put('transfers', `${transfer.app_id}/${transfer.out_biz_no}`, transfer as unknown as Json)
}

export function transfersOf({ state }: State, appId: string): readonly Transfer[] {
  return (state.list('transfers') as unknown as readonly Transfer[]).filter((one) => one.app_id === appId)
}

export function transferByNumber({ state }: State, appId: string, outBizNo: string): Transfer | undefined {
  return state.get('transfers', `${appId}/${outBizNo}`) as unknown as Transfer | undefined
}

export function statusOf(transfer: Transfer, now: number): 'SUCCESS' | 'DEALING' {
  return now >= transfer.arrives ? 'SUCCESS' : 'DEALING'
}

/** 32 digits, the day in front [LIVE: shapes of examples]. */
export function newOrderId({ clock, random }: Pick<Simulation, 'clock' | 'random'>): string {
  return `${beijingDay(clock.now())}${digits(random, 24)}`
}

/** Result message to the application gateway; its members as seen [LIVE]. */
export function announce(simulation: Simulation, transfer: Transfer): void {
  const content: JsonObject = {
    action_type: 'FINISH',
    biz_scene: transfer.biz_scene,
    order_id: transfer.order_id,
    origin_interface: 'alipay.fund.trans.uni.transfer',
    out_biz_no: transfer.out_biz_no,
    pay_date: formatBeijing(transfer.arrives),
    pay_fund_order_id: transfer.pay_fund_order_id,
    product_code: transfer.product_code,
    status: 'SUCCESS',
    trans_amount: formatYuan(transfer.amount),
  }
  const afterMs = transfer.arrives - simulation.clock.now()
  simulation.emit(
    'alipay.fund.trans.order.changed',
    { msg_method: 'alipay.fund.trans.order.changed', biz_content: JSON.stringify(content) },
    afterMs > 0 ? { afterMs } : {},
  )
}

function digits(random: Random, count: number): string {
  return [...random.bytes(count)].map((byte) => byte % 10).join('')
}
