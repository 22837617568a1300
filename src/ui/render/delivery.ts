import { failureWords } from '../../delivery/failure-words.ts'
import type { DeliveryRecord } from '../../delivery/records.ts'
import type { Verdict } from '../../sdk/auth.ts'
import type { HttpResponse } from '../../sdk/http.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Style } from '../style.ts'
import { clip } from '../../text/clip.ts'

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
  return `${status} ${escapeControls(JSON.stringify(clip(body, SHOWN)))}`
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
