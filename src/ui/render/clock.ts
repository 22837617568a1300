import type { ClockReading, Travelled } from '../../sandbox/travel.ts'
import { escapeControls } from '../../text/escape.ts'
import { dayTime } from '../../text/day-time.ts'
import type { Lang } from '../../text/text.ts'
import type { Style } from '../style.ts'
import { outcomeWords } from './delivery.ts'

const SPANS = [
  [86_400_000, ' d', ' 天'],
  [3_600_000, ' h', ' 小时'],
  [60_000, ' min', ' 分'],
  [1000, ' s', ' 秒'],
] as const

/** `1 d 12 h`; what is shorter than a second is no time at all. */
export function spanWords(ms: number, lang: Lang): string {
  let rest = Math.round(Math.abs(ms) / 1000) * 1000
  const words: string[] = []
  for (const [size, en, zh] of SPANS) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) words.push(`${count}${lang === 'zh' ? zh : en}`)
  }
  return words.join(' ') || (lang === 'zh' ? '0 秒' : '0 s')
}

/** Off by less than what a reader would notice. */
export function isRealTime(clock: ClockReading): boolean {
  return !clock.frozen && Math.abs(clock.offsetMs) < 1000
}

/** `2026-12-24 18:00:00 +08:00  32 d ahead of real time`. */
export function clockWords(clock: ClockReading, lang: Lang, style: Style): string {
  const zh = lang === 'zh'
  const isReal = isRealTime(clock)
  const span = spanWords(clock.offsetMs, lang)
  const distance = isReal
    ? zh
      ? '真实时间'
      : 'real time'
    : clock.offsetMs < 0
      ? zh
        ? `比真实时间慢 ${span}`
        : `${span} behind real time`
      : zh
        ? `比真实时间快 ${span}`
        : `${span} ahead of real time`
  const stands = clock.frozen ? [zh ? '已停住' : 'stands still'] : []
  return `${style.bold(dayTime(clock.now))}  ${style.dim([...stands, distance].join(zh ? '，' : ', '))}`
}

/** Where the clock stands and what waits for it. */
export function clockLines(clock: ClockReading, lang: Lang, style: Style): readonly string[] {
  const zh = lang === 'zh'
  const lines = [clockWords(clock, lang, style)]
  if (clock.seed !== undefined) lines.push(`${zh ? '种子' : 'seed'} ${escapeControls(clock.seed)}`)
  if (clock.next !== undefined) {
    const when = dayTime(clock.next)
    const things = clock.waiting === 1 ? 'thing is' : 'things are'
    lines.push(
      zh
        ? `有 ${clock.waiting} 项待执行，最近一次在 ${when}`
        : `${clock.waiting} ${things} due later, the next at ${when}`,
    )
  }
  return lines
}

const SHOWN = 20

/** From, to, and what was delivered on the way. */
export function travelLines(travelled: Travelled, lang: Lang, style: Style): readonly string[] {
  const zh = lang === 'zh'
  const { from, to, deliveries, acknowledged, failed, sent } = travelled
  const ms = Date.parse(to) - Date.parse(from)
  const lines = [
    `${dayTime(from)} → ${style.bold(dayTime(to))}  ${style.dim(`${ms < 0 ? '−' : ''}${spanWords(ms, lang)}`)}`,
  ]
  for (const one of deliveries.slice(0, SHOWN)) {
    const attempt = style.dim(zh ? `第 ${one.attempt} 次` : `attempt ${one.attempt}`)
    lines.push(
      `  ${style.dim(dayTime(one.at))}  → ${escapeControls(one.url)}  ${attempt}  ${outcomeWords(one, lang, style)}`,
    )
  }
  if (deliveries.length > SHOWN) {
    const rest = deliveries.length - SHOWN
    lines.push(
      `  ${style.dim(zh ? `……另有 ${rest} 次，见 integ events list` : `… and ${rest} more: integ events list`)}`,
    )
  }
  lines.push(
    deliveries.length === 0
      ? zh
        ? '期间没有投递。'
        : 'Nothing was due on the way.'
      : zh
        ? `投递 ${deliveries.length} 次：已确认 ${acknowledged}，未确认 ${failed}；其中首次发送的事件 ${sent} 个。`
        : `${deliveries.length} ${deliveries.length === 1 ? 'delivery' : 'deliveries'}: ${acknowledged} acknowledged, ${failed} not; ${sent} ${sent === 1 ? 'event' : 'events'} sent for the first time.`,
  )
  return [...lines, ...clockLines(travelled.clock, lang, style).slice(1)]
}
