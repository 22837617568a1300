import type { Planted } from '../../seed/apply.ts'
import { escapeControls } from '../../text/escape.ts'
import type { Lang } from '../../text/text.ts'
import type { Style } from '../style.ts'
import { clockLines } from './clock.ts'

/** What was put, what was played, and where the clock stands now. */
export function plantedLines(file: string, planted: Planted, lang: Lang, style: Style): readonly string[] {
  const zh = lang === 'zh'
  const lines = [`${zh ? '已载入' : 'Seeded from'} ${style.bold(escapeControls(file))}`]
  for (const [connector, count] of Object.entries(planted.entries))
    lines.push(zh ? `  ${connector}  ${count} 条数据` : `  ${connector}  ${count} ${count === 1 ? 'entry' : 'entries'}`)
  for (const { name, kind, target } of planted.steps) {
    const words = kind === 'advance' ? (zh ? `时间前进 ${target}` : `${target} later`) : target
    lines.push(
      `  ${style.green('✓')} ${escapeControls(words)}${name === undefined ? '' : `  ${style.dim(escapeControls(name))}`}`,
    )
  }
  return [...lines, ...clockLines(planted.clock, lang, style).map((line) => `  ${line}`)]
}
