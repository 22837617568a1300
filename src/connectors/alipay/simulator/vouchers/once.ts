import type { Json, OperationHandler, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { bodyOf, textOf } from '../refused.ts'
import { voucherRefused } from './refusal.ts'

type Earlier = { readonly fingerprint: string; readonly answer: SimulatedAnswer }

/**
 * `out_biz_no` makes a writing call happen once: the same parameters get the same result [OPEN ordervoucher.create
 * mirror, PHP3]. Other parameters under the same number are refused; with which code is UNCONFIRMED.
 */
export const once =
  (handler: (call: SimulatedCall) => SimulatedAnswer): OperationHandler =>
  (call) => {
    const body = bodyOf(call.body)
    const number = textOf(body, 'out_biz_no')
    if (number === undefined) return voucherRefused('INVALID_PARAMETER', 'out_biz_no is missing')
    const key = `${call.credential['app_id'] ?? ''}/${call.operation.id}/${number}`
    const fingerprint = JSON.stringify(sorted(body))
    const earlier = call.state.get('voucher-requests', key) as Earlier | undefined
    if (earlier?.fingerprint === fingerprint) return earlier.answer
    if (earlier) return voucherRefused('INVALID_PARAMETER', 'out_biz_no was used with other parameters (UNCONFIRMED)')
    const answer = handler(call)
    if (bodyOf(answer.body ?? null)['code'] === '10000')
      call.state.put('voucher-requests', key, { fingerprint, answer } as unknown as Json)
    return answer
  }

function sorted(value: Json): Json {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item))
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner as Json)]))
}
