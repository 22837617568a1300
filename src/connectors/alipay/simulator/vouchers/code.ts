import type { Simulation } from '../../../../sdk/index.ts'

/** One coupon. DEPOSITED: uploaded and not yet a user's. */
export type VoucherRecord = {
  readonly activity_id: string
  readonly voucher_code: string
  readonly status: 'DEPOSITED' | 'RECEIVED' | 'USED'
  readonly uses: number
  readonly received?: number
  readonly user_id?: string
}

type State = Pick<Simulation, 'state'>
const keyOf = (activityId: string, code: string) => `${activityId}/${code}`

export function codeOf({ state }: State, activityId: string, code: string): VoucherRecord | undefined {
  return state.get('voucher-codes', keyOf(activityId, code)) as VoucherRecord | undefined
}

export function saveCode({ state }: State, voucher: VoucherRecord): VoucherRecord {
  state.put('voucher-codes', keyOf(voucher.activity_id, voucher.voucher_code), voucher)
  return voucher
}

export function codesOf({ state }: State, activityId: string): readonly VoucherRecord[] {
  return (state.list('voucher-codes') as unknown as VoucherRecord[]).filter((one) => one.activity_id === activityId)
}
