import { lastDeliveries } from '../../delivery/last-deliveries.ts'
import type { DeliveryRecord, EventRecord } from '../../delivery/records.ts'
import type { AddressSchedule } from '../../delivery/schedule.ts'
import type { HttpResponse, Json } from '../../sdk/http.ts'
import type { Lang } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import { renderJson } from '../json.ts'
import type { Style } from '../style.ts'
import { dateTime, deliveryLines } from './delivery.ts'
import { tellingFacts } from './facts.ts'
import { scheduleLines } from './schedule.ts'

/** Out of the payload, what a person knows the event by. */
export function factWords(payload: Json): string {
  return tellingFacts(payload)
    .map(({ name, value }) => escapeControls(`${name}=${value}`))
    .join(' ')
}

/** One line: time, id, type, facts, how its deliveries stand. */
export function eventLine(event: EventRecord, lang: Lang, style: Style): string {
  const words = [
    style.dim(dateTime(event.at)),
    event.id,
    style.bold(escapeControls(event.type)),
    factWords(event.payload),
    standing(event, lang, style),
  ]
  return words.filter((word) => word !== '').join('  ')
}

/** Why an event without deliveries is still to come; undefined: it is not. */
export function waitingWords(event: EventRecord, lang: Lang): string | undefined {
  const zh = lang === 'zh'
  if (event.deliveries.length > 0) return undefined
  if (event.faults?.includes('out-of-order'))
    return zh ? '扣住不发，等下一个事件先送达' : 'held until the next event went first'
  if (event.dueAt === undefined) return undefined
  return zh ? `将于 ${dateTime(event.dueAt)} 发送` : `to be sent ${dateTime(event.dueAt)}`
}

function standing(event: EventRecord, lang: Lang, style: Style): string {
  const zh = lang === 'zh'
  const last = lastDeliveries(event)
  if (last.length === 0) return style.dim(waitingWords(event, lang) ?? (zh ? '未投递' : 'not delivered'))
  const done = last.filter(({ acknowledged }) => acknowledged).length
  if (done === last.length) return style.green(zh ? '已确认' : 'acknowledged')
  return style.red(zh ? `未确认（${done}/${last.length}）` : `not acknowledged (${done}/${last.length})`)
}

/** The whole event: payload, then each delivery with what was sent and what came back. */
export function eventDetails(
  event: EventRecord,
  {
    expected,
    schedule,
  }: { readonly expected: HttpResponse | undefined; readonly schedule: readonly AddressSchedule[] },
  lang: Lang,
  style: Style,
): string {
  const zh = lang === 'zh'
  const head = `${style.bold(escapeControls(event.type))}  ${event.id}  ${style.dim(dateTime(event.at))}`
  const lines = [
    head,
    ...(event.url === undefined
      ? []
      : [style.dim(`${zh ? '通知地址' : 'named address'}: ${escapeControls(event.url)}`)]),
  ]
  if (event.faults) lines.push(style.yellow(`${zh ? '故障' : 'faults'}: ${escapeControls(event.faults.join(', '))}`))
  lines.push('', style.bold(zh ? '内容' : 'Payload'), renderJson(event.payload, style))
  if (event.deliveries.length === 0) lines.push('', style.dim(zh ? '没有投递。' : 'No deliveries.'))
  if (schedule.length > 0) lines.push('', ...scheduleLines(schedule, lang, style))
  for (const delivery of event.deliveries) lines.push('', ...deliveryDetails(delivery, expected, lang, style))
  return lines.join('\n')
}

function deliveryDetails(
  delivery: DeliveryRecord,
  expected: HttpResponse | undefined,
  lang: Lang,
  style: Style,
): string[] {
  const zh = lang === 'zh'
  const { request, response } = delivery
  const lines = [
    style.bold(
      zh
        ? `第 ${delivery.attempt} 次投递  ${dateTime(delivery.at)}`
        : `Attempt ${delivery.attempt}  ${dateTime(delivery.at)}`,
    ),
  ]
  lines.push(...deliveryLines(delivery, expected, lang, style))
  lines.push(style.dim(zh ? '  请求' : '  request'), ...message(`${request.method} ${delivery.url}`, request))
  if (response) lines.push(style.dim(zh ? '  应答' : '  answer'), ...message(String(response.status), response))
  return lines
}

function message(
  first: string,
  { headers, body, encoding }: DeliveryRecord['request'] | NonNullable<DeliveryRecord['response']>,
): string[] {
  const head = [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)]
  const text = body === '' ? [] : ['', ...(encoding === undefined ? body : `${encoding}: ${body}`).split('\n')]
  return [...head, ...text].map((line) => `    ${escapeControls(line)}`)
}

/** The documented `--json` shape of a delivery; `expected` only where it was not met. */
export function deliveryDocument(delivery: DeliveryRecord, expected?: HttpResponse): Readonly<Record<string, unknown>> {
  const { id, event, at, url, attempt, response, acknowledged, error, ms, nextAttemptAt, altered } = delivery
  return {
    id,
    event,
    at,
    url,
    attempt,
    ...(response ? { status: response.status } : {}),
    acknowledged,
    ...(error === undefined ? {} : { error }),
    ms,
    ...(altered ? { altered } : {}),
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
    ...(!acknowledged && response && expected
      ? {
          expected: { status: expected.status, body: Buffer.from(expected.body).toString('utf8') },
          came: { status: response.status, body: response.body },
        }
      : {}),
  }
}

/** The documented `--json` shape of an event in a list; `events show` gives the whole record. */
export function eventDocument(event: EventRecord): Readonly<Record<string, unknown>> {
  const { id, at, connector, type, url, deliveries } = event
  const last = lastDeliveries(event)
  return {
    id,
    at,
    connector,
    type,
    ...(url === undefined ? {} : { url }),
    deliveries: deliveries.length,
    // null: delivered to nobody.
    acknowledged: last.length === 0 ? null : last.every((delivery) => delivery.acknowledged),
  }
}
