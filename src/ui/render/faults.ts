import type { FaultRecord } from '../../sandbox/faults/fault.ts'
import type { KindInfo } from '../../sandbox/faults/kinds.ts'
import type { Lang, Text } from '../../text/text.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Io } from '../io.ts'
import type { Style } from '../style.ts'
import { formatTable } from '../table.ts'
import { dateTime } from './delivery.ts'

const STATES: Readonly<Record<FaultRecord['state'], Text>> = {
  active: { en: 'active', zh: '生效中' },
  'used-up': { en: 'used up', zh: '已用尽' },
  waiting: { en: 'waiting', zh: '未开始' },
  over: { en: 'over', zh: '已结束' },
}

/** A table: what, where, when, how often it struck. */
export function faultLines(
  faults: readonly FaultRecord[],
  lang: Lang,
  style: Style,
  io: Pick<Io, 'stdoutTty' | 'columns'>,
): readonly string[] {
  if (faults.length === 0) return []
  const zh = lang === 'zh'
  const head = zh
    ? ['标识', '故障', '范围', '条件', '生效', '状态']
    : ['Id', 'Fault', 'Where', 'Conditions', 'Struck', 'State']
  const rows = faults.map((fault) => [
    fault.id,
    style.bold(escapeControls(fault.fault)),
    where(fault, lang),
    conditions(fault, lang) || '-',
    zh ? `${fault.hits}/${fault.seen}` : `${fault.hits} of ${fault.seen}`,
    state(fault, lang, style),
  ])
  const table = formatTable([head.map((name) => style.dim(name)), ...rows], io.stdoutTty ? { width: io.columns } : {})
  return table.split('\n')
}

function state(fault: FaultRecord, lang: Lang, style: Style): string {
  const word = STATES[fault.state][lang]
  return fault.state === 'active' ? style.yellow(word) : style.dim(word)
}

function where({ connector, operation, event, on }: FaultRecord, lang: Lang): string {
  const zh = lang === 'zh'
  const what = on === 'event' ? (zh ? '所有事件' : 'all events') : zh ? '所有调用' : 'all calls'
  return escapeControls([connector, operation ?? event ?? what].filter(Boolean).join(' '))
}

function conditions(fault: FaultRecord, lang: Lang): string {
  const zh = lang === 'zh'
  const { when, probability, count, after, from, until } = fault
  const words = [
    ...(when === 'after' ? [zh ? '业务完成后' : 'after the work is done'] : []),
    ...(probability === undefined ? [] : [zh ? `概率 ${probability}` : `probability ${probability}`]),
    ...(after === undefined ? [] : [zh ? `先放过 ${after} 次` : `after ${after}`]),
    ...(count === undefined ? [] : [zh ? `共 ${count} 次` : count === 1 ? 'once' : `${count} times`]),
    ...(from === undefined ? [] : [zh ? `从 ${dateTime(from)}` : `from ${dateTime(from)}`]),
    ...(until === undefined ? [] : [zh ? `到 ${dateTime(until)}` : `until ${dateTime(until)}`]),
  ]
  return words.join(zh ? '，' : ', ')
}

const PLACES: Readonly<Record<KindInfo['on'], Text>> = {
  call: { en: 'Calls', zh: '调用' },
  event: { en: 'Events', zh: '事件' },
  both: { en: 'Calls and events', zh: '调用与事件' },
}

/** Each kind with what it does and one example, grouped by what it strikes. */
export function kindLines(kinds: readonly KindInfo[], lang: Lang, style: Style): readonly string[] {
  const lines: string[] = []
  for (const on of ['call', 'both', 'event'] as const) {
    if (lines.length > 0) lines.push('')
    lines.push(style.bold(PLACES[on][lang]))
    for (const one of kinds.filter((kind) => kind.on === on)) {
      lines.push(`  ${style.cyan(`${one.kind}${one.value}`)}  ${one.summary[lang]}`)
      lines.push(`      ${style.dim(`integ sandbox fault add ${one.example}`)}`)
    }
  }
  return lines
}

/** The documented `--json` shape. */
export function faultDocument(fault: FaultRecord): Readonly<Record<string, unknown>> {
  const { effect: _, id, fault: given, ...rest } = fault
  return { id, fault: given, ...rest }
}
