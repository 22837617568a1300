import type { EventRecord } from '../../delivery/records.ts'
import type { DeliveryLogRecord, EventLogRecord } from '../../sandbox/log.ts'
import type { Lang } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Style } from '../style.ts'
import { alteredWords, clockTime, outcomeWords } from './delivery.ts'
import { factWords } from './events.ts'

type Line = EventLogRecord | DeliveryLogRecord

/** An event as it comes about, or one delivery of it. */
export function tailLine(record: Line, event: EventRecord, lang: Lang, style: Style): string {
  const zh = lang === 'zh'
  const time = style.dim(clockTime(record.at))
  if (record.type === 'event') {
    const later =
      event.dueAt === undefined
        ? ''
        : style.dim(zh ? `将于 ${clockTime(event.dueAt)} 发送` : `to be sent ${clockTime(event.dueAt)}`)
    const words = [
      time,
      style.bold(escapeControls(event.type)),
      event.id,
      factWords(event.payload),
      event.faults ? style.yellow(escapeControls(event.faults.join(' '))) : '',
      later,
    ]
    return words.filter((word) => word !== '').join('  ')
  }
  const next =
    record.nextAttemptAt === undefined
      ? ''
      : style.dim(`${zh ? '下次投递' : 'next attempt'} ${clockTime(record.nextAttemptAt)}`)
  const words = [
    time,
    `→ ${escapeControls(record.url)}`,
    zh ? `第 ${record.attempt} 次` : `attempt ${record.attempt}`,
    outcomeWords(record, lang, style),
    alteredWords(record.altered, lang, style),
    next,
    style.dim(event.id),
  ]
  return words.filter((word) => word !== '').join('  ')
}

/** The NDJSON line. */
export function tailDocument(record: Line, event: EventRecord): Readonly<Record<string, unknown>> {
  if (record.type === 'delivery') return { ...record, connector: event.connector, eventType: event.type }
  const { payload, url, dueAt, faults } = event
  return {
    ...record,
    payload,
    ...(url === undefined ? {} : { url }),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(faults === undefined ? {} : { faults }),
  }
}
