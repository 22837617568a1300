import type { ListedSnapshot, SnapshotPlace } from '../../sandbox/snapshot-files.ts'
import type { SnapshotFacts } from '../../sandbox/snapshot.ts'
import type { ClockReading } from '../../sandbox/travel.ts'
import { dayTime } from '../../text/day-time.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Lang } from '../../text/text.ts'
import type { Style } from '../style.ts'
import { clockLines } from './clock.ts'

/** `alipay, wechat-pay · 3 entries · 2 events · clock 2026-12-24 18:00:00 +08:00`. */
function factWords({ connectors, entries, events, at }: SnapshotFacts, lang: Lang): string {
  const words =
    lang === 'zh'
      ? [connectors.join('、'), `${entries} 条数据`, `${events} 个事件`, `时钟 ${dayTime(at)}`]
      : [
          connectors.join(', '),
          `${entries} ${entries === 1 ? 'entry' : 'entries'}`,
          `${events} ${events === 1 ? 'event' : 'events'}`,
          `clock ${dayTime(at)}`,
        ]
  return words.filter((word) => word !== '').join(' · ')
}

export function savedLines(place: SnapshotPlace, facts: SnapshotFacts, lang: Lang, style: Style): readonly string[] {
  return [
    `${lang === 'zh' ? '已保存快照' : 'Saved'} ${style.bold(escapeControls(place.label))}  ${style.dim(factWords(facts, lang))}`,
    `  ${style.dim(place.file)}`,
  ]
}

export function loadedLines(
  place: SnapshotPlace,
  facts: SnapshotFacts,
  clock: ClockReading,
  lang: Lang,
  style: Style,
): readonly string[] {
  return [
    `${lang === 'zh' ? '已恢复快照' : 'Loaded'} ${style.bold(escapeControls(place.label))}  ${style.dim(factWords(facts, lang))}`,
    ...clockLines(clock, lang, style).map((line) => `  ${line}`),
  ]
}

export function snapshotLines(snapshots: readonly ListedSnapshot[], lang: Lang, style: Style): readonly string[] {
  const zh = lang === 'zh'
  if (snapshots.length === 0)
    return [
      zh
        ? '还没有快照。用 integ sandbox snapshot save <名称> 保存。'
        : 'There are no snapshots. Save one: integ sandbox snapshot save <name>',
    ]
  return snapshots.map(({ name, facts }) => {
    const about = facts ? style.dim(factWords(facts, lang)) : style.red(zh ? '无法读取' : 'cannot be read')
    return `${style.bold(escapeControls(name))}  ${about}`
  })
}
