import type { EventRecord } from '../../delivery/records.ts'
import type { PlayedStep } from '../../events/scenario.ts'
import type { Triggered } from '../../events/trigger.ts'
import type { HttpResponse, Json } from '../../sdk/http.ts'
import type { Lang } from '../../text/text.ts'
import { escapeControls, escapeLine } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle, type Style } from '../style.ts'
import { explanationDocument } from './explanation.ts'
import { renderRefusal } from './refusal.ts'
import { deliveryLines } from './delivery.ts'
import { deliveryDocument, factWords, waitingWords } from './events.ts'

/** One step as it ends: a call with its status, or an action. */
export function stepLine(step: PlayedStep, lang: Lang, style: Style): string {
  const { outcome } = step
  if (step.kind === 'integration')
    return `${style.cyan(lang === 'zh' ? '集成' : 'order ')}  ${step.target}  ${style.dim(texts(step))}`
  if (!outcome) return `${style.cyan(lang === 'zh' ? '操作' : 'action')}  ${step.target}  ${style.dim(texts(step))}`
  const mark = outcome.error
    ? style.red(escapeControls(outcome.error.code))
    : style.green(String(outcome.exchange.response.status))
  return `${style.cyan(lang === 'zh' ? '调用' : 'call  ')}  ${step.target}  ${mark} · ${Math.round(outcome.exchange.ms)} ms`
}

function texts(step: PlayedStep): string {
  const pairs = Object.entries(step.params).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return escapeControls(pairs.join(' '))
}

function expectedBy(triggered: Triggered, event: EventRecord): HttpResponse | undefined {
  const { connector } = triggered
  return connector.webhooks[connector.event(event.type)?.scheme ?? '']?.acknowledgement()
}

/** Events and deliveries on stdout; what to do next on stderr. */
export function renderTriggered(
  triggered: Triggered,
  io: Io,
  about: { readonly inProcess: boolean; readonly local: boolean },
): void {
  const style = createStyle(io.color)
  for (const line of diffLines(triggered.diff, style)) io.out(line)
  if (triggered.refused) return renderRefusal(triggered.refused.outcome, io, createStyle(io.errColor))
  for (const event of triggered.events) {
    io.out(`${style.bold(escapeControls(event.type))}  ${event.id}  ${factWords(event.payload)}`.trimEnd())
    const waiting = waitingWords(event, io.lang)
    if (waiting !== undefined) io.out(`  ${style.dim(waiting)}`)
    for (const delivery of event.deliveries)
      for (const line of deliveryLines(delivery, expectedBy(triggered, event), io.lang, style)) io.out(`  ${line}`)
  }
  if (!about.local)
    return io.say({
      en: 'The calls are done; the platform itself sends the event to the address that it knows.',
      zh: '调用已完成；事件由平台自行发送到它所知道的地址。',
    })
  if (triggered.missing.length > 0)
    return io.error(
      io.lang === 'zh'
        ? `场景执行完毕，但没有产生事件 ${triggered.missing.join('、')}。`
        : `The scenario ended without the event ${triggered.missing.join(', ')}.`,
    )
  renderNext(triggered, io, about.inProcess)
}

/** Against the fixture: a line out, a line in. */
function diffLines(diff: Triggered['diff'], style: Style): readonly string[] {
  const said = (value: Json) => escapeLine(typeof value === 'string' ? value : JSON.stringify(value))
  return diff.flatMap(({ path, before, after }) => [
    ...(before === undefined ? [] : [style.red(`- ${path}: ${said(before)}`)]),
    ...(after === undefined ? [] : [style.green(`+ ${path}: ${said(after)}`)]),
  ])
}

function renderNext(triggered: Triggered, io: Io, inProcess: boolean): void {
  const [event] = triggered.events
  if (!event) return
  const deliveries = triggered.events.flatMap((one) => one.deliveries)
  if (deliveries.length === 0) {
    if (triggered.events.some((one) => waitingWords(one, io.lang) !== undefined)) return
    io.say({
      en: `Recorded; nobody was there to receive it. Receive events with: ${nextCommand(triggered)}`,
      zh: `事件已记录，但没有接收方。接收事件：${nextCommand(triggered)}`,
    })
    return
  }
  if (deliveries.every(({ acknowledged }) => acknowledged)) return
  const isForeign = triggered.steps[0]?.kind === 'operation'
  if (isForeign && deliveries.some(({ response, acknowledged }) => response && !acknowledged))
    io.say({
      en: 'The scenario made this order by itself; a receiver that checks its own orders rightly refuses it.',
      zh: '该订单由场景自行创建；会核对自有订单的接收端拒绝它是正确的。',
    })
  if (inProcess && deliveries.some(({ nextAttemptAt }) => nextAttemptAt !== undefined))
    io.say({
      en: 'The next attempts need a sandbox that keeps running: integ sandbox start --detach',
      zh: '后续投递需要持续运行的沙箱：integ sandbox start --detach',
    })
  io.say({
    en: `Once the receiver is right, send it again: integ events resend ${event.id}`,
    zh: `修正接收端后重新发送：integ events resend ${event.id}`,
  })
}

function nextCommand(triggered: Triggered): string {
  return `integ listen --connector ${triggered.connector.id} --forward-to http://127.0.0.1:3000/notify`
}

export function triggeredDocument(
  triggered: Triggered,
  acknowledged: boolean | undefined,
  lang: Lang,
): Readonly<Record<string, unknown>> {
  const { connector, event, steps, refused, missing, events, diff } = triggered
  return {
    event: event.id,
    connector: connector.id,
    scenario: triggered.played,
    steps: steps.map((step) => stepDocument(step, lang)),
    // How --set differs from the fixture.
    diff,
    ...(refused ? { refused: refused.name } : {}),
    events: events.map((one) => ({
      id: one.id,
      at: one.at,
      type: one.type,
      payload: one.payload,
      ...(one.url === undefined ? {} : { url: one.url }),
      deliveries: one.deliveries.map((delivery) => deliveryDocument(delivery, expectedBy(triggered, one))),
    })),
    ...(missing.length === 0 ? {} : { missing }),
    // null: nobody was there to acknowledge.
    acknowledged: acknowledged ?? null,
    ...(acknowledged === undefined && events.length > 0 ? { next: nextCommand(triggered) } : {}),
  }
}

function stepDocument(step: PlayedStep, lang: Lang): Readonly<Record<string, unknown>> {
  const { name, kind, target, params, value, outcome, events } = step
  const explanation = outcome?.explanation
  return {
    name,
    kind,
    [kind]: target,
    params,
    value,
    ...(outcome ? { status: outcome.exchange.response.status } : {}),
    ...(outcome?.error
      ? {
          error: {
            code: outcome.error.code,
            category: 'platform',
            message: outcome.error.message,
            ...(explanation ? { explanation: explanationDocument(explanation, lang) } : {}),
          },
        }
      : {}),
    events,
  }
}
