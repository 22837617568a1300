import type { JsonObject, OperationHandler, Sdk, SimulatedAnswer, SimulatedCall } from '../../../../sdk/index.ts'
import { formatBeijing } from '../../beijing-time.ts'
import { gatewayParameters, isGateway } from '../../v2/parameters.ts'
import { readAuth } from '../../v3/auth-string.ts'
import { failure, success } from '../answers.ts'
import { userId } from '../identifiers.ts'
import { formatYuan, MOST, parseYuan, type Cents } from '../money.ts'
import { callerOf, ownerOf } from '../owner.ts'
import { bodyOf, textOf } from '../refused.ts'
import { transferRefused } from './refusal.ts'
import {
  announce,
  BANK_MS,
  newOrderId,
  saveTransfer,
  statusOf,
  transferByNumber,
  transfersOf,
  type Transfer,
} from './transfer.ts'

/** [PHP3]: at least 0.1 yuan to an account, 0.01 as a red packet. */
const LEAST: Readonly<Record<string, Cents>> = { TRANS_ACCOUNT_NO_PWD: 10, STD_RED_PACKET: 1 }
/** What the merchant of the sandbox has to give away: a million yuan. */
const BALANCE: Cents = 100_000_000
const COMPARED = ['trans_amount', 'product_code', 'biz_scene', 'payee_info'] as const

/** alipay.fund.trans.uni.transfer: once for each out_biz_no. Payouts demand certificate mode [DOC 02kf5p]. */
export const payOut =
  (sdk: Sdk): OperationHandler =>
  (call) => {
    // Which code the platform gives to other modes is UNCONFIRMED.
    if (!isCertificateMode(sdk, call))
      return failure('isv.missing-app-cert-sn', 'payouts are signed in certificate mode [DOC 02kf5p]')
    const body = bodyOf(call.body)
    const appId = ownerOf(call.credential)
    const number = textOf(body, 'out_biz_no') ?? ''
    const fingerprint = JSON.stringify(COMPARED.map((name) => body[name] ?? null))
    const earlier = transferByNumber(call, appId, number)
    if (earlier && earlier.fingerprint !== fingerprint)
      return transferRefused('PAYMENT_INFO_INCONSISTENCY', 'same out_biz_no, other data')
    if (earlier) return success(fields(earlier, call.clock.now()), 'transfer repeated: the first result [PHP3]')
    const amount = parseYuan(body['trans_amount'])
    if (amount === undefined) return transferRefused('INVALID_PARAMETER', 'trans_amount: yuan, two decimals at most')
    const problem = amountProblem(call, body, amount) ?? payeeProblem(sdk, call, body)
    if (problem) return problem
    const at = call.clock.now()
    const isBank = bodyOf(body['payee_info'] ?? null)['identity_type'] === 'BANKCARD_ACCOUNT'
    const transfer: Transfer = {
      app_id: appId,
      ...(callerOf(call.credential) === appId ? {} : { caller: callerOf(call.credential) }),
      out_biz_no: number,
      order_id: newOrderId(call),
      pay_fund_order_id: newOrderId(call),
      product_code: textOf(body, 'product_code') ?? '',
      biz_scene: textOf(body, 'biz_scene') ?? '',
      amount,
      at,
      arrives: isBank ? at + BANK_MS : at,
      fingerprint,
    }
    saveTransfer(call, transfer)
    announce(call, transfer)
    return success(fields(transfer, at), 'transfer [PHP3]')
  }

const isCertificateMode = (sdk: Sdk, { request }: SimulatedCall): boolean => {
  if (isGateway(request)) return Boolean(gatewayParameters(sdk, request).get('app_cert_sn'))
  return Boolean(readAuth(request)?.pairs.get('app_cert_sn'))
}

function amountProblem(call: SimulatedCall, body: JsonObject, amount: Cents): SimulatedAnswer | undefined {
  const least = LEAST[textOf(body, 'product_code') ?? '']
  if (least === undefined)
    return transferRefused('INVALID_PARAMETER', 'product_code: TRANS_ACCOUNT_NO_PWD or STD_RED_PACKET')
  if (amount < least) return transferRefused('EXCEED_LIMIT_SM_MIN_AMOUNT', `at least ${formatYuan(least)} yuan`)
  if (amount > MOST) return transferRefused('EXCEED_LIMIT_SM_AMOUNT', 'at most 100000000 yuan')
  const spent = transfersOf(call, ownerOf(call.credential)).reduce((sum, one) => sum + one.amount, 0)
  if (spent + amount > BALANCE)
    return transferRefused('PAYER_BALANCE_NOT_ENOUGH', 'the sandbox’s merchant has a million yuan')
  return undefined
}

function payeeProblem(sdk: Sdk, call: SimulatedCall, body: JsonObject): SimulatedAnswer | undefined {
  const payee = bodyOf(body['payee_info'] ?? null)
  const identity = textOf(payee, 'identity') ?? ''
  const name = textOf(payee, 'name')
  switch (payee['identity_type']) {
    case 'ALIPAY_USER_ID':
      if (identity === userId(sdk, ownerOf(call.credential), 'seller'))
        return transferRefused('PAYER_PAYEE_CANNOT_SAME', 'the payee is the payer')
      return /^2088\d{12}$/.test(identity)
        ? undefined
        : transferRefused('PAYEE_NOT_EXIST', 'user ids are 2088 and twelve digits')
    case 'ALIPAY_LOGON_ID':
      if (!name) return transferRefused('INVALID_PARAMETER', 'name is required for ALIPAY_LOGON_ID')
      // The sandbox knows no names: one of them never fits.
      if (name === '不匹配') return transferRefused('PAYEE_USER_INFO_ERROR', 'the name does not fit the account')
      return /^(?:\S+@\S+|\+?\d{6,15})$/.test(identity)
        ? undefined
        : transferRefused('PAYEE_NOT_EXIST', 'neither e-mail nor phone')
    case 'BANKCARD_ACCOUNT':
      if (!name) return transferRefused('INVALID_PARAMETER', 'name is required for a bank card')
      return /^\d{12,19}$/.test(identity) ? undefined : transferRefused('PAYEE_NOT_EXIST', 'no card number')
    default:
      return identity ? undefined : transferRefused('INVALID_PARAMETER', 'payee_info.identity is missing')
  }
}

function fields(transfer: Transfer, now: number): JsonObject {
  return {
    out_biz_no: transfer.out_biz_no,
    order_id: transfer.order_id,
    pay_fund_order_id: transfer.pay_fund_order_id,
    status: statusOf(transfer, now),
    trans_date: formatBeijing(transfer.at),
    amount: formatYuan(transfer.amount),
  }
}
