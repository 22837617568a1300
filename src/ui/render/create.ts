import type { Plan } from '../../create/choose.ts'
import type { FirstRunResult, OrderRun } from '../../create/first-run.ts'
import type { NextCommand } from '../../create/next.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import { createStyle, type Style } from '../style.ts'

export interface Created {
  readonly plan: Plan
  readonly git: boolean
  readonly installed: boolean
  readonly firstRun: FirstRunResult | undefined
  readonly next: readonly NextCommand[]
}

export function createdDocument(created: Created, lang: Lang): Readonly<Record<string, unknown>> {
  const { target, template, packageManager } = created.plan
  return {
    project: { root: target.root, name: target.name, template: template.id, packageManager: packageManager.name },
    git: created.git,
    installed: created.installed,
    firstRun: created.firstRun ?? null,
    next: created.next.map(({ command, text }) => ({ command, text: text[lang] })),
  }
}

export function renderCreated(created: Created, io: Io): void {
  const style = createStyle(io.color)
  const say = (text: Text): string => text[io.lang]
  const { target, template } = created.plan
  const where = escapeControls(target.shown === '.' ? target.name : target.shown)
  io.out()
  io.out(
    say({
      en: `${style.bold(where)} is ready, made from ${template.id}.`,
      zh: `${style.bold(where)} 已就绪，使用模板 ${template.id}。`,
    }),
  )
  if (created.firstRun) {
    io.out()
    const lines =
      created.firstRun.kind === 'order'
        ? orderLines(created.firstRun, io.lang, style)
        : scriptLines(created.firstRun.lines)
    for (const line of lines) io.out(`  ${line}`)
  }
  io.out()
  io.out(say({ en: 'Try next:', zh: '接下来可以：' }))
  for (const { command, text } of created.next) {
    io.out(`  ${style.cyan(escapeControls(command))}`)
    io.out(`      ${style.dim(say(text))}`)
  }
}

const scriptLines = (lines: readonly string[]): readonly string[] => lines.map(escapeControls)

/** One line per thing that happened, in the order in which it happened. */
function orderLines(run: OrderRun, lang: Lang, style: Style): readonly string[] {
  const line = (name: string, text: Text, ms?: number) =>
    `${style.green('✓')} ${name}  ${text[lang]}${ms === undefined ? '' : ` ${style.dim(`${ms} ms`)}`}`
  const said = escapeControls(stateOf(run.query.value))
  const answer = escapeControls(run.event.answer)
  return [
    line(
      run.order.request,
      {
        en: `your server took the order ${escapeControls(run.order.id)}`,
        zh: `项目服务接收了订单 ${escapeControls(run.order.id)}`,
      },
      run.order.ms,
    ),
    ...run.calls.map((call) => line(escapeControls(call.operation), callWords(call.verified), call.ms)),
    line(run.action.id, { en: 'the simulated buyer paid', zh: '模拟买家完成付款' }),
    line(
      `POST ${run.event.path}`,
      {
        en: `your server verified the signed notification and answered ${answer === '' ? run.event.status : `"${answer}"`}`,
        zh: `项目服务验签通过异步通知，并应答${answer === '' ? ` ${run.event.status}` : `“${answer}”`}`,
      },
      run.event.ms,
    ),
    line(
      run.query.operation,
      run.query.verified
        ? { en: `${said}, signature of the answer verified`, zh: `${said}，应答验签通过` }
        : { en: said, zh: said },
      run.query.ms,
    ),
  ]
}

/** What the platform calls the state of an order, such as `trade_status` or `trade_state`. */
function stateOf(value: unknown): string {
  const members = Object.entries((value ?? {}) as Readonly<Record<string, unknown>>)
  const found = members.find(([name, text]) => /(^|_)(status|state)$/.test(name) && typeof text === 'string')
  return found ? String(found[1]) : 'OK'
}

function callWords(verified: boolean | null): Text {
  if (verified === true)
    return { en: 'called and signed by your server, verified by the sandbox', zh: '项目服务签名调用，沙箱验签通过' }
  if (verified === false)
    return { en: 'called by your server, refused by the sandbox', zh: '项目服务发起调用，被沙箱拒绝' }
  return { en: 'called by your server', zh: '项目服务发起调用' }
}
