import type { Report, ReportResult } from '../../checks/report.ts'
import { verdict } from '../../checks/report.ts'
import type { CheckStatus } from '../../sdk/check.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import { createStyle, type Style } from '../style.ts'

export interface ReportView {
  readonly lang: Lang
  readonly color: boolean
}

const MARKS: Readonly<Record<CheckStatus, string>> = { pass: '✓', warn: '!', fail: '✗', skip: '-' }
const WORDS: Readonly<Record<CheckStatus, Text>> = {
  pass: { en: 'pass', zh: '通过' },
  warn: { en: 'warn', zh: '注意' },
  fail: { en: 'fail', zh: '失败' },
  skip: { en: 'skip', zh: '跳过' },
}

/** One result with all that helps to understand it; a result that is good takes one line. */
export function renderResult(result: ReportResult, view: ReportView): string {
  const style = createStyle(view.color)
  const say = (text: Text | string) => escapeControls(typeof text === 'string' ? text : text[view.lang])
  const label = (en: string, zh: string) => style.dim(view.lang === 'zh' ? `${zh}：` : `${en}: `)
  const paint = painter(style)[result.status]
  const mark = paint(`${MARKS[result.status]} ${WORDS[result.status][view.lang]}`)
  const colon = view.lang === 'zh' ? '：' : ': '
  const lines = [`${mark}  ${style.bold(nameOf(result))}  ${say(result.title)}${colon}${say(result.summary)}`]
  if (result.status === 'fail' || result.status === 'warn') {
    if (result.cause) lines.push(`      ${label('cause', '可能原因')}${say(result.cause)}`)
    for (const fact of result.evidence ?? []) lines.push(...indent(say(fact), '      '))
    for (const fix of result.fixes ?? [])
      lines.push(`      ${label('fix', '修复')}${indent(say(fix), '          ').join('\n').trimStart()}`)
    if (result.command) lines.push(`      ${label('run', '执行')}${style.cyan(escapeControls(result.command))}`)
  }
  return lines.join('\n')
}

/** The last line: how many of each, and how long. */
export function renderTotals(report: Report, view: ReportView): string {
  const style = createStyle(view.color)
  const { pass, warn, fail, skip } = report.totals
  const ms = report.results.reduce((sum, result) => sum + result.ms, 0)
  const seconds = (ms / 1000).toFixed(1)
  const words =
    view.lang === 'zh'
      ? `${pass} 项通过，${warn} 项注意，${fail} 项失败，${skip} 项跳过（${seconds} 秒）`
      : `${pass} passed, ${warn} to look at, ${fail} failed, ${skip} skipped (${seconds} s)`
  const painted = verdict(report) === 'pass' ? style.green(words) : style.red(words)
  if (verdict(report) === 'pass' || fail > 0) return painted
  const nothing =
    view.lang === 'zh' ? '没有任何一项真正运行，因此不算通过。' : 'Nothing was looked at, so this is not a pass.'
  return `${painted}\n${nothing}`
}

/** `{ report: … }` of `--json`, in the chosen language; ids, statuses and keys stay English. */
export function reportDocument(report: Report, lang: Lang): Readonly<Record<string, unknown>> {
  const say = (text: Text | string) => (typeof text === 'string' ? text : text[lang])
  return {
    report: {
      version: report.version,
      verdict: verdict(report),
      totals: report.totals,
      results: report.results.map((result) => ({
        id: result.id,
        ...(result.connector === undefined ? {} : { connector: result.connector }),
        title: result.title[lang],
        status: result.status,
        summary: result.summary[lang],
        ...(result.cause ? { cause: result.cause[lang] } : {}),
        ...(result.evidence ? { evidence: result.evidence.map(say) } : {}),
        ...(result.fixes ? { fixes: result.fixes.map(say) } : {}),
        ...(result.command ? { command: result.command } : {}),
        ms: result.ms,
      })),
    },
  }
}

/** `alipay/event.tampered`, or `node` for what is about no connector. */
export function nameOf(result: Pick<ReportResult, 'id' | 'connector'>): string {
  return escapeControls(result.connector === undefined ? result.id : `${result.connector}/${result.id}`)
}

/** Everything below the first line as plain text, for reports that have one place for it. */
export function detailsOf(result: ReportResult, lang: Lang): string {
  const say = (text: Text | string) => (typeof text === 'string' ? text : text[lang])
  return [
    ...(result.cause ? [say(result.cause)] : []),
    ...(result.evidence ?? []).map(say),
    ...(result.fixes ?? []).map((fix) => `→ ${say(fix)}`),
    ...(result.command ? [`$ ${result.command}`] : []),
  ].join('\n')
}

const painter = (style: Style): Readonly<Record<CheckStatus, (text: string) => string>> => ({
  pass: (text) => style.green(text),
  warn: (text) => style.yellow(text),
  fail: (text) => style.red(text),
  skip: (text) => style.dim(text),
})

function indent(text: string, by: string): string[] {
  return text.split('\n').map((line) => `${by}${line}`)
}
