import type { EventRecord } from '../../delivery/records.ts'
import type { HttpResponse, Json } from '../../sdk/http.ts'
import type { ActionInfo } from '../../sandbox/act.ts'
import type { LogRecord, RequestRecord } from '../../sandbox/log.ts'
import type { ServedConnector } from '../../sandbox/published.ts'
import type { ClockReading } from '../../sandbox/travel.ts'
import type { Lang } from '../../text/text.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import { renderJson } from '../json.ts'
import type { Style } from '../style.ts'
import { clockWords } from './clock.ts'
import { waitingWords } from './events.ts'
import { alteredWords, clockTime, deliveryLines, outcomeWords } from './delivery.ts'

/** One calm line of the sandbox's log. */
export function recordLine(record: LogRecord, lang: Lang, style: Style): string {
  const time = style.dim(clockTime(record.at))
  switch (record.type) {
    case 'request':
      return `${time}  ${requestWords(record, lang, style)}`
    case 'event':
      return `${time}  ${record.connector}  ${lang === 'zh' ? '事件' : 'event'} ${style.bold(escapeControls(record.event))}  ${style.dim(record.id)}`
    case 'delivery': {
      const next =
        record.nextAttemptAt === undefined
          ? ''
          : style.dim(`  ${lang === 'zh' ? '下次投递' : 'next attempt'} ${clockTime(record.nextAttemptAt)}`)
      const altered = record.altered ? `  ${alteredWords(record.altered, lang, style)}` : ''
      return `${time}  → ${escapeControls(record.url)}  ${outcomeWords(record, lang, style)}${altered}${next}`
    }
    case 'notice':
      return `${time}  ${style.yellow(record.text[lang])}`
  }
}

function requestWords(record: RequestRecord, lang: Lang, style: Style): string {
  const { connector, method, path, operation, status, code, verified, reason, ms, fault } = record
  const isFine = status < 400 && code === undefined && reason === undefined
  const refused = verified === false ? [lang === 'zh' ? '未通过验证' : 'not verified'] : []
  const words = [
    connector,
    operation === undefined ? escapeControls(`${method} ${path}`) : style.bold(escapeLine(operation)),
    (isFine ? style.green : style.red)(status === 0 ? (lang === 'zh' ? '无应答' : 'no answer') : String(status)),
    ...(code === undefined ? [] : [style.red(escapeControls(code))]),
    ...refused,
    `${Math.round(ms)} ms`,
    ...(fault === undefined ? [] : [style.yellow(`${lang === 'zh' ? '故障' : 'fault'} ${escapeControls(fault)}`)]),
    ...(reason === undefined || reason === code || fault !== undefined ? [] : [style.dim(escapeControls(reason))]),
  ]
  return words.join('  ')
}

/** Where everything runs, one line each, names aligned. */
export function whereLines(
  where: {
    readonly connectors: readonly ServedConnector[]
    readonly control: string
    readonly state: string
    readonly clock?: ClockReading
    /** With its token: for a person's eyes only. */
    readonly inspector?: string | undefined
  },
  lang: Lang,
  style: Style,
): readonly string[] {
  const zh = lang === 'zh'
  const rows = [
    ...where.connectors.map(({ id, url }) => [id, style.cyan(url), 0] as const),
    [zh ? '控制' : 'control', where.control, zh ? 2 : 0] as const,
    ...(where.inspector ? [[zh ? '检查器' : 'inspector', style.cyan(where.inspector), zh ? 3 : 0] as const] : []),
    [zh ? '状态' : 'state', where.state, zh ? 2 : 0] as const,
    ...(where.clock ? [[zh ? '时钟' : 'clock', clockWords(where.clock, lang, style), zh ? 2 : 0] as const] : []),
  ]
  // A Chinese character takes two columns; `extra` is what its length does not count.
  const width = Math.max(...rows.map(([name, , extra]) => name.length + extra))
  return rows.map(([name, value, extra]) => `  ${name}${' '.repeat(width - name.length - extra)}  ${value}`)
}

/** What people can do: each action with its parameters. */
export function actionLines(actions: readonly ActionInfo[], lang: Lang, style: Style): readonly string[] {
  if (actions.length === 0) return [lang === 'zh' ? '没有可执行的操作。' : 'There is nothing that people can do here.']
  return actions.flatMap(({ id, summary, params }) => [
    `${style.bold(id)}  ${summary[lang]}`,
    ...params.map((param) => {
      const optional = param.required ? '' : lang === 'zh' ? '（可选）' : ' (optional)'
      return `    ${param.name}=…  ${style.dim(`${param.summary[lang]}${optional}`)}`
    }),
  ])
}

/** What happened, and how each event was delivered. */
export function actedLines(
  acted: { readonly result: Json; readonly events: readonly EventRecord[] },
  expected: ReadonlyMap<string, HttpResponse>,
  lang: Lang,
  style: Style,
): readonly string[] {
  const zh = lang === 'zh'
  const lines = acted.result === null ? [] : [renderJson(acted.result, style)]
  for (const event of acted.events) {
    lines.push(`${zh ? '事件' : 'event'} ${style.bold(escapeControls(event.type))}  ${style.dim(event.id)}`)
    const waiting = waitingWords(event, lang)
    if (waiting !== undefined) lines.push(`  ${waiting}`)
    else if (event.deliveries.length === 0) {
      lines.push(
        `  ${style.dim(zh ? '调用时没有给出通知地址，也没有 integ listen 在监听，未投递。' : 'Not delivered: the call named no address, and no integ listen runs.')}`,
      )
    }
    for (const delivery of event.deliveries) {
      lines.push(...deliveryLines(delivery, expected.get(event.id), lang, style).map((line) => `  ${line}`))
    }
  }
  return lines
}
