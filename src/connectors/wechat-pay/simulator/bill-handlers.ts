import { gzipSync } from 'node:zlib'
import type { OperationHandler, Sdk, SimulatedAnswer, SimulatedCall, Text } from '../../../sdk/index.ts'
import { dayOf, formatTime, startOfDay } from '../beijing-time.ts'
import { failure, success } from './answers.ts'
import { textOf } from './bodies.ts'
import { type BillType, fundBill, tradeBill } from './bills.ts'
import { newToken } from './identifiers.ts'

const DAY_MS = 24 * 3600_000
/** The address lives 5 minutes [DOC 4013071238]. */
const ADDRESS_MS = 5 * 60_000
/** Three months back [DOC 4013071227]; how many days that is, is UNCONFIRMED. */
const OLDEST_DAYS = 92

type StoredBill = { readonly mchid: string; readonly text: string; readonly until: number }

export const requestTradeBill =
  (sdk: Sdk): OperationHandler =>
  (call) =>
    offered(sdk, call, (day) =>
      tradeBill(
        call,
        call.credential,
        day,
        (textOf(call.params, 'bill_type') ?? 'ALL') as BillType,
        textOf(call.params, 'sub_mchid'),
      ),
    )

export const requestFundBill =
  (sdk: Sdk): OperationHandler =>
  (call) =>
    // Only the basic account moves in the sandbox.
    offered(sdk, call, (day) =>
      (textOf(call.params, 'account_type') ?? 'BASIC') === 'BASIC' ? fundBill(call, call.credential, day) : undefined,
    )

function offered(sdk: Sdk, call: SimulatedCall, make: (day: string) => string | undefined): SimulatedAnswer {
  const day = textOf(call.params, 'bill_date') ?? ''
  const wrong = dayFault(call, day)
  if (wrong) return wrong
  const text = make(day)
  if (text === undefined)
    return failure(call.request, 'NO_STATEMENT_EXIST', 'nothing happened on that day [DOC 4013071227]')
  const token = newToken(call)
  const stored: StoredBill = { mchid: call.credential['mchid'] ?? '', text, until: call.clock.now() + ADDRESS_MS }
  call.state.put('bill-files', token, stored)
  const packed = textOf(call.params, 'tar_type') === 'GZIP' ? '&tartype=gzip' : ''
  const body = {
    hash_type: 'SHA1',
    // Over the unpacked content, as the sample and the official SDK have it [DOC 4013071238, JAVA].
    hash_value: sdk.crypto.hash('sha1', text).toString('hex'),
    // Of this sandbox; the real one is on api.mch.weixin.qq.com.
    download_url: `${originOf(call)}/v3/billdownload/file?token=${token}${packed}`,
  }
  return success(body, 'bill ready; the address lives 5 minutes [DOC 4013071238]')
}

/** Where the caller reaches this platform: through a redirected host, that host's own name. */
function originOf({ request }: SimulatedCall): string {
  const host = request.headers['x-forwarded-host']
  return host === undefined ? request.url.origin : `${request.headers['x-forwarded-proto'] ?? 'https'}://${host}`
}

/** Made from 9 o'clock the next day, to be fetched after 10; three months back; not today [DOC 4013071227]. */
function dayFault(call: SimulatedCall, day: string): SimulatedAnswer | undefined {
  const start = startOfDay(day)
  if (start === undefined)
    return failure(call.request, 'PARAM_ERROR', 'bill_date is yyyy-MM-dd [DOC 4013071227]', {
      detail: { field: 'bill_date', issue: 'not a day', location: 'query', value: day },
    })
  const now = call.clock.now()
  const today = startOfDay(dayOf(now)) ?? now
  if (start >= today) return invalid(call, NOT_YET, 'bills end with yesterday [DOC 4013071227]')
  if (start < today - OLDEST_DAYS * DAY_MS) return invalid(call, TOO_OLD, 'bills go back three months [DOC 4013071227]')
  const hour = Number(formatTime(now).slice(11, 13))
  if (start === today - DAY_MS && hour < 10)
    return failure(
      call.request,
      'STATEMENT_CREATING',
      'the bill of yesterday is there from 10 o’clock [DOC 4013071227]',
    )
  return undefined
}

/** Signed request, unsigned reply; only for the merchant that asked [DOC 4013071238]. */
export const downloadBill: OperationHandler = (call) => {
  const stored = call.state.get('bill-files', textOf(call.params, 'token') ?? '') as StoredBill | undefined
  if (!stored || call.clock.now() >= stored.until)
    return invalid(call, STALE, 'unknown token, or older than 5 minutes [DOC 4013071238]')
  if (stored.mchid !== call.credential['mchid'])
    return failure(call.request, 'NO_AUTH', 'the bill is another merchant’s [DOC 4013071238]')
  const rule = 'bill file: not signed, compare the hash [DOC 4013053249]'
  if (textOf(call.params, 'tartype') === 'gzip') {
    const headers = { 'content-type': 'application/x-gzip' }
    return { status: 200, headers, bytes: gzipSync(stored.text), signed: false, rule }
  }
  const headers = { 'content-type': 'text/plain;charset=utf-8' }
  return { status: 200, headers, bytes: Buffer.from(stored.text), signed: false, rule }
}

function invalid(call: SimulatedCall, text: Text, rule: string): SimulatedAnswer {
  return failure(call.request, 'INVALID_REQUEST', rule, { text })
}

// Wordings of these are UNCONFIRMED.
const NOT_YET = { zh: '账单日期不能是当天或未来日期', en: 'There is no bill of today or later' }
const TOO_OLD = { zh: '仅支持下载三个月内的账单', en: 'Bills go back three months' }
const STALE = { zh: '下载链接已失效，请重新申请账单', en: 'The download address has expired' }
