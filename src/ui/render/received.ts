import type { Received } from '../../events/receiver.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import { renderJson } from '../json.ts'
import type { Style } from '../style.ts'
import { answerWords, clockTime, outcomeWords, verdictWords } from './delivery.ts'
import { factWords } from './events.ts'

/** The sandbox names its event in this header, so that it can be shown and sent again. */
const EVENT_HEADER = 'integ-event'

export function sandboxEventId(received: Received): string | undefined {
  const id = received.request.headers[EVENT_HEADER]
  return id !== undefined && /^evt_[0-9a-z]+$/.test(id) ? id : undefined
}

/** One delivery as `listen` shows it: time, event, id, facts, signature, and what became of it. */
export function receivedLines(received: Received, lang: Lang, style: Style, body = false): readonly string[] {
  const say = (text: Text) => text[lang]
  const time = style.dim(clockTime(received.at))
  if (received.kind === 'handshake')
    return [
      `${time}  ${received.connector}  ${style.green(say({ en: 'address check answered', zh: '已应答地址验证' }))}`,
    ]
  const { event, verdict } = received
  const unreadable = say({ en: 'unreadable delivery', zh: '无法读取的投递' })
  const words = [
    time,
    style.bold(event ? escapeControls(event.type) : `${received.connector}  ${unreadable}`),
    escapeControls(sandboxEventId(received) ?? event?.id ?? ''),
    event ? factWords(event.payload) : '',
    verdict ? (verdict.ok ? style.green : style.red)(say(verdictWords(verdict))) : '',
    received.repeated ? style.yellow(say({ en: 'repeated', zh: '重复投递' })) : '',
    fate(received, lang, style),
  ]
  const lines = [words.filter((word) => word !== '').join('  ')]
  const { expected, forwarded } = received
  if (forwarded?.response && !forwarded.acknowledged && expected) {
    const came = answerWords(forwarded.response.status, Buffer.from(forwarded.response.body).toString('utf8'))
    const wanted = answerWords(expected.status, Buffer.from(expected.body).toString('utf8'))
    lines.push(
      `          ${say({ en: `expected ${wanted}, came ${came}`, zh: `平台期望 ${wanted}，实际应答 ${came}` })}`,
    )
  }
  if (body && event) lines.push(renderJson(event.payload, style))
  else if (body) lines.push(escapeControls(Buffer.from(received.request.body).toString('utf8')))
  return lines
}

function fate(received: Received, lang: Lang, style: Style): string {
  const { forwarded } = received
  if (forwarded) {
    const { response, error, ms, acknowledged } = forwarded
    return `→ ${escapeControls(shortUrl(forwarded.url))} ${outcomeWords({ status: response?.status, error, ms, acknowledged }, lang, style)}`
  }
  if (received.acknowledged) return style.green(lang === 'zh' ? '已由 integ 确认' : 'acknowledged by integ')
  return style.red(
    lang === 'zh' ? `未确认（${received.response.status}）` : `not acknowledged (${received.response.status})`,
  )
}

/** Without the query, which may be a signature. */
function shortUrl(text: string): string {
  const url = new URL(text)
  return `${url.origin}${url.pathname}`
}

/** The NDJSON line of one delivery. */
export function receivedDocument(received: Received, body: boolean): Readonly<Record<string, unknown>> {
  const { verdict, event, forwarded, response } = received
  return {
    type: received.kind,
    at: new Date(received.at).toISOString(),
    connector: received.connector,
    ...(event ? { event: event.type } : {}),
    id: sandboxEventId(received) ?? event?.id ?? null,
    ...(verdict ? { verified: verdict.ok, ...(verdict.ok ? {} : { reason: verdict.reason }) } : {}),
    repeated: received.repeated,
    ...(forwarded
      ? {
          forwarded: {
            url: forwarded.url,
            ...(forwarded.response ? { status: forwarded.response.status } : {}),
            ...(forwarded.error === undefined ? {} : { error: forwarded.error }),
            ms: Math.round(forwarded.ms),
          },
        }
      : {}),
    status: response.status,
    acknowledged: received.acknowledged,
    ms: received.ms,
    ...(body ? { payload: event?.payload ?? null, body: Buffer.from(received.request.body).toString('utf8') } : {}),
  }
}
