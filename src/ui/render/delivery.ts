import type { DeliveryRecord } from '../../delivery/records.ts'
import type { Verdict } from '../../sdk/auth.ts'
import type { HttpResponse } from '../../sdk/http.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Style } from '../style.ts'

/** The receiver's judgement of a signature, in words. */
export function verdictWords(verdict: Verdict): Text {
  if (verdict.ok) return { en: 'verified', zh: '验签通过' }
  return {
    missing: { en: 'not verified: unsigned', zh: '验签失败：没有签名' },
    'unknown-key': { en: 'not verified: signed by another key', zh: '验签失败：由其他密钥签名' },
    mismatch: {
      en: 'not verified: signed by another key, or changed after signing',
      zh: '验签失败：由其他密钥签名，或签名后内容被改动',
    },
    expired: { en: 'not verified: too old', zh: '验签失败：已过期' },
  }[verdict.reason]
}

const FAILURES: Readonly<Record<string, Text>> = {
  'connection-refused': { en: 'nothing listens there', zh: '该地址没有服务在监听' },
  'connection-closed': { en: 'the connection was closed without an answer', zh: '连接被关闭，没有应答' },
  'host-not-found': { en: 'no such host', zh: '主机名不存在' },
  timeout: { en: 'no answer in time', zh: '未在时限内应答' },
  redirect: { en: 'a redirect is not followed', zh: '不跟随重定向' },
  'remote-target': { en: 'not on this machine, so not sent', zh: '不在本机，未发送' },
  'unsupported-url': { en: 'not an http(s) address', zh: '不是 http(s) 地址' },
  'answer-too-large': { en: 'the answer is too large', zh: '应答过大' },
  'answer-broken': { en: 'the answer is cut or damaged', zh: '应答不完整或已损坏' },
  unreachable: { en: 'cannot be reached', zh: '无法连接' },
  'timed-out': { en: 'no answer in time', zh: '未在时限内应答' },
  dropped: { en: 'lost on the way, by a fault', zh: '因设定的故障在途中丢失' },
  'no-local-credential': { en: 'there is no local credential to sign with', zh: '没有可用于签名的本地凭证' },
  'connector-failed': { en: 'the connector could not make the event', zh: '连接器未能生成事件' },
  'unknown-event-type': { en: 'the connector no longer has this event', zh: '连接器中已没有该事件' },
}

export function failureWords(code: string): Text {
  return FAILURES[code] ?? { en: code, zh: code }
}

const acknowledgedWords = (acknowledged: boolean, lang: Lang, style: Style): string =>
  acknowledged
    ? style.green(lang === 'zh' ? '已确认' : 'acknowledged')
    : style.red(lang === 'zh' ? '未确认' : 'not acknowledged')

/** `200 · 12 ms · acknowledged`, or why there was no answer. */
export function outcomeWords(
  outcome: {
    readonly status?: number | undefined
    readonly error?: string | undefined
    readonly ms: number
    readonly acknowledged: boolean
  },
  lang: Lang,
  style: Style,
): string {
  const words = [
    ...(outcome.status === undefined ? [] : [String(outcome.status)]),
    ...(outcome.error === undefined ? [] : [failureWords(outcome.error)[lang]]),
    `${Math.round(outcome.ms)} ms`,
    acknowledgedWords(outcome.acknowledged, lang, style),
  ]
  return words.join(' · ')
}

/** One delivery in lines: where, how it went, what was expected and what came, when it is tried again. */
export function deliveryLines(
  delivery: DeliveryRecord,
  expected: HttpResponse | undefined,
  lang: Lang,
  style: Style,
): readonly string[] {
  const zh = lang === 'zh'
  const { response, error, ms, acknowledged, nextAttemptAt } = delivery
  const listener = delivery.listener === undefined ? '' : style.dim(' (integ listen)')
  const lines = [
    `→ ${escapeControls(delivery.url)}${listener}  ${outcomeWords({ status: response?.status, error, ms, acknowledged }, lang, style)}`,
    ...(delivery.altered ? [`  ${alteredWords(delivery.altered, lang, style)}`] : []),
  ]
  if (!acknowledged && response && expected) {
    lines.push(
      `  ${style.dim(zh ? '平台期望' : 'expected')}  ${answerWords(expected.status, Buffer.from(expected.body).toString('utf8'))}`,
    )
    lines.push(`  ${style.dim(zh ? '实际应答' : 'came    ')}  ${answerWords(response.status, response.body)}`)
    const why = nearMiss(Buffer.from(expected.body).toString('utf8'), response.body)
    if (why) lines.push(`  ${style.yellow(why[lang])}`)
  }
  if (nextAttemptAt !== undefined)
    lines.push(`  ${style.dim(zh ? '下次投递' : 'next attempt')}  ${clockTime(nextAttemptAt)}`)
  return lines
}

const ALTERATIONS: Readonly<Record<string, Text>> = {
  duplicate: { en: 'duplicate', zh: '重复' },
  reordered: { en: 'out of its order', zh: '顺序被打乱' },
  delayed: { en: 'delayed by', zh: '延后' },
  'as-sent': { en: 'the same bytes as before', zh: '与先前逐字节相同' },
  corrupt: { en: 'changed after signing', zh: '签名后被改动' },
  'wrong-key': { en: "signed with a key that is not the platform's", zh: '使用非平台的密钥签名' },
  'bad-signature': { en: 'with a broken signature', zh: '签名被破坏' },
  unsigned: { en: 'without a signature', zh: '没有签名' },
  drop: { en: 'dropped', zh: '被丢弃' },
}

/** What was done to a delivery on purpose; empty: nothing. */
export function alteredWords(altered: readonly string[] | undefined, lang: Lang, style: Style): string {
  const words = (altered ?? []).map((word) => {
    const [kind = '', value] = word.split('=')
    const said = ALTERATIONS[kind]?.[lang] ?? kind
    return value === undefined ? said : `${said} ${escapeControls(value)}`
  })
  return words.length === 0 ? '' : style.yellow(words.join(lang === 'zh' ? '，' : ', '))
}

const SHOWN = 80

export function answerWords(status: number, body: string): string {
  const text = body.length > SHOWN ? `${body.slice(0, SHOWN)}…` : body
  return `${status} ${escapeControls(JSON.stringify(text))}`
}

/** Mistakes that are hard to see in a terminal. */
function nearMiss(expected: string, came: string): Text | undefined {
  if (came === expected || expected === '') return undefined
  if (came.trim() === expected)
    return { en: 'The word is right, but there is white space around it.', zh: '内容正确，但前后多了空白字符。' }
  if (came.trim().replace(/^["']|["']$/g, '') === expected)
    return { en: 'The word is right, but it stands in quotation marks.', zh: '内容正确，但多了引号。' }
  if (came.trim().toLowerCase() === expected.toLowerCase())
    return { en: 'Only the letter case differs.', zh: '只有大小写不同。' }
  return undefined
}

/** `2026-07-01 12:00:00` in the zone of whoever reads. */
export function dateTime(at: string): string {
  const time = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}

/** Hours, minutes and seconds in the zone of whoever reads. */
export function clockTime(at: string | number): string {
  const time = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
}
